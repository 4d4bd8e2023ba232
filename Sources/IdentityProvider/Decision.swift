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
    let nameIDForm: ServiceProviderOverrides.NameIDForm
    let authnContextClass: AuthnContextClass
}

extension IdentityProvider {
    /// Decides; reads what the decision needs, and writes nothing.
    func decide(
        _ asked: Asked, from serviceProvider: ServiceProvider, for visitor: Visitor, _ now: Date
    ) throws -> Decision {
        let decision = try decideOpenly(asked, from: serviceProvider, for: visitor, now)
        return asked.isPassive ? decision.silent : decision
    }

    private func decideOpenly(
        _ asked: Asked, from serviceProvider: ServiceProvider, for visitor: Visitor, _ now: Date
    ) throws -> Decision {
        // What no person can change is answered before anybody types a password.
        guard let form = asked.nameIDForm(at: serviceProvider) else { return .tell(.requester, .invalidNameIDPolicy) }
        guard !asked.namesSubject else { return .tell(.requester, .requestUnsupported) }
        let reached = website.publicURL.isSecure ? AuthnContextClass.passwordProtectedTransport : .password
        let demanded = asked.authnContext.map { $0.met(by: reached) }
        guard let context = demanded ?? reached else { return .tell(.requester, .noAuthnContext) }

        guard let session = visitor.session, !asked.forceAuthn || session.authenticatedAt >= asked.receivedAt else {
            return .signIn
        }
        let entry = try directory.read { (view) throws(DirectoryError) in
            try view.entry(of: session.user, in: serviceProvider.application, at: now)
        }
        guard let entry else { return .deny(.closed) }
        if let words = entry.application.maintenance { return .deny(.maintenance(words)) }
        guard let place = try place(asked, in: entry, session) else {
            return entry.places.isEmpty || asked.structure != nil ? .deny(.noRight) : .choose(entry)
        }
        return .grant(
            Grant(
                session: session, entry: entry, place: place, serviceProvider: serviceProvider, nameIDForm: form,
                authnContextClass: context))
    }

    /// The structure to act for: the one asked for, the only one, or the one remembered in this session; nil when the
    /// person must choose, or may not act for the one asked for.
    private func place(_ asked: Asked, in entry: Entry, _ session: Session) throws -> Opening.Place? {
        if let structure = asked.structure { return entry.place(structure) }
        if entry.places.count <= 1 { return entry.places.first }
        return try accounts.rememberedStructure(for: entry.application.id, in: session).flatMap(entry.place)
    }
}

extension Asked {
    /// The NameID to send: the form that the service provider is set to, or the one its request names if it may have
    /// that; nil when it may not (SAML Core §3.4.1.1).
    ///
    /// Metadata that lists formats limits what may be asked for; the operator's choice always may. An address cannot
    /// name a person in one structure apart from the same person in another.
    fileprivate func nameIDForm(at serviceProvider: ServiceProvider) -> ServiceProviderOverrides.NameIDForm? {
        let preferred = serviceProvider.effective.nameIDForm
        guard nameQualifier == nil || nameQualifier == serviceProvider.entityID else { return nil }
        guard let format = nameIDFormat, format != NameIDFormat.unspecified.rawValue else { return preferred }
        guard let form = ServiceProviderOverrides.NameIDForm(uri: format) else { return nil }
        if form == preferred { return form }
        let listed = serviceProvider.settings.nameIDFormats
        guard listed.isEmpty || listed.contains(format) else { return nil }
        return form == .emailAddress && serviceProvider.effective.identity == .personAndStructure ? nil : form
    }
}
