import Crypto
import Directory
import FoundationEssentials
import HTTP
import SAML
import Synchronization
import Threads
import XML

@testable import IdentityProvider

/// A service provider's SOAP endpoint for logouts on a real port: it verifies what it gets and answers as it is told.
final class LogoutEndpoint: Sendable {
    /// How it answers.
    enum Manner: Sendable, CaseIterable {
        case success, refusal, unsigned, signedByAnother, toAnotherRequest, badly, late
    }

    let location: String
    private let server: Server
    private let requests: Requests

    private final class Requests: Sendable {
        let all = Mutex<[LogoutRequest]>([])
    }

    init(of peer: Peer, at site: Site, _ manner: Manner = .success) throws {
        let port = try Self.freePort()
        let publicURL = try PublicURL("http://127.0.0.1:\(port)").orThrow()
        let location = "\(publicURL)/slo/soap"
        self.location = location
        let requests = Requests()
        self.requests = requests
        let route = Route.post("/slo/soap", lane: .wait) { request in
            guard manner != .badly else { return Response(.internalServerError, contentType: "text/plain") }
            if manner == .late { Thread.sleep(for: .seconds(2)) }
            do {
                let document = try Document(parsing: request.body, limits: .message)
                let message = try LogoutRequest(
                    document.verified(.content(of: SOAP.body), by: [site.key.publicKey]))
                requests.all.withLock { $0.append(message) }
                return try Self.answer(message, manner, by: peer, at: site)
            } catch {
                return Response(.badRequest, contentType: "text/plain")
            }
        }
        server = Server(
            ServerConfiguration(port: port, publicURL: publicURL, random: Randomness.system.bytes),
            router: Router([route]), clock: { Date() }, log: { _ in })
        try server.start()
    }

    deinit { server.stop(patience: .zero) }

    /// Nobody listens any more.
    func stop() { server.stop(patience: .zero) }

    /// What came and verified.
    var received: [LogoutRequest] { requests.all.withLock { $0 } }

    private static func answer(
        _ message: LogoutRequest, _ manner: Manner, by peer: Peer, at site: Site
    ) throws -> Response {
        let other = MessageID(random: .system)
        let status = manner == .refusal ? try SAML.Status(.responder, .requestDenied) : .success
        let element = LogoutResponse(
            id: MessageID(random: .system), inResponseTo: manner == .toAnotherRequest ? other : message.id,
            issueInstant: site.now, destination: nil, issuer: try Issuer(peer.entityID), status: status
        ).element
        let key = manner == .signedByAnother ? try Keys.strange.get() : peer.key
        let bytes = manner == .unsigned ? try element.bytes() : try peer.signed(element, by: key)
        return Response(.ok, contentType: SOAP.contentType, body: SOAP.envelope(bytes))
    }

    private static func freePort() throws -> UInt16 {
        let server = Server(
            ServerConfiguration(port: 0, publicURL: .localhost, random: Randomness.system.bytes), router: Router([]),
            clock: { Date() }, log: { _ in })
        try server.start()
        defer { server.stop(patience: .zero) }
        return try server.port.orThrow()
    }
}

/// The host of all service providers as browsers reach them; nothing of what they are asked is looked at there.
private final class BrowserHost: Sendable {
    let address: String
    private let server: Server

    init() {
        server = Server(
            ServerConfiguration(port: 0, publicURL: .localhost, random: Randomness.system.bytes), router: Router([]),
            clock: { Date() }, log: { _ in })
        try? server.start()
        address = "http://127.0.0.1:\(server.port ?? 0)"
    }
}

extension Peer {
    /// Its single logout endpoint in the browser, on a host that answers.
    var logout: String { "\(Self.host.address)/\(entityID.dropFirst(8).prefix { $0 != "/" })/slo?tenant=1" }

    private static let host = BrowserHost()

    /// A LogoutRequest of that name and session.
    func logoutRequest(
        _ site: Site, _ nameID: NameID, _ indexes: [String] = [], to destination: String? = nil,
        id: MessageID = MessageID(random: .system), edit: (inout Element) -> Void = { _ in }
    ) throws -> Element {
        var element = try LogoutRequest(
            id: id, issueInstant: site.now, destination: destination ?? site.singleLogout,
            issuer: Issuer(entityID), notOnOrAfter: nil, reason: .user, nameID: nameID, sessionIndexes: indexes
        ).element
        edit(&element)
        return element
    }

    /// The path and query of a message by HTTP-Redirect.
    func toLogout(
        _ message: Element, as kind: MessageKind = .request, relayState: String? = nil, signedBy key: PrivateKey?
    ) throws -> String {
        try HTTPRedirect.encode(
            kind, xml: message.bytes(), to: "/saml/slo", relayState: relayState,
            signer: key.map { RedirectSigner(key: $0, algorithm: $0.kind.signatureAlgorithm) })
    }

    /// The answer to a request of the identity provider.
    func logoutResponse(
        _ site: Site, to request: MessageID, _ status: SAML.Status = .success
    ) throws -> Element {
        LogoutResponse(
            id: MessageID(random: .system), inResponseTo: request, issueInstant: site.now,
            destination: site.singleLogout, issuer: try Issuer(entityID), status: status
        ).element
    }
}

extension Site {
    var singleLogout: String { "\(publicURL)/saml/slo" }

    /// Registers a service provider that takes logouts through the browser, and from server to server if it says where.
    @discardableResult
    func registerForLogout(
        _ peer: Peer, of application: ID<Application>? = nil, soap: String? = nil, browser: String? = nil
    ) throws -> ID<ServiceProvider> {
        try register(peer, of: application, decide: { _ in }) { settings in
            settings.singleLogoutServices = [
                .init(binding: Binding.httpRedirect.rawValue, location: browser ?? peer.logout)
            ]
            if let soap {
                settings.singleLogoutServices.append(.init(binding: Binding.soap.rawValue, location: soap))
            }
        }
    }

    /// A message that a redirect of ours carries, once its signature has verified.
    func redirected(_ response: Response) throws -> (endpoint: String, message: Element, relayState: String?) {
        let parts = response.location.split(separator: "?")
        let query = response.location.drop { $0 != "?" }.dropFirst()
        let ours = String(query.drop { $0 != "S" })
        let message = try HTTPRedirect.decode(rawQuery: ours)
        try message.signature.orThrow().verify(by: [key.publicKey])
        let document = try Document(parsing: message.xml, limits: .message)
        return (String(parts.first ?? ""), document.root, message.relayState)
    }
}
