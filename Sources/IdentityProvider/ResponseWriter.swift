import Crypto
import Directory
import FoundationEssentials
import SAML
import XML

/// Makes the bytes of a Response: everything in it comes from typed values, and what is signed is what was written.
struct ResponseWriter: Sendable {
    /// This identity provider's entityID.
    let entityID: Issuer
    let keys: SigningKeys
    let randomness: Randomness

    /// How long before now and after it an assertion may be accepted: service providers' clocks are wrong by minutes
    /// (architecture.md §3b).
    private static let before: TimeInterval = 2 * 60
    private static let after: TimeInterval = 5 * 60

    /// What a successful Response says of the person.
    struct Statement: Sendable {
        let assertion: MessageID
        let nameID: NameID
        let attributes: [Attribute]
        let sessionIndex: String
        let authnInstant: Date
        let authnContextClass: AuthnContextClass
        let sessionNotOnOrAfter: Date
    }

    /// A Response with one assertion, signed as the service provider's settings say.
    func success(
        _ statement: Statement, to asked: Asked, at serviceProvider: ServiceProvider, now: Date
    ) throws -> [UInt8] {
        let inResponseTo = asked.inResponseTo.flatMap(MessageID.init(rawValue:))
        let settings = serviceProvider.effective
        let confirmation = SubjectConfirmation(
            bearer: SubjectConfirmationData(
                recipient: asked.assertionConsumerService, notOnOrAfter: now + Self.after, inResponseTo: inResponseTo))
        let assertion = Assertion(
            id: statement.assertion, issueInstant: now, issuer: entityID,
            subject: Subject(nameID: statement.nameID, confirmations: [confirmation]),
            conditions: try Conditions(
                notBefore: now - Self.before, notOnOrAfter: now + Self.after, audience: serviceProvider.entityID),
            authnStatement: try AuthnStatement(
                authnInstant: statement.authnInstant, sessionIndex: statement.sessionIndex,
                sessionNotOnOrAfter: statement.sessionNotOnOrAfter,
                authnContextClass: statement.authnContextClass),
            attributes: statement.attributes)
        var element = envelope(.success, to: asked, inResponseTo, at: now)
        let content = assertion.element
        element.children.append(
            .element(
                settings.signAssertion
                    ? try keys.signer(settings.signatureAlgorithm).sign(content, after: Issuer.elementName) : content))
        return try bytes(of: element, for: settings)
    }

    /// A Response that tells of an error (SAML Core §3.2.2.1).
    func failure(
        _ status: SAML.Status, to asked: Asked, at serviceProvider: ServiceProvider, now: Date
    ) throws -> [UInt8] {
        let inResponseTo = asked.inResponseTo.flatMap(MessageID.init(rawValue:))
        return try bytes(of: envelope(status, to: asked, inResponseTo, at: now), for: serviceProvider.effective)
    }

    private func envelope(_ status: SAML.Status, to asked: Asked, _ inResponseTo: MessageID?, at now: Date) -> Element {
        SAML.Response(
            id: MessageID(random: randomness), inResponseTo: inResponseTo, issueInstant: now,
            destination: asked.assertionConsumerService, issuer: entityID, status: status, assertion: nil
        ).element
    }

    private func bytes(of element: Element, for settings: EffectiveSettings) throws -> [UInt8] {
        guard settings.signResponse else { return try element.bytes() }
        return try keys.signer(settings.signatureAlgorithm).signedBytes(element, after: Issuer.elementName)
    }
}
