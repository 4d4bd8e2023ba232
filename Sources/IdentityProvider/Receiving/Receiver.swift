import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import SAML
import XML

/// A message that passed every check of `receive()`: nothing else can make one, because the initialiser is private to
/// this file.
struct Accepted<Message: Sendable>: Sendable {
    /// How we know who sent it.
    enum Provenance: Sendable, Hashable {
        case signed
        case unsigned
    }

    let message: Message
    let serviceProvider: RegisteredServiceProvider
    let relayState: String?
    let provenance: Provenance

    fileprivate init(
        _ message: Message, from serviceProvider: RegisteredServiceProvider, relayState: String?,
        provenance: Provenance
    ) {
        self.message = message
        self.serviceProvider = serviceProvider
        self.relayState = relayState
        self.provenance = provenance
    }
}

/// A message as its binding carried it, nothing verified yet.
private struct Envelope {
    let kind: MessageKind
    let xml: [UInt8]
    let relayState: String?
    /// The redirect binding's own signature, over the octets of the query.
    var signature: RedirectSignature?
    /// The message is in the Body of a SOAP envelope.
    var isSOAP = false

    /// Which element a signature in the XML has to be of.
    var signedPart: SignedPart { isSOAP ? .content(of: SOAP.body) : .root }
}

/// Which signature a message needs.
private enum Signing {
    /// None, unless the service provider says that it signs; a present one must verify (SDP-IDP05).
    case asDeclared
    /// None, but a present one must verify: the message came over a connection to the service provider that we opened.
    case optional
    /// One, always.
    case required
}

/// A message that is good but for its age: Back, reload or a restored tab may bring one. Refused, unless it is found
/// that this very browser brought it before.
struct StaleMessage: Error {
    let serviceProvider: ID<ServiceProvider>
    let id: MessageID
}

/// Checks an inbound message. The numbers in this file are the steps of "Receiving a message" (Documentation/Rules.md):
/// step 1 is the HTTP server's, steps 2 to 14 are here, step 15 is `SignOnRequest`. That a message is good once (step 17) is
/// decided by the unique index that `PendingRequests` inserts under before any answer leaves.
struct Receiver: Sendable {
    let registry: ServiceProviderRegistry
    /// Where messages go, and so what a present `Destination` must say.
    let endpoints: Endpoints
    /// The signatures that count.
    let algorithms: AlgorithmPolicy

    /// The addresses that messages are sent to.
    struct Endpoints: Sendable {
        let singleSignOn: String
        let singleLogout: String
        let singleLogoutSOAP: String
        let artifactResolution: String
    }

    /// What comes to the single logout endpoint.
    enum LogoutMessage: Sendable {
        /// A service provider ends its session, and with it ours.
        case request(Accepted<LogoutRequest>)
        /// A service provider answers what we asked.
        case response(Accepted<LogoutResponse>)
    }

    /// The clock skew that we forgive, and how old a message may be; seconds (Documentation/Rules.md, Figures).
    private static let skew: TimeInterval = 3 * 60
    private static let age: TimeInterval = 8 * 60

    /// The `AuthnRequest` that a request carries, by HTTP-Redirect or HTTP-POST.
    ///
    /// - Throws: a `MessageRefusal` for whatever is wrong with the message, `StaleMessage` when it is only too old; other errors
    ///   are ours.
    func authnRequest(in request: Request) throws -> Accepted<AuthnRequest> {
        try withRefusal { sender in
            let envelope = try Self.open(request)  // steps 2 to 4
            guard envelope.kind == .request else { throw Wrong.kind }
            let accepted = try accept(
                envelope, AuthnRequest.elementName, .asDeclared, at: endpoints.singleSignOn, from: &sender,
                now: request.receivedAt, AuthnRequest.init)
            let message = accepted.message
            guard request.receivedAt.timeIntervalSince(message.issueInstant) <= Self.age else {  // step 14
                throw StaleMessage(serviceProvider: accepted.serviceProvider.record.id, id: message.id)
            }
            return accepted
        }
    }

    /// The message for the single logout endpoint that a request carries, by HTTP-Redirect or HTTP-POST. It is always
    /// signed: nothing else says who speaks (SAML Profiles §4.4.3.1).
    func logoutMessage(in request: Request) throws -> LogoutMessage {
        try withRefusal { sender in
            let envelope = try Self.open(request)
            switch envelope.kind {
            case .request:
                return .request(try logoutRequest(envelope, at: endpoints.singleLogout, from: &sender, request))
            case .response:
                let accepted = try accept(
                    envelope, LogoutResponse.elementName, .required, at: endpoints.singleLogout, from: &sender,
                    now: request.receivedAt, LogoutResponse.init)
                guard request.receivedAt.timeIntervalSince(accepted.message.issueInstant) <= Self.age else {
                    throw Wrong.late
                }
                return .response(accepted)
            }
        }
    }

    /// The `LogoutRequest` that came by SOAP.
    func logoutRequest(bySOAP request: Request) throws -> Accepted<LogoutRequest> {
        try withRefusal { sender in
            let envelope = Envelope(kind: .request, xml: request.body, relayState: nil, isSOAP: true)
            return try logoutRequest(envelope, at: endpoints.singleLogoutSOAP, from: &sender, request)
        }
    }

    /// The `ArtifactResolve` that came by SOAP. Who asks must have signed: TLS ends before us, so there is no other proof
    /// (SAML Profiles §5.4.1). That it is good once needs no memory of its ID: the artifact in it is.
    func artifactResolve(in request: Request) throws -> Accepted<ArtifactResolve> {
        try withRefusal { sender in
            let envelope = Envelope(kind: .request, xml: request.body, relayState: nil, isSOAP: true)
            let accepted = try accept(
                envelope, ArtifactResolve.elementName, .required, at: endpoints.artifactResolution, from: &sender,
                now: request.receivedAt, ArtifactResolve.init)
            guard request.receivedAt.timeIntervalSince(accepted.message.issueInstant) <= Self.age else {
                throw Wrong.late
            }
            return accepted
        }
    }

    private func logoutRequest(
        _ envelope: Envelope, at location: String, from sender: inout RegisteredServiceProvider?, _ request: Request
    ) throws -> Accepted<LogoutRequest> {
        let now = request.receivedAt
        let accepted = try accept(
            envelope, LogoutRequest.elementName, .required, at: location, from: &sender, now: now, LogoutRequest.init)
        let message = accepted.message
        guard now.timeIntervalSince(message.issueInstant) <= Self.age,
            message.notOnOrAfter.map({ now < $0 + Self.skew }) ?? true
        else { throw Wrong.late }
        return accepted
    }

    /// The answer of a service provider that we asked by SOAP (SAML Profiles §4.4.4.2: it is authenticated by a signature
    /// or by the connection).
    func logoutResponse(
        inSOAP body: [UInt8], from expected: RegisteredServiceProvider, now: Date
    ) throws -> Accepted<LogoutResponse> {
        var sender: RegisteredServiceProvider?
        let envelope = Envelope(kind: .response, xml: body, relayState: nil, isSOAP: true)
        let accepted = try accept(
            envelope, LogoutResponse.elementName, .optional, at: nil, from: &sender, now: now, LogoutResponse.init)
        guard sender?.record.id == expected.record.id else { throw Wrong.issuer }
        return accepted
    }

    /// Every check that all messages share.
    ///
    /// - Parameter location: what a present `Destination` must say; nil for an answer over a connection of ours.
    private func accept<Message>(
        _ envelope: Envelope, _ name: QName, _ signing: Signing, at location: String?,
        from sender: inout RegisteredServiceProvider?, now: Date, _ read: (Element) throws(SAMLError) -> Message
    ) throws -> Accepted<Message> {
        let document = try Document(parsing: envelope.xml, limits: .message)  // steps 5 and 6
        let root = envelope.isSOAP ? try SOAP.message(in: document.root) : document.root
        guard root.name == name else { throw Wrong.root }  // step 7
        let claimed = try MessageHeader(root)  // step 8
        let provider = try self.sender(of: claimed, now)  // step 9
        sender = provider
        let (element, isSigned) = try verify(document, root, in: envelope, signing, from: provider)  // step 10
        let message = try read(element)  // step 11
        let needsDestination = isSigned && !envelope.isSOAP  // SAML Bindings §3.4.5.2, §3.5.5.2
        let header = document.isSigned ? try MessageHeader(element) : claimed
        try check(header, needsDestination: needsDestination, at: location, now)  // steps 12 and 13
        return Accepted(
            message, from: provider, relayState: envelope.relayState, provenance: isSigned ? .signed : .unsigned)
    }

    /// Turns whatever is wrong with a message into one refusal, which names the sender once that is known.
    private func withRefusal<Message>(_ receive: (inout RegisteredServiceProvider?) throws -> Message) throws -> Message
    {
        var sender: RegisteredServiceProvider?
        do {
            return try receive(&sender)
        } catch  where error is Wrong || error is SAMLError || error is XMLError || error is HTTPError {
            let who = sender.map { "service provider \($0.record.id): " } ?? ""
            let note = IntegrationNote(
                serviceProvider: sender?.record.id,
                finding: (error as? Wrong)?.finding ?? IntegrationFinding(error), detail: "\(error)")
            throw MessageRefusal(.message, "\(who)\(error)", note)
        }
    }

    /// What is wrong with a message that is well formed and signed as it says.
    private enum Wrong: String, Error, CustomStringConvertible {
        case root = "the message is not one that this endpoint takes"
        case kind = "the message is a response"
        case query = "a query beside a posted message"
        case issuer = "the message has no Issuer"
        case unsigned = "it must sign this message"
        case signedTwice = "the message is signed twice, in the query and in the XML"
        case late = "the message is too old"
        case early = "IssueInstant is in the future"
        case noDestination = "a signed message has no Destination"
        case destination = "Destination is another address"

        var description: String { rawValue }

        /// What the integrator is told.
        var finding: IntegrationFinding {
            switch self {
            case .root, .kind: .wrongMessage
            case .query: .binding
            case .issuer: .noIssuer
            case .unsigned: .unsigned
            case .signedTwice: .signatureShape
            case .late: .late
            case .early: .early
            case .noDestination, .destination: .destination
            }
        }
    }

    private static func open(_ request: Request) throws -> Envelope {
        switch request.method {
        case .post:
            guard request.query.fields.isEmpty else { throw Wrong.query }
            let message = try HTTPPOST.decode(try request.form().fields.map { (name: $0.name, value: $0.value) })
            return Envelope(kind: message.kind, xml: message.xml, relayState: message.relayState)
        default:
            let message = try HTTPRedirect.decode(rawQuery: request.rawQuery ?? "")
            return Envelope(
                kind: message.kind, xml: message.xml, relayState: message.relayState, signature: message.signature)
        }
    }

    private func sender(of header: MessageHeader, _ now: Date) throws -> RegisteredServiceProvider {
        guard let issuer = header.issuer else { throw Wrong.issuer }
        guard let provider = try registry.serviceProvider(entityID: issuer.entityID) else {
            let detail = "the Issuer is not a registered service provider"
            throw MessageRefusal(
                .unknownServiceProvider, detail,
                IntegrationNote(
                    serviceProvider: nil, issuer: issuer.entityID, finding: .unknownIssuer, detail: detail))
        }
        try provider.requireAnswered(at: now)
        return provider
    }

    /// A present signature must verify, whoever asked for it or not (SDP-IDP05); one that is asked for must be there.
    private func verify(
        _ document: borrowing Document, _ message: Element, in envelope: Envelope, _ signing: Signing,
        from sender: RegisteredServiceProvider
    ) throws -> (Element, isSigned: Bool) {
        switch (envelope.signature, document.isSigned) {
        case (let signature?, false):
            try signature.verify(by: sender.signingKeys, allowing: algorithms.signatures)
            return (message, true)
        case (nil, true):
            let verified = try document.verified(
                envelope.signedPart, by: sender.signingKeys, allowing: algorithms.signatures,
                digests: algorithms.digests)
            return (verified, true)
        case (nil, false):
            guard signing == .optional || signing == .asDeclared && !sender.requiresSignedRequests else {
                throw Wrong.unsigned
            }
            return (message, false)
        case (_?, true):
            throw Wrong.signedTwice
        }
    }

    private func check(
        _ header: MessageHeader, needsDestination: Bool, at location: String?, _ now: Date
    ) throws(Wrong) {
        guard header.issueInstant <= now + Self.skew else { throw .early }
        guard let location else { return }
        switch header.destination {
        case nil where needsDestination: throw .noDestination
        case let destination? where destination != location: throw .destination
        default: return
        }
    }
}
