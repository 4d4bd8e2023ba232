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
    func authnRequest(in request: Request) throws(Refusal) -> Accepted<AuthnRequest> {
        let envelope = try Self.open(request)  // 2, 3, 4
        let document = try Self.parse(envelope.xml)  // 5, 6
        guard document.root.name == AuthnRequest.elementName else {  // 7
            throw Refusal(.message, "the root is not an AuthnRequest")
        }
        let sender = try sender(of: document.root)  // 8
        let (element, provenance) = try Self.verify(document, in: envelope, from: sender)  // 9
        let message = try Self.read(element)  // 12, and the types of 10
        try check(message, provenance, at: request.receivedAt)  // 10
        return Accepted(message, from: sender, relayState: envelope.relayState, provenance: provenance)
    }

    private static func open(_ request: Request) throws(Refusal) -> Envelope {
        do {
            switch request.method {
            case .post:
                guard request.query.fields.isEmpty else { throw SAMLError.binding(.foreignParameter) }
                let message = try HTTPPOST.decode(try request.form().fields.map { (name: $0.name, value: $0.value) })
                guard message.kind == .request else { throw SAMLError.binding(.noMessage) }
                return Envelope(xml: message.xml, relayState: message.relayState, signature: nil)
            default:
                let message = try HTTPRedirect.decode(rawQuery: request.rawQuery ?? "")
                guard message.kind == .request else { throw SAMLError.binding(.noMessage) }
                return Envelope(xml: message.xml, relayState: message.relayState, signature: message.signature)
            }
        } catch {
            throw Refusal(.message, "\(error)")
        }
    }

    private static func parse(_ xml: [UInt8]) throws(Refusal) -> Document {
        do { return try Document(parsing: xml, limits: .message) } catch { throw Refusal(.message, "\(error)") }
    }

    private func sender(of root: Element) throws(Refusal) -> RegisteredServiceProvider {
        let issuer: Issuer?
        do { issuer = try MessageHeader(root).issuer } catch { throw Refusal(.message, "\(error)") }
        guard let issuer else { throw Refusal(.message, "the message has no Issuer") }
        do {
            guard let known = try registry.serviceProvider(entityID: issuer.entityID) else {
                throw Refusal(.unknownServiceProvider, "the Issuer is not a registered service provider")
            }
            guard known.record.enabled else {
                throw Refusal(.unknownServiceProvider, "service provider \(known.record.id) is switched off")
            }
            return known
        } catch let error as Refusal {
            throw error
        } catch {
            throw Refusal(.failure, "\(error)")
        }
    }

    /// A present signature must verify, whoever asked for it or not (SDP-IDP05); one that is asked for must be there.
    private static func verify(
        _ document: borrowing Document, in envelope: Envelope, from sender: RegisteredServiceProvider
    ) throws(Refusal) -> (Element, Accepted<AuthnRequest>.Provenance) {
        do {
            let element: Element
            switch (envelope.signature, document.isSigned) {
            case (let signature?, false):
                try signature.verify(by: sender.signingKeys)
                element = document.root
            case (nil, true):
                element = try document.verified(.root, by: sender.signingKeys)
            case (nil, false):
                guard !sender.requiresSignedRequests else {
                    throw Refusal(.message, "service provider \(sender.record.id) must sign its requests")
                }
                return (document.root, .unsigned)
            case (_?, true):
                throw Refusal(.message, "the message is signed twice, in the query and in the XML")
            }
            return (element, .signed)
        } catch let error as Refusal {
            throw error
        } catch {
            throw Refusal(.message, "signature of service provider \(sender.record.id): \(error)")
        }
    }

    private static func read(_ element: Element) throws(Refusal) -> AuthnRequest {
        do { return try AuthnRequest(element) } catch { throw Refusal(.message, "\(error)") }
    }

    private func check(
        _ message: AuthnRequest, _ provenance: Accepted<AuthnRequest>.Provenance, at now: Date
    ) throws(Refusal) {
        let age = now.timeIntervalSince(message.issueInstant)
        guard age <= Self.age else { throw Refusal(.expired, "IssueInstant is \(Int(age)) s ago") }
        guard age >= -Self.skew else { throw Refusal(.message, "IssueInstant is \(Int(-age)) s ahead") }
        switch message.destination {
        case nil where provenance == .signed:  // SAML Bindings §3.4.5.2, §3.5.5.2
            throw Refusal(.message, "a signed message has no Destination")
        case let destination? where destination != location:
            throw Refusal(.message, "Destination is another address")
        default:
            return
        }
    }
}
