import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

extension Portal {
    var homeRoutes: [Route] {
        [
            .get("/", access: .signedIn, handler: signedIn(home)),
            // Password managers look here for the page that changes a password.
            .get("/.well-known/change-password") { _ in .seeOther("/profil#mot-de-passe") },
        ]
    }

    private func home(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let user = person.user
        let portal = try directory.read { directory in
            let administers = user.scope != .nothing
            let moment = try directory.listMoment(visit.now)
            return HomeView.Directory(
                openings: try directory.openings(for: user.id, at: visit.now),
                affiliations: try directory.affiliations(of: user.id),
                designated: try directory.designatedStructures(of: user.id, at: visit.now),
                referents: try directory.referents(forUser: user.id, at: visit.now),
                messages: try directory.portalMessages(at: visit.now),
                counts: administers ? try directory.counts(in: user.scope) : nil,
                views: administers
                    ? try directory.userCounts(
                        in: user.scope, at: moment,
                        views: [.neverActivated, .unreachable, .dormant, .withoutApplication])
                    : [:],
                dormantDays: moment.dormantDays,
                withoutReferent: user.isOperator ? try directory.structuresWithoutReferent(at: visit.now).count : 0)
        }
        let view = HomeView(
            visit: visit, user: user, directory: portal, lastUses: try services.signOn.lastUses(user.id),
            lastSignIn: try lastSignIn(before: person.session))
        return view.page.response(visit.context)
    }

    /// The sign-in before this session, with the browser it came from if that is still known.
    private func lastSignIn(before session: Session) throws -> HomeView.LastSignIn? {
        guard let date = try accounts.lastSignIn(of: session.user, before: session.createdAt) else { return nil }
        let event = try accounts.events(of: session.user).first { $0.at == date && !$0.kind.isFailure }
        return HomeView.LastSignIn(at: date, device: event?.deviceDescription ?? "")
    }
}

extension DirectoryReading {
    /// The structures that a person was designated for as referent, those of today, in the order of names.
    fileprivate func designatedStructures(
        of user: ID<User>, at now: Date
    ) throws(DirectoryError) -> [Structure] {
        var structures: [Structure] = []
        for designation in try designations(of: user, at: now) {
            if let structure = try structure(designation.structure) { structures.append(structure) }
        }
        return structures.sorted { ($0.parent == nil ? 0 : 1, $0.name) < ($1.parent == nil ? 0 : 1, $1.name) }
    }
}
