import Calendar
package import FoundationEssentials
package import XML

/// The limits of a subject confirmation (SAML Core §2.4.1.2); for a bearer, Recipient and NotOnOrAfter are required and
/// NotBefore is forbidden (SAML Profiles §4.1.4.2).
package struct SubjectConfirmationData: Hashable, Sendable {
    static let name = QName.saml("SubjectConfirmationData")

    /// Forbidden for a bearer; read so that its presence can be refused.
    package let notBefore: Date?
    /// The moment from which the assertion can no longer be presented.
    package let notOnOrAfter: Date?
    /// The AssertionConsumerService it may be presented to.
    package let recipient: String?
    /// The request it answers; absent when the identity provider began.
    package let inResponseTo: MessageID?
    /// The network address of the bearer; read, never written (addresses change behind proxies).
    package let address: String?

    /// What the web browser profile asks of a bearer confirmation.
    package init(recipient: String, notOnOrAfter: Date, inResponseTo: MessageID?) {
        notBefore = nil
        self.notOnOrAfter = notOnOrAfter
        self.recipient = recipient
        self.inResponseTo = inResponseTo
        address = nil
    }

    /// Reads saml:SubjectConfirmationData; attributes and elements of others are passed over, as the schema allows any.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        notBefore = try element.dateTime("NotBefore")
        notOnOrAfter = try element.dateTime("NotOnOrAfter")
        recipient = try element.uri("Recipient")
        inResponseTo = try element.messageID("InResponseTo")
        address = element.attribute("Address")
    }

    /// saml:SubjectConfirmationData
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("NotBefore", notBefore.map(DateTime.string)), ("NotOnOrAfter", notOnOrAfter.map(DateTime.string)),
                ("Recipient", recipient), ("InResponseTo", inResponseTo?.rawValue), ("Address", address),
            ])
    }
}
