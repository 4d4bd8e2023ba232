package import XML

/// How an entity shows itself to people (SAML V2.0 Metadata Extensions for Login and Discovery User Interface §2.1).
package struct UIInfo: Hashable, Sendable {
    static let name = QName.mdui("UIInfo")

    /// A picture, by its address.
    package struct Logo: Hashable, Sendable {
        /// https or data (SDP-MD10); to be checked before it is shown.
        package let location: String
        /// Width in pixels.
        package let width: Int
        /// Height in pixels.
        package let height: Int

        /// A logo to write.
        package init(location: String, width: Int, height: Int) {
            self.location = location
            self.width = width
            self.height = height
        }
    }

    /// The entity's name.
    package let displayNames: [LocalizedString]
    /// What it is for, in a sentence.
    package let descriptions: [LocalizedString]
    /// A page about it.
    package let informationURLs: [LocalizedString]
    /// A page on personal data.
    package let privacyStatementURLs: [LocalizedString]
    /// Its pictures.
    package let logos: [Logo]

    /// Texts to write.
    package init(
        displayNames: [LocalizedString], descriptions: [LocalizedString] = [], informationURLs: [LocalizedString] = [],
        privacyStatementURLs: [LocalizedString] = [], logos: [Logo] = []
    ) {
        self.displayNames = displayNames
        self.descriptions = descriptions
        self.informationURLs = informationURLs
        self.privacyStatementURLs = privacyStatementURLs
        self.logos = logos
    }

    /// Reads mdui:UIInfo; keywords and a logo without its size are passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        displayNames = try element.localized(.mdui("DisplayName"))
        descriptions = try element.localized(.mdui("Description"))
        informationURLs = try element.localized(.mdui("InformationURL"))
        privacyStatementURLs = try element.localized(.mdui("PrivacyStatementURL"))
        var logos: [Logo] = []
        for logo in element.all(.mdui("Logo")) {
            guard let width = Int(logo.attribute("width") ?? ""), let height = Int(logo.attribute("height") ?? "")
            else {
                continue
            }
            logos.append(Logo(location: try logo.plainText().trimmingXMLSpace(), width: width, height: height))
        }
        self.logos = logos
    }

    /// mdui:UIInfo
    package var element: Element {
        let texts = [
            displayNames.map { $0.element(.mdui("DisplayName")) },
            descriptions.map { $0.element(.mdui("Description")) },
            logos.map {
                Element(
                    .mdui("Logo"), having: [("height", String($0.height)), ("width", String($0.width))],
                    text: $0.location)
            },
            informationURLs.map { $0.element(.mdui("InformationURL")) },
            privacyStatementURLs.map { $0.element(.mdui("PrivacyStatementURL")) },
        ]
        return Element(Self.name, having: [], texts.flatMap(\.self))
    }
}

extension Element {
    func localized(_ name: QName) throws(SAMLError) -> [LocalizedString] {
        var found: [LocalizedString] = []
        for element in all(name) { found.append(try LocalizedString(element)) }
        return found
    }
}
