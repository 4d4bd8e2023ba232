package import XML

/// Who runs an entity (SAML Metadata §2.3.2.1).
package struct Organization: Hashable, Sendable {
    static let name = QName.md("Organization")

    /// Its official name.
    package let names: [LocalizedString]
    /// Its name for people.
    package let displayNames: [LocalizedString]
    /// Its pages.
    package let urls: [LocalizedString]

    /// An organisation to write: at least one of each.
    package init(names: [LocalizedString], displayNames: [LocalizedString], urls: [LocalizedString]) {
        self.names = names
        self.displayNames = displayNames
        self.urls = urls
    }

    /// Reads md:Organization.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        names = try element.localized(.md("OrganizationName"))
        displayNames = try element.localized(.md("OrganizationDisplayName"))
        urls = try element.localized(.md("OrganizationURL"))
    }

    /// md:Organization
    package var element: Element {
        Element(
            Self.name, having: [],
            names.map { $0.element(.md("OrganizationName")) }
                + displayNames.map { $0.element(.md("OrganizationDisplayName")) }
                + urls.map { $0.element(.md("OrganizationURL")) })
    }
}
