package import XML

/// Whom to ask about an entity (SAML Metadata §2.3.2.2).
package struct ContactPerson: Hashable, Sendable {
    static let name = QName.md("ContactPerson")

    /// What the contact is for.
    package enum ContactType: String, Sendable {
        case technical, support, administrative, billing, other
    }

    /// What the contact is for.
    package let type: ContactType
    /// The organisation the contact belongs to.
    package let company: String?
    /// Given name, or the name of a desk.
    package let givenName: String?
    /// Family name.
    package let surName: String?
    /// Addresses, without "mailto:".
    package let emailAddresses: [String]
    /// Telephone numbers.
    package let telephoneNumbers: [String]

    /// A contact to write.
    package init(_ type: ContactType, givenName: String? = nil, emailAddresses: [String]) {
        self.type = type
        company = nil
        self.givenName = givenName
        surName = nil
        self.emailAddresses = emailAddresses
        telephoneNumbers = []
    }

    /// Reads md:ContactPerson; an unknown type counts as other.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        type = ContactType(rawValue: try element.required("contactType")) ?? .other
        company = try element.first(.md("Company"))?.plainTrimmed()
        givenName = try element.first(.md("GivenName"))?.plainTrimmed()
        surName = try element.first(.md("SurName"))?.plainTrimmed()
        emailAddresses = try element.trimmedTexts(.md("EmailAddress")).map {
            $0.lowercased().hasPrefix("mailto:") ? String($0.dropFirst(7)) : $0
        }
        telephoneNumbers = try element.trimmedTexts(.md("TelephoneNumber"))
    }

    /// md:ContactPerson
    package var element: Element {
        Element(
            Self.name, having: [("contactType", type.rawValue)],
            [
                company.map { Element(.md("Company"), text: $0) },
                givenName.map { Element(.md("GivenName"), text: $0) },
                surName.map { Element(.md("SurName"), text: $0) },
            ] + emailAddresses.map { Element(.md("EmailAddress"), text: "mailto:\($0)") }
                + telephoneNumbers.map { Element(.md("TelephoneNumber"), text: $0) })
    }
}

extension Element {
    func plainTrimmed() throws(SAMLError) -> String { try plainText().trimmingXMLSpace() }

    func trimmedTexts(_ name: QName) throws(SAMLError) -> [String] {
        var found: [String] = []
        for element in all(name) { found.append(try element.plainTrimmed()) }
        return found
    }
}
