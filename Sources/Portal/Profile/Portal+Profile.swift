import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

extension Portal {
    var profileRoutes: [Route] {
        [
            .get("/profil", access: .signedIn, handler: signedIn { try profile($0, $1).response() }),
            .post(
                "/profil", lane: .hash, access: .signedIn, bodyLimit: 16 * 1024,
                handler: signedInForm(changePassword)),
        ]
    }

    private func profile(_ visit: Visit, _ person: SignedInVisit) throws -> ProfileView {
        let user = person.user
        let known = try directory.read { directory in
            var designations: [(Structure, Date)] = []
            for designation in try directory.designations(of: user.id, at: visit.now) {
                if let structure = try directory.structure(designation.structure) {
                    designations.append((structure, designation.since))
                }
            }
            return ProfileView.Directory(
                structures: try directory.affiliations(of: user.id).map(\.structureName),
                designations: designations,
                entitlements: try directory.entitlements(of: user.id),
                referents: try directory.referents(forUser: user.id, at: visit.now))
        }
        let sessions = try accounts.sessions(of: user.id, at: visit.now).count
        return ProfileView(visit: visit, user: user, directory: known, sessions: sessions, policy: accounts.policy)
    }

    /// From the profile; `/profil/mot-de-passe` is for those who have to.
    private func changePassword(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        switch try passwordChange(visit, person, form) {
        case .failure(let refused): try profile(visit, person).response(errors: refused.errors)
        case .success(let token): passwordChanged(token, to: "/profil", visit)
        }
    }
}
