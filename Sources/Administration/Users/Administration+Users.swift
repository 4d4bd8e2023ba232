import Directory
import HTTP
import Markup
import Pages

extension Administration {
    /// The pages of users.
    var userRoutes: [Route] {
        [
            // Referents come for their users most of all.
            .get("/annuaire", access: .referent, handler: administering { _, _ in .seeOther(UserWords.list) }),
            .get(UserWords.list, access: .referent, handler: administering(userList)),
            .get(UserWords.list + "/export", access: .referent, handler: administering(exportUsers)),
        ] + newUserRoutes + userRecordRoutes + userChangeRoutes + userRemovalRoutes + userRightsRoutes
    }

    private func userList(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let scope = person.user.scope
        let state = try UserListState(visit.request.query, scope: scope)
        let known = try directory.read { directory throws(DirectoryError) in
            let moment = try directory.listMoment(visit.now)
            return UserListView.Known(
                page: try directory.users(state.list, at: moment),
                counts: try directory.userCounts(in: scope, at: moment),
                structures: try directory.structures(in: scope),
                applications: try directory.applications(in: scope))
        }
        let view = UserListView(state: state, known: known, user: person.user, visit: visit)
        return view.page.response(visit.context)
    }

    /// The list that is shown, whole, as a file.
    private func exportUsers(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let state = try UserListState(visit.request.query, scope: person.user.scope)
        let language = visit.language
        let headings = [
            UserWords.familyName, UserWords.givenName, Words.email, DirectoryTabs.Tab.structures.label,
            DirectoryTabs.Tab.applications.label, UserWords.state, UserWords.lastSignIn,
        ].map { $0[language] }
        let file = try directory.read { directory throws(DirectoryError) in
            var file = CSVFile(headings)
            let moment = try directory.listMoment(visit.now)
            try directory.eachUser(state.list, at: moment, limit: 200_000) { rows in
                for row in rows {
                    file.append([
                        row.user.familyName, row.user.givenName, row.user.email,
                        row.structures.joined(separator: ", "), row.applications.joined(separator: ", "),
                        row.standing.words[language], row.lastSignInAt.map { CalendarDay($0).text } ?? "",
                    ])
                }
            }
            return file
        }
        let name = language.choose(fr: "utilisateurs", en: "users")
        return file.response(named: "\(name)-\(CalendarDay(visit.now).text).csv")
    }
}
