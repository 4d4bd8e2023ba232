import Accounts
import Directory
import FoundationEssentials
import HTTP
import Pages
import SAML

/// What becomes of a request, once it is known who asks, who is in front of us, and what that person may do.
enum Decision: Sendable {
    /// The person must type the password, for the first time or again (`ForceAuthn`).
    case signIn
    /// The person must say for which structure to act.
    case choose(Entry)
    /// No assertion; the person is told why and whom to ask.
    case deny(Denial)
    /// The service provider is told, at its registered consumer: whose fault, what precisely (SAML Core §3.2.2.2).
    case tell(StatusCode, StatusCode)
    /// The person may enter.
    case grant(Grant)

    /// The same for a request that may show nothing to the person (SAML Core §3.4.1, `IsPassive`).
    fileprivate var silent: Decision {
        switch self {
        case .signIn, .choose: .tell(.responder, .noPassive)
        case .deny: .tell(.responder, .requestDenied)
        case .tell, .grant: self
        }
    }
}

/// Why a person does not get into an application.
enum Denial: Sendable, Hashable {
    /// No habilitation in it, or none for the structure that was asked for (Invariant 2).
    case noRight
    /// The application is closed for a while; the operator's words.
    case maintenance(Bilingual)
    /// The application is switched off.
    case closed
}

/// Everything that an assertion says, before its bytes: who, for which structure, to whom.
struct Grant: Sendable {
    let session: Session
    let entry: Entry
    let place: Opening.Place
    let serviceProvider: ServiceProvider
    let nameID: NameIDChoice
    let authnContextClass: AuthnContextClass
}

extension IdentityProvider {
    /// Decides; reads what the decision needs, and writes nothing.
    func decide(
        _ asked: Asked, from serviceProvider: RegisteredServiceProvider, for visitor: Visitor, by keys: SigningKeys,
        _ now: Date
    ) throws -> Decision {
        let decision = try decideOpenly(asked, from: serviceProvider, for: visitor, by: keys, now)
        return asked.isPassive ? decision.silent : decision
    }

    private func decideOpenly(
        _ asked: Asked, from serviceProvider: RegisteredServiceProvider, for visitor: Visitor, by keys: SigningKeys,
        _ now: Date
    ) throws -> Decision {
        // What no person can change is answered before anybody types a password.
        guard writer.canAnswer(serviceProvider, by: keys) else { return .tell(.responder, .requestUnsupported) }
        guard let nameID = asked.nameID(at: serviceProvider) else { return .tell(.requester, .invalidNameIDPolicy) }
        if let (code, detail) = asked.unmeetable?.status { return .tell(code, detail) }
        let reached = website.publicURL.isSecure ? AuthnContextClass.passwordProtectedTransport : .password
        let demanded = asked.authnContext.map { $0.met(by: reached) }
        guard let context = demanded ?? reached else { return .tell(.requester, .noAuthnContext) }

        guard let session = visitor.session, !asked.forceAuthn || session.authenticatedAt >= asked.receivedAt else {
            return .signIn
        }
        let entry = try directory.read { (view) throws(DirectoryError) in
            try view.entry(of: session.user, in: serviceProvider.record.application, at: now)
        }
        guard let entry else { return .deny(.closed) }
        if let words = entry.application.maintenance { return .deny(.maintenance(words)) }
        guard let place = try place(asked, in: entry, session) else {
            return entry.places.isEmpty || asked.structure != nil ? .deny(.noRight) : .choose(entry)
        }
        let grant = Grant(
            session: session, entry: entry, place: place, serviceProvider: serviceProvider.record, nameID: nameID,
            authnContextClass: context)
        if let known = try knownName(asked, grant) {
            guard known.matches else { return .tell(.responder, .unknownPrincipal) }
            guard known.mayBeSent else { return .tell(.requester, .invalidNameIDPolicy) }
        }
        return .grant(grant)
    }

    /// What the request demands of the name that the person has already; nil when it demands nothing.
    private func knownName(_ asked: Asked, _ grant: Grant) throws -> (matches: Bool, mayBeSent: Bool)? {
        let forbidsNew = asked.forbidsNewName == true && grant.nameID.form == .persistent
        guard forbidsNew || asked.subject != nil else { return nil }
        let known = try record.knownName(of: grant)
        guard let subject = asked.subject else { return (true, known != nil) }
        let matches = known.map {
            subject.matches($0, grant.nameID.form, by: identity.entityID, for: grant.serviceProvider.entityID)
        }
        return (matches ?? false, true)
    }

    /// The structure to act for: the one asked for, the only one, or the one remembered in this session; nil when the
    /// person must choose, or may not act for the one asked for.
    private func place(_ asked: Asked, in entry: Entry, _ session: Session) throws -> Opening.Place? {
        if let structure = asked.structure { return entry.place(structure) }
        if entry.places.count <= 1 { return entry.places.first }
        return try accounts.rememberedStructure(for: entry.application.id, in: session).flatMap(entry.place)
    }
}
