import Crypto
import Directory
import FoundationEssentials
import SAML
import XML

/// Makes the bytes of a Response: everything in it comes from typed values, and what is signed is what was written.
struct ResponseWriter: Sendable {
    /// This identity provider's entityID.
    let entityID: Issuer
    let policy: AlgorithmPolicy
    let randomness: Randomness

    /// How long before it is made, and after, an assertion may be accepted; seconds. Service providers' clocks are wrong by
    /// minutes (Documentation/Rules.md, Figures).
    static let validBefore: TimeInterval = 2 * 60
    static let validAfter: TimeInterval = 5 * 60

    /// What a successful Response says of the person.
    struct Statement: Sendable {
        let assertion: MessageID
        let nameID: NameID?
        let encryptsNameID: Bool
        let attributes: [Attribute]
        let sessionIndex: String
        let authnInstant: Date
        let authnContextClass: AuthnContextClass
        let sessionNotOnOrAfter: Date
    }

    /// Whether an assertion can be made for a service provider at all: signed by an algorithm that it takes, and
    /// encrypted if it must be.
    func canAnswer(_ serviceProvider: RegisteredServiceProvider, by keys: SigningKeys) -> Bool {
        guard !serviceProvider.cannotBeEncryptedFor else { return false }
        return keys.algorithm(for: serviceProvider.record, allowing: policy) != nil
    }

    /// A Response with one assertion, signed as the service provider's settings say, then encrypted if it is to be.
    func success(
        _ statement: Statement, to request: SignOnRequest, at serviceProvider: RegisteredServiceProvider,
        by keys: SigningKeys,
        now: Date
    ) throws -> [UInt8] {
        let record = serviceProvider.record
        let signer = signer(for: record, by: keys)
        let assertion = try assertion(statement, to: request, at: serviceProvider, now: now).element
        var content =
            record.effective.signAssertion
            ? try signer.sign(assertion, after: Issuer.elementName) : try assertion.written()
        if let encryption = serviceProvider.assertionEncryption {
            content = try EncryptedAssertion.element(
                encrypting: content, by: encryption, for: record.entityID, randomness: randomness
            ).written()
        }
        return try bytes(of: envelope(.success, to: request, at: now), holding: content, for: record, by: signer)
    }

    /// The same Response without any signature or encryption: nobody believes it, so it may be shown.
    func unsigned(
        _ statement: Statement, to request: SignOnRequest, at serviceProvider: RegisteredServiceProvider, now: Date
    ) throws -> [UInt8] {
        let assertion = try assertion(statement, to: request, at: serviceProvider, now: now).element.written()
        return try envelope(.success, to: request, at: now).written(holding: assertion).bytes
    }

    /// The assertion, before it is signed: the one function that makes one, for sign-ons and for their preview.
    func assertion(
        _ statement: Statement, to request: SignOnRequest, at serviceProvider: RegisteredServiceProvider, now: Date
    ) throws -> Assertion {
        let record = serviceProvider.record
        let confirmation = SubjectConfirmation(
            bearer: SubjectConfirmationData(
                recipient: request.assertionConsumerService, notOnOrAfter: now + Self.validAfter,
                inResponseTo: request.messageID))
        return Assertion(
            id: statement.assertion, issueInstant: now, issuer: entityID,
            subject: try subject(statement, [confirmation], at: serviceProvider),
            conditions: try Conditions(
                notBefore: now - Self.validBefore, notOnOrAfter: now + Self.validAfter, audience: record.entityID),
            authnStatement: try AuthnStatement(
                authnInstant: statement.authnInstant, sessionIndex: statement.sessionIndex,
                sessionNotOnOrAfter: statement.sessionNotOnOrAfter,
                authnContextClass: statement.authnContextClass),
            attributes: statement.attributes)
    }

    private func subject(
        _ statement: Statement, _ confirmations: [SubjectConfirmation], at serviceProvider: RegisteredServiceProvider
    ) throws -> Subject {
        guard statement.encryptsNameID, let nameID = statement.nameID, let encryption = serviceProvider.encryption
        else { return Subject(nameID: statement.nameID, confirmations: confirmations) }
        let encrypted = try EncryptedID(
            encrypting: nameID, by: encryption, for: serviceProvider.record.entityID, randomness: randomness)
        return Subject(encryptedID: encrypted, confirmations: confirmations)
    }

    /// A Response that tells of an error (SAML Core §3.2.2.1).
    func failure(
        _ status: SAML.Status, to request: SignOnRequest, at serviceProvider: ServiceProvider, by keys: SigningKeys,
        now: Date
    ) throws -> [UInt8] {
        let signer = signer(for: serviceProvider, by: keys)
        return try bytes(of: envelope(status, to: request, at: now), for: serviceProvider, by: signer)
    }

    private func envelope(_ status: SAML.Status, to request: SignOnRequest, at now: Date) -> Element {
        SAML.Response(
            id: MessageID(random: randomness), inResponseTo: request.messageID, issueInstant: now,
            destination: request.assertionConsumerService, issuer: entityID, status: status, assertion: nil
        ).element
    }

    private func bytes(
        of element: Element, holding content: WrittenElement? = nil, for serviceProvider: ServiceProvider,
        by signer: XMLSigner
    ) throws -> [UInt8] {
        guard serviceProvider.effective.signResponse else { return try element.written(holding: content).bytes }
        return try signer.sign(element, holding: content, after: Issuer.elementName).bytes
    }

    /// An error is told with our usual signature where none is taken: not told it would never be mended.
    func signer(for serviceProvider: ServiceProvider, by keys: SigningKeys) -> XMLSigner {
        keys.signer(for: serviceProvider, allowing: policy) ?? keys.preferred
    }
}

extension SignOnRequest {
    /// The message that is answered; nil for an opening from the portal.
    fileprivate var messageID: MessageID? { inResponseTo.flatMap(MessageID.init(rawValue:)) }
}
