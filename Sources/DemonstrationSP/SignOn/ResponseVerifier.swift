import Calendar
import Crypto
import FoundationEssentials
import Markup
import SAML
import XML

/// Believes a Response, or says which check it fails. Everything that is kept comes from elements whose signature
/// verified, never from the rest of the message.
struct ResponseVerifier: Sendable {
    /// How wrong the identity provider's clock, or ours, may be.
    static let skew: TimeInterval = 3 * 60

    let entityID: String
    let consumer: String
    let peer: IdentityProviderPeer
    /// What assertions encrypted for us are decrypted with; nil when our metadata names no key for that.
    let decryptionKey: PrivateKey?
    let memory: SignOnMemory

    /// The way of a Response, one check after the other.
    func verify(_ message: HTTPPOST.Message, at now: Date) throws(CheckFailure) -> Arrival {
        var report = Report(xml: message.xml)
        let received = try read(message, &report)
        try succeeded(received.response, &report)
        try addressed(received, &report)
        let assertion = try onlyAssertion(received, &report)
        let confirmation = try bearer(assertion, at: now, &report)
        let request = try answered(received, confirmation, message.relayState, at: now, &report)
        try meant(assertion, at: now, &report)
        let statement = try authenticated(assertion, since: request?.wantsAuthenticationSince, at: now, &report)
        try firstTime(assertion, confirmation, at: now, &report)
        let tenHours = now + 10 * 3_600
        return Arrival(
            signedOn: SignedOn(
                nameID: assertion.subject?.nameID, attributes: assertion.attributes, authnStatement: statement,
                expires: min(statement.sessionNotOnOrAfter ?? tenHours, tenHours), receivedAt: now,
                relayState: message.relayState, isUnsolicited: request == nil, checks: report.passed,
                xml: message.xml),
            browser: request?.browser)
    }

    private struct Received {
        let response: SAML.Response
        var assertions: [Assertion]
        let isResponseSigned: Bool
    }

    /// Parses once; what is read from then on is what verified.
    private func read(_ message: HTTPPOST.Message, _ report: inout Report) throws(CheckFailure) -> Received {
        guard message.kind == .response else { throw report.failure(.transport, "Une demande, pas une réponse.") }
        do {
            let document = try Document(parsing: message.xml, limits: .message)
            report.pass(.transport, "HTTP-POST, \(message.xml.count) octets")
            let unverified = try SAML.Response(document.root)
            guard unverified.issuer?.entityID == peer.entityID else {
                throw report.failure(.issuer, "Ce n’est pas \(peer.entityID).")
            }
            report.pass(.issuer, peer.entityID)
            return unverified.encryptedAssertions.isEmpty
                ? try readPlain(document, unverified, &report) : try readEncrypted(document, unverified, &report)
        } catch let failure as CheckFailure {
            throw failure
        } catch let error as XMLError {
            throw report.has(.transport)
                ? report.failure(.signature, "Elle ne se vérifie pas (\(error)).")
                : report.failure(.transport, "Ce n’est pas du XML simple et court (\(error)).")
        } catch {
            throw report.failure(
                report.has(.signature) ? .assertion : .transport, "Ce n’est pas une réponse SAML bien faite (\(error))."
            )
        }
    }

    private func readPlain(
        _ document: borrowing Document, _ unverified: SAML.Response, _ report: inout Report
    ) throws -> Received {
        let isAssertionSigned = document.root.first(Assertion.elementName)?.isSigned == true
        guard document.root.isSigned || isAssertionSigned else {
            throw report.failure(.signature, "Ni la réponse ni l’assertion n’est signée.")
        }
        // A signature that is there has to verify, also when another one would do.
        var assertion: Assertion?
        if isAssertionSigned {
            assertion = try Assertion(document.verified(.child(Assertion.elementName), by: peer.keys))
        }
        let signed = [document.root.isSigned ? "la réponse" : nil, isAssertionSigned ? "l’assertion" : nil]
        report.pass(.signature, "Sur " + signed.compactMap(\.self).joined(separator: " et "))
        if document.root.isSigned {
            let verified = try SAML.Response(document.verified(.rootAmongOthers, by: peer.keys))
            return Received(response: verified, assertions: verified.assertions, isResponseSigned: true)
        }
        // Only the assertion is signed: it must be the only one, and the one that is read.
        guard let assertion, unverified.assertions == [assertion] else {
            throw report.failure(.assertion, "L’assertion lue n’est pas celle qui est signée.")
        }
        return Received(response: unverified, assertions: [assertion], isResponseSigned: false)
    }

    /// Anybody can encrypt for us: the Response has to be signed, and nothing is decrypted before that has verified.
    private func readEncrypted(
        _ document: borrowing Document, _ unverified: SAML.Response, _ report: inout Report
    ) throws -> Received {
        guard document.root.first(QName(Namespace.ds, "Signature")) != nil else {
            throw report.failure(.signature, "L’assertion est chiffrée et la réponse n’est pas signée.")
        }
        let verified = try SAML.Response(document.verified(.rootAmongOthers, by: peer.keys))
        guard let encrypted = verified.encryptedAssertions.first, verified.encryptedAssertions.count == 1,
            verified.assertions.isEmpty
        else { throw report.failure(.assertion, "Il y en a plusieurs.") }
        report.pass(.signature, "Sur la réponse")
        guard let decryptionKey, let plain = try? encrypted.decrypted(by: [decryptionKey]) else {
            throw report.failure(.encryption, "Elle ne se déchiffre pas avec notre clé.")
        }
        let assertion =
            plain.isSigned ? try Assertion(plain.verified(.root, by: peer.keys)) : try Assertion(plain.root)
        report.pass(.encryption, plain.isSigned ? "Déchiffrée, signée elle aussi" : "Déchiffrée")
        return Received(response: verified, assertions: [assertion], isResponseSigned: true)
    }

    private func succeeded(_ response: SAML.Response, _ report: inout Report) throws(CheckFailure) {
        let codes = response.status.codes.map { $0.rawValue.split(separator: ":").last ?? "" }.joined(separator: " / ")
        guard response.status.isSuccess else {
            let message = response.status.message.map { "\u{A0}: \($0)" } ?? "."
            throw report.failure(.status, "Le fournisseur d’identité a répondu \(codes)\(message)")
        }
        report.pass(.status, codes)
    }

    private func addressed(_ received: Received, _ report: inout Report) throws(CheckFailure) {
        let destination = received.response.destination
        // SAML Bindings §3.5.5.2: required when the message is signed, and right whenever it is there.
        guard destination == consumer || (destination == nil && !received.isResponseSigned) else {
            throw report.failure(.destination, destination ?? "Une réponse signée doit en avoir une.")
        }
        report.pass(.destination, destination ?? "absente (la réponse n’est pas signée)")
    }

    private func onlyAssertion(_ received: Received, _ report: inout Report) throws(CheckFailure) -> Assertion {
        let assertions = received.assertions
        guard let assertion = assertions.first, assertions.count == 1 else {
            throw report.failure(.assertion, "Il y en a \(assertions.count).")
        }
        guard assertion.issuer.entityID == peer.entityID else {
            throw report.failure(.assertion, "Elle est d’un autre émetteur que la réponse.")
        }
        report.pass(.assertion, assertion.id.rawValue)
        return assertion
    }

    /// SAML Profiles §4.1.4.3: one bearer confirmation that holds here and now is enough.
    private func bearer(
        _ assertion: Assertion, at now: Date, _ report: inout Report
    ) throws(CheckFailure) -> SubjectConfirmationData {
        let data = assertion.subject?.confirmations.filter { $0.method == SubjectConfirmation.bearer }.compactMap(
            \.data)
        guard let confirmation = data?.first(where: { $0.recipient == consumer && $0.notBefore == nil }) else {
            throw report.failure(.recipient, "Aucune confirmation au porteur n’est faite pour \(consumer).")
        }
        guard let end = confirmation.notOnOrAfter, now < end + Self.skew else {
            throw report.failure(.recipient, "La confirmation n’est plus valable.")
        }
        report.pass(.recipient, consumer)
        return confirmation
    }

    private func answered(
        _ received: Received, _ confirmation: SubjectConfirmationData, _ relayState: String?, at now: Date,
        _ report: inout Report
    ) throws(CheckFailure) -> PendingRequest? {
        guard received.response.inResponseTo == confirmation.inResponseTo else {
            throw report.failure(.answer, "La réponse et l’assertion ne répondent pas à la même demande.")
        }
        guard let id = confirmation.inResponseTo else {
            report.pass(.answer, "Ouverture depuis le portail")
            report.pass(.relayState, relayState ?? "aucun")
            return nil
        }
        guard let request = memory.takeRequest(id, of: entityID, at: now) else {
            throw report.failure(.answer, "Nous n’avons pas fait cette demande, ou elle a déjà reçu sa réponse.")
        }
        report.pass(.answer, id.rawValue)
        guard relayState == request.relayState else {
            throw report.failure(.relayState, "Ce n’est pas celui que nous avions envoyé.")
        }
        report.pass(.relayState, request.relayState)
        return request
    }

    private func meant(_ assertion: Assertion, at now: Date, _ report: inout Report) throws(CheckFailure) {
        guard let conditions = assertion.conditions, !conditions.audienceRestrictions.isEmpty,
            conditions.audienceRestrictions.allSatisfy({ $0.audiences.contains(entityID) })
        else { throw report.failure(.audience, "L’assertion n’est pas faite pour \(entityID).") }
        report.pass(.audience, entityID)
        guard let end = conditions.notOnOrAfter else { throw report.failure(.time, "Elle n’a pas de fin.") }
        let start = conditions.notBefore ?? assertion.issueInstant
        guard now >= start - Self.skew, now < end + Self.skew else {
            throw report.failure(
                .time, "Valable de \(DateTime.string(start)) à \(DateTime.string(end)), il est \(DateTime.string(now))."
            )
        }
        report.pass(.time, "De \(Dates.time(start, .fr)) à \(Dates.time(end, .fr))")
    }

    private func authenticated(
        _ assertion: Assertion, since asked: Date?, at now: Date, _ report: inout Report
    ) throws(CheckFailure) -> AuthnStatement {
        guard let statement = assertion.authnStatements.first else {
            throw report.failure(.authentication, "Aucun AuthnStatement.")
        }
        if let end = statement.sessionNotOnOrAfter, end <= now {
            throw report.failure(.authentication, "La session est finie depuis \(DateTime.string(end)).")
        }
        // SAML Core §3.4.1: ForceAuthn is the identity provider's promise, AuthnInstant is how it is seen kept.
        if let asked, statement.authnInstant < asked - Self.skew {
            throw report.failure(
                .authentication, "Nous l’avions redemandée, et celle-ci date d’avant notre demande.")
        }
        report.pass(.authentication, Dates.relative(statement.authnInstant, to: now, .fr))
        return statement
    }

    private func firstTime(
        _ assertion: Assertion, _ confirmation: SubjectConfirmationData, at now: Date, _ report: inout Report
    ) throws(CheckFailure) {
        let end = max(confirmation.notOnOrAfter ?? now, assertion.conditions?.notOnOrAfter ?? now) + Self.skew
        guard memory.use(assertion.id, of: entityID, until: end, at: now) else {
            throw report.failure(.replay, "Cette assertion a déjà servi.")
        }
        report.pass(.replay, "Oui")
    }
}

/// What has been passed so far.
private struct Report {
    let xml: [UInt8]
    private(set) var passed: [PassedCheck] = []

    init(xml: [UInt8]) { self.xml = xml }

    mutating func pass(_ check: Check, _ seen: String) { passed.append(PassedCheck(check: check, seen: seen)) }

    func has(_ check: Check) -> Bool { passed.contains { $0.check == check } }

    func failure(_ check: Check, _ reason: String) -> CheckFailure {
        CheckFailure(check: check, reason: reason, passed: passed, xml: xml)
    }
}
