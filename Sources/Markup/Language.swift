/// The languages of pages and letters. The raw value is the `lang` attribute; it is stored too: never change one.
package enum Language: String, Hashable, Sendable, CaseIterable {
    /// French, the first language.
    case fr
    /// English.
    case en

    /// The better of the two for an `Accept-Language` header (RFC 9110 §12.5.4); French when it names neither.
    ///
    /// The highest quality wins, the first named among equals; `fr-CA` counts as `fr`.
    package static func preferred(acceptLanguage: String?) -> Language {
        guard let acceptLanguage else { return .fr }
        var best: (language: Language, quality: Double)?
        for range in acceptLanguage.utf8.prefix(512).split(separator: UInt8(ascii: ",")) {
            let parts = String(decoding: range, as: UTF8.self).split(separator: ";")
            guard let tag = parts.first else { continue }
            let primary = tag.split(separator: "-").first.map { trimmed($0).lowercased() }
            guard let language = primary.flatMap(Language.init(rawValue:)) else { continue }
            let quality = parts.dropFirst().compactMap(quality(of:)).first ?? 1
            if quality > best?.quality ?? 0 { best = (language, quality) }
        }
        return best?.language ?? .fr
    }

    private static func quality(of parameter: Substring) -> Double? {
        let parameter = trimmed(parameter)
        return parameter.hasPrefix("q=") ? Double(parameter.dropFirst(2)) : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
