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
    let xml: [UInt8]
    let relayState: String?
    /// The redirect binding's own signature, over the octets of the query.
    let signature: RedirectSignature?
}

/// A message that is good but for its age: Back, reload or a restored tab may bring one. Refused, unless it is found
/// that this very browser brought it before.
struct StaleMessage: Error {
    let serviceProvider: ID<ServiceProvider>
    let id: MessageID
}

/// Checks an inbound message, in the order of security.md; the numbers are its steps. Steps 1 and 2 are the HTTP
/// server's and the binding's; step 11 (single use) is the unique index that `WaitingRoom` inserts under before any
/// answer leaves.
struct Receiver: Sendable {
    let registry: ServiceProviderRegistry
    /// The address of the endpoint: what a present `Destination` must say.
    let location: String

    /// The clock skew that we forgive, and how old a request may be (architecture.md §3b).
    private static let skew: TimeInterval = 3 * 60
    private static let age: TimeInterval = 8 * 60

    /// The `AuthnRequest` that a request carries, by HTTP-Redirect or HTTP-POST.
    ///
    /// - Throws: a `Refusal` for whatever is wrong with the message, `StaleMessage` when it is only too old; other errors
    ///   are ours.
    func authnRequest(in request: Request) throws -> Accepted<AuthnRequest> {
        var sender: RegisteredServiceProvider?
        do {
            let envelope = try Self.open(request)  // 2, 3, 4
            let document = try Document(parsing: envelope.xml, limits: .message)  // 5, 6
            guard document.root.name == AuthnRequest.elementName else { throw Wrong.root }  // 7
            let known = try self.sender(of: document.root)  // 8
            sender = known
            let (element, provenance) = try Self.verify(document, in: envelope, from: known)  // 9
            let message = try AuthnRequest(element)  // 12, and the types of 10
            try check(message, provenance, at: request.receivedAt)  // 10
            guard request.receivedAt.timeIntervalSince(message.issueInstant) <= Self.age else {
                throw StaleMessage(serviceProvider: known.record.id, id: message.id)
            }
            return Accepted(message, from: known, relayState: envelope.relayState, provenance: provenance)
        } catch  where error is Wrong || error is SAMLError || error is XMLError || error is HTTPError {
            let who = sender.map { "service provider \($0.record.id): " } ?? ""
            throw Refusal(.message, "\(who)\(error)")
        }
    }

    /// What is wrong with a message that is well formed and signed as it says.
    private enum Wrong: String, Error, CustomStringConvertible {
        case root = "the root is not an AuthnRequest"
        case kind = "the message is a response"
        case query = "a query beside a posted message"
        case issuer = "the message has no Issuer"
        case unsigned = "it must sign its requests"
        case signedTwice = "the message is signed twice, in the query and in the XML"
        case early = "IssueInstant is in the future"
        case noDestination = "a signed message has no Destination"
        case destination = "Destination is another address"

        var description: String { rawValue }
    }

    private static func open(_ request: Request) throws -> Envelope {
        switch request.method {
        case .post:
            guard request.query.fields.isEmpty else { throw Wrong.query }
            let message = try HTTPPOST.decode(try request.form().fields.map { (name: $0.name, value: $0.value) })
            guard message.kind == .request else { throw Wrong.kind }
            return Envelope(xml: message.xml, relayState: message.relayState, signature: nil)
        default:
            let message = try HTTPRedirect.decode(rawQuery: request.rawQuery ?? "")
            guard message.kind == .request else { throw Wrong.kind }
            return Envelope(xml: message.xml, relayState: message.relayState, signature: message.signature)
        }
    }

    private func sender(of root: Element) throws -> RegisteredServiceProvider {
        guard let issuer = try MessageHeader(root).issuer else { throw Wrong.issuer }
        guard let known = try registry.serviceProvider(entityID: issuer.entityID) else {
            throw Refusal(.unknownServiceProvider, "the Issuer is not a registered service provider")
        }
        guard known.record.enabled else {
            throw Refusal(.unknownServiceProvider, "service provider \(known.record.id) is switched off")
        }
        return known
    }

    /// A present signature must verify, whoever asked for it or not (SDP-IDP05); one that is asked for must be there.
    private static func verify(
        _ document: borrowing Document, in envelope: Envelope, from sender: RegisteredServiceProvider
    ) throws -> (Element, Accepted<AuthnRequest>.Provenance) {
        switch (envelope.signature, document.isSigned) {
        case (let signature?, false):
            try signature.verify(by: sender.signingKeys)
            return (document.root, .signed)
        case (nil, true):
            return (try document.verified(.root, by: sender.signingKeys), .signed)
        case (nil, false):
            guard !sender.requiresSignedRequests else { throw Wrong.unsigned }
            return (document.root, .unsigned)
        case (_?, true):
            throw Wrong.signedTwice
        }
    }

    private func check(
        _ message: AuthnRequest, _ provenance: Accepted<AuthnRequest>.Provenance, at now: Date
    ) throws(Wrong) {
        guard message.issueInstant <= now + Self.skew else { throw .early }
        switch message.destination {
        case nil where provenance == .signed: throw .noDestination  // SAML Bindings §3.4.5.2, §3.5.5.2
        case let destination? where destination != location: throw .destination
        default: return
        }
    }
}
