import Crypto
import Directory
import FoundationEssentials
import SAML
import XML

/// Makes the bytes and URLs of logout messages, always signed (SAML Profiles §4.4.3, §4.4.4).
struct LogoutWriter: Sendable {
    let entityID: Issuer
    let keys: KeyRing
    let policy: AlgorithmPolicy
    let randomness: Randomness

    /// How long a service provider may take our request for good, in seconds.
    private static let validity: TimeInterval = 5 * 60

    /// The request that ends one session at one service provider.
    func request(
        _ participant: LogoutParticipant, to endpoint: String, of serviceProvider: ServiceProvider, at now: Date
    ) throws(SAMLError) -> LogoutRequest {
        let isPairwise = participant.nameIDFormat == NameIDFormat.persistent.rawValue
        return try LogoutRequest(
            id: MessageID(random: randomness), issueInstant: now, destination: endpoint, issuer: entityID,
            notOnOrAfter: now + Self.validity, reason: participant.logout == nil ? .admin : .user,
            nameID: NameID(
                participant.nameID, format: NameIDFormat(rawValue: participant.nameIDFormat),
                nameQualifier: isPairwise ? entityID.entityID : nil,
                spNameQualifier: isPairwise ? serviceProvider.entityID : nil),
            sessionIndexes: [participant.sessionIndex])
    }

    /// The answer to a service provider that began a logout.
    func response(
        to request: MessageID, _ status: SAML.Status, destination: String?, at now: Date
    ) -> LogoutResponse {
        LogoutResponse(
            id: MessageID(random: randomness), inResponseTo: request, issueInstant: now, destination: destination,
            issuer: entityID, status: status)
    }

    /// The bytes of a message with its signature in it, for HTTP-POST and SOAP.
    func signed(_ message: Element, for serviceProvider: ServiceProvider) throws -> [UInt8] {
        let keys = try keys.current().signing
        return try (keys.signer(for: serviceProvider, allowing: policy) ?? keys.preferred)
            .sign(message, after: Issuer.elementName).bytes
    }

    /// The URL that carries a message by HTTP-Redirect, signed.
    func url(
        _ kind: MessageKind, _ message: Element, to endpoint: String, relayState: String?,
        for serviceProvider: ServiceProvider
    ) throws -> String {
        try HTTPRedirect.encode(
            kind, xml: try message.bytes(), to: endpoint, relayState: relayState,
            signer: keys.current().signing.redirectSigner(for: serviceProvider, allowing: policy))
    }
}
