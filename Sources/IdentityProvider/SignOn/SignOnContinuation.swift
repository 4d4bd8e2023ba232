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

    let structure: ID<Structure>
    /// Not to be asked again in this session.
    let isRemembered: Bool
}

// The small steps of `SingleSignOn.swift`.
extension IdentityProvider {
    /// Where a waiting request goes on.
    static func path(of id: String) -> String { "/saml/continue/\(id)" }

    /// Back or reload, too late for the message itself: its own browser finds its request again, others are refused.
    func findAgain(_ stale: StaleMessage, _ request: Request) throws -> Response {
        let visitor = try visitor(of: request)
        guard let entry = try waitingRoom.entry(of: stale, at: request.receivedAt), entry.belongs(to: visitor) else {
            throw stale
        }
        guard entry.answeredAt != nil else { return .seeOther(Self.path(of: entry.id)) }
        return try returningPage(entry.serviceProvider, visitor, request)
    }

    /// The sign-in, which comes back to the waiting request.
    static func signInPath(for id: String) -> String { "/connexion?suite=\(id)" }

    /// Lets a request wait, and leads to where it goes on: to the sign-in when nobody is signed in, else to our own page.
    func park(_ asked: Asked, for visitor: Visitor, _ request: Request) throws -> Response {
        let location: String
        switch try waitingRoom.admit(asked, browser: visitor.browser, at: request.receivedAt) {
        case .new(let id):
            let needsSignIn = visitor.browser != nil && visitor.session == nil
            location = needsSignIn ? Self.signInPath(for: id) : Self.path(of: id)
        case .known(let id): location = Self.path(of: id)
        case .full: throw Refusal(.busy, "too many requests wait")
        }
        return Response.seeOther(location).setting(visitor.cookies)
    }

    /// What the form of the chooser says; nil when it is no form of ours, which is then shown again.
    func choice(in request: Request) throws -> Choice? {
        do {
            guard case .success(let form) = try website.form(of: request),
                let text = try form.only(Choice.structureField), let structure = ID<Structure>(text)
            else { return nil }
            return Choice(structure: structure, isRemembered: try form.only(Choice.rememberField) != nil)
        } catch {
            throw Refusal(.message, "the chooser's form: \(error)")
        }
    }

    /// Keeps the choice for this session, when the person wants that and may act for the structure.
    func remember(_ asked: Asked, _ grant: Grant) throws {
        guard asked.isChoiceRemembered else { return }
        try accounts.remember(grant.place.structure.id, for: grant.entry.application.id, in: grant.session)
    }

    /// The service provider of a request that waited: while it did, it may have been switched off, or its consumer may
    /// have gone (R8).
    func stillRegistered(_ asked: Asked, at now: Date) throws -> RegisteredServiceProvider {
        guard let provider = try registry.serviceProvider(asked.serviceProvider) else {
            throw Refusal(.unknownServiceProvider, "service provider \(asked.serviceProvider) is gone")
        }
        try provider.requireAnswered(at: now)
        let consumer = RequestedConsumer.described(url: asked.assertionConsumerService, binding: asked.binding)
        guard consumer.choose(among: provider.record.settings, allowing: endpointPolicy) != nil else {
            throw Refusal(.expired, "service provider \(asked.serviceProvider) has no longer the consumer asked for")
        }
        return provider
    }

    /// IIP-ALG05: who is served with AES-CBC is told of, each time.
    func warn(of serviceProvider: RegisteredServiceProvider, _ request: Request) {
        guard serviceProvider.isWeaklyEncrypted else { return }
        log(
            """
            \(request.reference) service provider \(serviceProvider.record.id): encrypted with AES-CBC, the best it takes; \
            ask it for AES-GCM
            """)
    }

    /// Notes for the integrator what could be given to nobody. That a person would have had to sign in, or has no right, is
    /// no error of theirs.
    func note(_ code: StatusCode, _ detail: StatusCode, for asked: Asked, _ request: Request) {
        guard ![.noPassive, .requestDenied, .unknownPrincipal].contains(detail) else { return }
        let isOurs = detail == .requestUnsupported && asked.unmeetable == nil
        errors.add(
            IntegrationNote(
                serviceProvider: asked.serviceProvider, finding: isOurs ? .encryption : .unmeetable,
                detail: "\(code.rawValue), \(detail.rawValue)"),
            reference: request.reference, at: request.receivedAt)
    }

    /// The page that carries a Response, or the artifact that stands for it, to its consumer (SAML Bindings §3.5.4,
    /// §3.6.3). Artifacts too go by form: a redirect that follows a form of ours, the sign-in's, would be stopped by our
    /// own content security policy.
    func deliver(
        _ response: [UInt8], to asked: Asked, named application: String, _ visitor: Visitor, _ request: Request
    ) throws -> Response {
        var fields: [(name: String, value: String)]
        if asked.binding == .httpArtifact {
            let artifact = try artifacts.keep(response, for: asked.serviceProvider, at: request.receivedAt)
            fields = [(name: "SAMLart", value: artifact.rawValue)]
        } else {
            fields = [(name: "SAMLResponse", value: HTTPPOST.encode(response))]
        }
        if let relayState = asked.relayState { fields.append((name: "RelayState", value: relayState)) }
        return MessageCarrier(
            .opening(application), destination: asked.assertionConsumerService, fields: fields
        ).response(website.context(for: request, session: visitor.secret).withoutQuery()).setting(visitor.cookies)
    }

    /// The answer to a request that was answered before: the way back for its own browser, a refusal for others.
    func answeredBefore(_ earlier: WaitingRoom.Entry, _ visitor: Visitor, _ request: Request) throws -> Response {
        guard earlier.belongs(to: visitor) else {
            let detail = "the request was answered elsewhere"
            throw Refusal(
                .used, detail,
                IntegrationNote(serviceProvider: earlier.serviceProvider, finding: .replayed, detail: detail))
        }
        return try returningPage(earlier.serviceProvider, visitor, request)
    }

    /// The application of a service provider.
    func application(_ id: ID<Application>) throws -> Application {
        let application = try directory.read { (view) throws(DirectoryError) in try view.application(id) }
        guard let application else { throw Refusal(.failure, "there is no application \(id)") }
        return application
    }
}
