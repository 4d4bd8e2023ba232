import XML

/// A text and its language (SAML Metadata §2.2.4, §2.2.5).
package struct LocalizedString: Hashable, Sendable {
    /// An RFC 4646 tag such as "fr".
    package let language: String
    /// The text, or URL.
    package let value: String

    /// A text to write.
    package init(_ language: String, _ value: String) {
        self.language = language
        self.value = value
    }

    /// Reads an element with xml:lang; documents in use lack it at times, then the language is "".
    init(_ element: Element) throws(SAMLError) {
        language = element.attribute(.xmlLang) ?? ""
        value = try element.plainText().trimmingXMLSpace()
    }

    func element(_ name: QName) -> Element {
        Element(name, [Element.Attribute(.xmlLang, language)], text: value)
    }
}

extension Sequence<LocalizedString> {
    /// The text in this language, else in French, else in English, else the first.
    package func text(in language: String) -> String? {
        for wanted in [language, "fr", "en"] {
            if let found = first(where: { $0.language.lowercased().split(separator: "-").first ?? "" == wanted }) {
                return found.value
            }
        }
        return first { _ in true }?.value
    }
}
