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
    case choose(ApplicationAccess)
    /// No assertion; the person is told why and whom to ask.
    case deny(Denial)
    /// The service provider is told, at its registered consumer: whose fault, what precisely (SAML Core §3.2.2.2).
    case errorResponse(StatusCode, StatusCode)
    /// The person may enter.
    case grant(Grant)

    /// The same for a request that may show nothing to the person (SAML Core §3.4.1, `IsPassive`).
    fileprivate var silent: Decision {
        switch self {
        case .signIn, .choose: .errorResponse(.responder, .noPassive)
        case .deny: .errorResponse(.responder, .requestDenied)
        case .errorResponse, .grant: self
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
    let access: ApplicationAccess
    /// The structure that the person acts for, with the roles there.
    let actingFor: Opening.StructureRoles
    let serviceProvider: ServiceProvider
    let nameID: NameIDChoice
    let authnContextClass: AuthnContextClass
}

extension IdentityProvider {
    /// Decides; reads what the decision needs, and writes nothing.
    func decide(
        _ request: SignOnRequest, from serviceProvider: RegisteredServiceProvider, for visitor: Visitor,
        by keys: SigningKeys,
        _ now: Date
    ) throws -> Decision {
        let decision = try decideOpenly(request, from: serviceProvider, for: visitor, by: keys, now)
        return request.isPassive ? decision.silent : decision
    }

    private func decideOpenly(
        _ request: SignOnRequest, from serviceProvider: RegisteredServiceProvider, for visitor: Visitor,
        by keys: SigningKeys,
        _ now: Date
    ) throws -> Decision {
        // What no person can change is answered before anybody types a password.
        guard writer.canAnswer(serviceProvider, by: keys) else {
            return .errorResponse(.responder, .requestUnsupported)
        }
        guard let nameID = request.nameID(at: serviceProvider) else {
            return .errorResponse(.requester, .invalidNameIDPolicy)
        }
        if let (code, detail) = request.unmeetable?.status { return .errorResponse(code, detail) }
        let reached = website.publicURL.isSecure ? AuthnContextClass.passwordProtectedTransport : .password
        let demanded = request.authnContext.map { $0.met(by: reached) }
        guard let context = demanded ?? reached else { return .errorResponse(.requester, .noAuthnContext) }

        guard let session = visitor.session, !request.forceAuthn || session.authenticatedAt >= request.receivedAt else {
            return .signIn
        }
        let access = try directory.read { view in
            try view.access(of: session.user, in: serviceProvider.record.application, at: now)
        }
        guard let access else { return .deny(.closed) }
        if let words = access.application.maintenance { return .deny(.maintenance(words)) }
        guard let actingFor = try structureToActFor(request, in: access, session) else {
            return access.structures.isEmpty || request.structure != nil ? .deny(.noRight) : .choose(access)
        }
        let grant = Grant(
            session: session, access: access, actingFor: actingFor, serviceProvider: serviceProvider.record,
            nameID: nameID,
            authnContextClass: context)
        if let name = try existingName(request, grant) {
            guard name.matches else { return .errorResponse(.responder, .unknownPrincipal) }
            guard name.mayBeSent else { return .errorResponse(.requester, .invalidNameIDPolicy) }
        }
        return .grant(grant)
    }

    /// What the request demands of the name that the person has already; nil when it demands nothing.
    private func existingName(_ request: SignOnRequest, _ grant: Grant) throws -> (matches: Bool, mayBeSent: Bool)? {
        let forbidsNew = request.forbidsNewName == true && grant.nameID.form == .persistent
        guard forbidsNew || request.subject != nil else { return nil }
        let existing = try record.existingName(of: grant)
        guard let subject = request.subject else { return (true, existing != nil) }
        let matches = existing.map {
            subject.matches($0, grant.nameID.form, by: identity.entityID, for: grant.serviceProvider.entityID)
        }
        return (matches ?? false, true)
    }

    /// The structure to act for: the one asked for, the only one, or the one remembered in this session; nil when the
    /// person must choose, or may not act for the one asked for.
    private func structureToActFor(
        _ request: SignOnRequest, in access: ApplicationAccess, _ session: Session
    ) throws -> Opening.StructureRoles? {
        if let structure = request.structure { return access.structure(structure) }
        if access.structures.count <= 1 { return access.structures.first }
        return try accounts.rememberedStructure(for: access.application.id, in: session).flatMap(access.structure)
    }
}
