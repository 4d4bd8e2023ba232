import FoundationEssentials
import SAML

/// What a verified Response told: the whole of a session here.
struct SignedOn: Sendable {
    /// Who.
    let nameID: NameID?
    /// Everything else that was said of the person.
    let attributes: [SAML.Attribute]
    /// When and how the person authenticated, and the name of the session.
    let authnStatement: AuthnStatement
    /// Until when the session holds here.
    let expires: Date
    /// When the Response came.
    let receivedAt: Date
    /// What the identity provider asked to be brought back; on an opening from the portal, where to go.
    let relayState: String?
    /// Whether the identity provider began.
    let isUnsolicited: Bool
    /// Every check, passed.
    var checks: [PassedCheck]
    /// The Response as it came.
    let xml: [UInt8]

    /// The values of the attribute with this basic name, whatever name it travels under.
    func values(_ name: String) -> [String] {
        attributes.first { $0.name == name || $0.friendlyName == name }?.values ?? []
    }

    /// The person's name for people.
    var displayName: String {
        let parts = values("displayName") + [(values("givenName") + values("sn")).joined(separator: " ")]
        return parts.first { !$0.isEmpty } ?? values("mail").first ?? nameID?.value ?? "Personne sans nom"
    }
}
