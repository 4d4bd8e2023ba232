import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages
import SAML

/// The answer to « pour quelle structure ? ».
struct Choice: Sendable {
    static let structureField = "structure"
    static let rememberField = "retenir"

    let structure: Int64
    /// Not to be asked again in this session.
    let isRemembered: Bool
}

// The small steps of `SingleSignOn.swift`.
extension IdentityProvider {
    /// Where a waiting request goes on.
    static func path(of id: String) -> String { "/saml/continue/\(id)" }

    /// Lets a request wait, and leads to where it goes on: to the sign-in when nobody is signed in, else to our own page.
    func park(_ asked: Asked, for visitor: Visitor, _ request: Request) throws(Refusal) -> Response {
        let arrival: WaitingRoom.Arrival
        do { arrival = try waitingRoom.admit(asked, browser: visitor.browser, at: request.receivedAt) } catch {
            throw Refusal.database(error)
        }
        let location: String
        switch arrival {
        case .new(let id):
            let needsSignIn = visitor.browser != nil && visitor.session == nil
            location = needsSignIn ? Self.signInPath(for: id) : Self.path(of: id)
        case .known(let id): location = Self.path(of: id)
        case .full: throw Refusal(.busy, "too many requests wait")
        }
        return Response.seeOther(location).setting(visitor.cookies)
    }

    /// The sign-in, which comes back to the waiting request.
    static func signInPath(for id: String) -> String { "/connexion?suite=\(id)" }

    /// What the form of the chooser says; nil when it is no form of ours, which is then shown again.
    func choice(in request: Request) throws(Refusal) -> Choice? {
        do {
            guard case .success(let form) = try website.form(of: request),
                let text = try form.only(Choice.structureField), let structure = ID<Structure>(text)
            else { return nil }
            return Choice(structure: structure.rawValue, isRemembered: try form.only(Choice.rememberField) != nil)
        } catch {
            throw Refusal(.message, "\(error)")
        }
    }

    /// Remembers the structure for the application, if the person may act for it at all.
    func remember(_ structure: Int64, for asked: Asked, _ visitor: Visitor) throws(Refusal) {
        guard let session = visitor.session else { return }
        do {
            guard let provider = try registry.serviceProvider(ID(asked.serviceProvider)) else { return }
            try accounts.remember(ID(structure), for: provider.record.application, in: session)
        } catch {
            throw Refusal(.failure, "\(error)")
        }
    }

    /// The service provider of a row, if it is still switched on.
    func registered(_ id: Int64) throws(Refusal) -> RegisteredServiceProvider {
        do {
            guard let provider = try registry.serviceProvider(ID(id)), provider.record.enabled else {
                throw Refusal(.unknownServiceProvider, "service provider \(id) is switched off")
            }
            return provider
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.failure, "\(error)")
        }
    }

    /// The bytes of a Response with an assertion.
    func success(
        _ statement: ResponseWriter.Statement, _ asked: Asked, _ provider: RegisteredServiceProvider, _ now: Date
    ) throws(Refusal) -> [UInt8] {
        do { return try writer.success(statement, to: asked, at: provider.record, now: now) } catch {
            throw Refusal(.failure, "\(error)")
        }
    }

    /// The bytes of a Response with a status only.
    func failure(
        _ status: SAML.Status, _ asked: Asked, _ provider: RegisteredServiceProvider, _ now: Date
    ) throws(Refusal) -> [UInt8] {
        do { return try writer.failure(status, to: asked, at: provider.record, now: now) } catch {
            throw Refusal(.failure, "\(error)")
        }
    }

    /// The page that carries a Response to its consumer (SAML Bindings §3.5.4).
    func deliver(_ response: [UInt8], _ asked: Asked, _ request: Request) throws(Refusal) -> Response {
        var fields = [(name: "SAMLResponse", value: HTTPPOST.encode(response))]
        if let relayState = asked.relayState { fields.append((name: "RelayState", value: relayState)) }
        return MessageCarrier(
            application: try applicationName(of: asked), destination: asked.assertionConsumerService, fields: fields
        ).response(website.context(for: request))
    }

    /// The answer to a request that was answered before: the way back for its own session, a refusal for others.
    func answeredBefore(
        _ earlier: WaitingRoom.Entry, _ visitor: Visitor, _ request: Request
    ) throws(Refusal) -> Response {
        guard let session = visitor.session, earlier.session == session.id.rawValue else {
            throw Refusal(.used, "the request was answered in another session")
        }
        return try returningPage(earlier.serviceProvider, visitor, request)
    }

    /// The name of the application, as on its tile.
    func applicationName(of asked: Asked) throws(Refusal) -> String {
        try application(of: asked.serviceProvider).name
    }

    /// The application of a service provider's row.
    func application(of serviceProvider: Int64) throws(Refusal) -> Application {
        do {
            let id = try registered(serviceProvider).record.application
            let application = try directory.read { (view) throws(DirectoryError) in try view.application(id) }
            guard let application else {
                throw Refusal(.failure, "service provider \(serviceProvider) has no application")
            }
            return application
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.failure, "\(error)")
        }
    }
}
