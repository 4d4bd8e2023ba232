import Crypto
import FoundationEssentials
import HTTP
import SAML
import XML

/// The logout messages of one service provider: what it believes of the identity provider's, and its own.
struct LogoutExchange: Sendable {
    let entityID: String
    /// Where the identity provider sends its messages; nil for an application that takes none.
    let locations: DemonstrationApplication.Logout.Locations?
    let peer: IdentityProviderPeer
    let memory: SignOnMemory
    let randomness: Randomness
    let issuer: Issuer
    let redirectSigner: RedirectSigner
    let signer: XMLSigner

    /// The URL that carries a LogoutRequest of ours; nil when one of us takes none.
    func departure(_ session: SignedOn, browser: String, at now: Date) throws(SAMLError) -> String? {
        guard let destination = peer.logoutLocation, locations?.browser != nil, let name = session.nameID else {
            return nil
        }
        let request = try LogoutRequest(
            id: MessageID(random: randomness), issueInstant: now, destination: destination, issuer: issuer,
            notOnOrAfter: now + 5 * 60, reason: .user, nameID: name,
            sessionIndexes: session.authnStatement.sessionIndex.map { [$0] } ?? [])
        memory.remember(
            PendingRequest(browser: browser, relayState: "", wantsAuthenticationSince: nil), request.id, of: entityID,
            at: now)
        return try HTTPRedirect.encode(
            .request, xml: try request.element.bytes(), to: destination, signer: redirectSigner)
    }

    /// What came to the logout endpoint by HTTP-Redirect.
    enum Arrival {
        /// The identity provider asks; the URL that carries the answer.
        case answer(String)
        /// The identity provider answers ours: whether everybody has ended.
        case done(isComplete: Bool)
    }

    /// Takes a message from a query; the signature is the identity provider's, or nothing happens.
    func arrive(rawQuery: String, at now: Date) throws -> Arrival {
        let message = try HTTPRedirect.decode(rawQuery: rawQuery)
        guard let signature = message.signature else { throw SAMLError.binding(.notSigned) }
        try signature.verify(by: peer.keys)
        let document = try Document(parsing: message.xml, limits: .message)
        guard message.kind == .request else {
            let response = try LogoutResponse(document.root)
            try check(response.issuer, response.destination, locations?.browser, response.issueInstant, now)
            guard let id = response.inResponseTo, memory.takeRequest(id, of: entityID, at: now) != nil else {
                throw SAMLError.invalidValue("InResponseTo", in: "LogoutResponse")
            }
            return .done(isComplete: response.status == .success)
        }
        let request = try LogoutRequest(document.root)
        try check(request.issuer, request.destination, locations?.browser, request.issueInstant, now)
        let answer = try end(request, at: now, to: peer.logoutLocation)
        guard let destination = peer.logoutLocation else {
            throw SAMLError.missing("SingleLogoutService", in: "metadata")
        }
        return .answer(
            try HTTPRedirect.encode(
                .response, xml: try answer.element.bytes(), to: destination, relayState: message.relayState,
                signer: redirectSigner))
    }

    /// Takes a SOAP envelope and answers with one.
    func answer(_ envelope: [UInt8], at now: Date) throws -> [UInt8] {
        let document = try Document(parsing: envelope, limits: .message)
        let request = try LogoutRequest(document.verified(.content(of: SOAP.body), by: peer.keys))
        try check(request.issuer, request.destination, locations?.soap, request.issueInstant, now)
        let answer = try end(request, at: now, to: nil)
        return SOAP.envelope(try signer.sign(answer.element, after: Issuer.elementName).bytes)
    }

    private func end(_ request: LogoutRequest, at now: Date, to destination: String?) throws(SAMLError)
        -> LogoutResponse
    {
        guard case .named(let name) = request.principal else { throw .unsupported("EncryptedID") }
        memory.endSessions(of: name, request.sessionIndexes, at: entityID)
        return LogoutResponse(
            id: MessageID(random: randomness), inResponseTo: request.id, issueInstant: now, destination: destination,
            issuer: issuer, status: .success)
    }

    private func check(
        _ sender: Issuer, _ destination: String?, _ own: String?, _ instant: Date, _ now: Date
    ) throws(SAMLError) {
        guard sender.entityID == peer.entityID else { throw .invalidValue("Issuer", in: "the message") }
        guard destination == nil || destination == own else { throw .invalidValue("Destination", in: "the message") }
        guard abs(now.timeIntervalSince(instant)) <= 2 * ResponseVerifier.skew else {
            throw .invalidValue("IssueInstant", in: "the message")
        }
    }
}
