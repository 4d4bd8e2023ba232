import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// « Relancer les jamais activés »: invitations anew for everybody in scope who never made a password.
extension Administration {
    var inviteManyRoutes: [Route] {
        [
            .get(InviteManyView.path, access: .referent, handler: administering(inviteManyPage)),
            .post(InviteManyView.path, access: .referent, handler: administeringForm(inviteMany)),
        ]
    }

    private func inviteManyPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let users = try neverActivated(visit, person)
        guard !users.isEmpty else { return nobody(visit) }
        let standings = try accounts.invitations(of: users.prefix(InviteManyView.most).map(\.id))
        return InviteManyView(users: users, standings: standings, visit: visit).response
    }

    private func inviteMany(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let users = try neverActivated(visit, person)
        guard !users.isEmpty else { return nobody(visit) }
        let result = try accounts.inviteMany(
            users.prefix(InviteManyView.most).map(\.id), by: .user(person.user.id), at: visit.now)
        return Response.seeOther(UserListState.path(.neverActivated))
            .telling(InviteManyView.flash(result, visit.language))
    }

    /// One more than are invited at once, to know that there are more.
    private func neverActivated(_ visit: Visit, _ person: SignedInVisit) throws -> [User] {
        var list = UserList(scope: person.user.scope)
        list.view = .neverActivated
        return try directory.read { directory throws(DirectoryError) in
            let moment = try directory.listMoment(visit.now)
            return try directory.batch(of: list, at: moment, limit: InviteManyView.most + 1).rows.map(\.user)
        }
    }

    private func nobody(_ visit: Visit) -> Response {
        let words = Text(
            fr: "Chacun a créé son mot de passe : il n’y a personne à relancer.",
            en: "Everybody has made a password: there is nobody to remind.")
        return Response.seeOther(UserWords.list).telling(.done(words, visit.language))
    }
}
