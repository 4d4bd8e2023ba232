import Calendar
import Directory
import HTTP
import Jobs
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
            .get(UserWords.list + "/imprimer", access: .referent, handler: administering(printUsers)),
        ] + importRoutes + selectionRoutes + newUserRoutes + inviteManyRoutes + userRecordRoutes + userChangeRoutes
            + userRemovalRoutes
            + userRightsRoutes
    }

    private func userList(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        if let answer = try structureAsked(visit, person, crumbs: UserWords.crumbs()) { return answer }
        return try userListView(visit, person).page.response(visit.context)
    }

    /// The list that is shown on paper, as far as a browser lays it out in good time.
    private func printUsers(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let limit = 2000
        let view = try userListView(visit, person)
        let rows = try directory.read { directory throws(DirectoryError) in
            try directory.batch(
                of: view.state.list, at: try directory.listMoment(visit.now), limit: limit + 1
            ).rows
        }
        return view.printed(Array(rows.prefix(limit)), limit: limit).response(visit.context)
    }

    private func userListView(_ visit: Visit, _ person: SignedInVisit) throws -> UserListView {
        let scope = person.user.scope
        let state = try UserListState(visit.request.query, scope: scope)
        let known = try directory.read { directory throws(DirectoryError) in
            let moment = try directory.listMoment(visit.now)
            return UserListView.Known(
                page: try directory.users(state.list, at: moment),
                counts: try directory.userCounts(in: scope, at: moment),
                structures: try directory.structures(in: scope),
                applications: try directory.applications(in: scope),
                requests: try directory.requestCount(in: scope))
        }
        return UserListView(
            state: state, known: known, user: person.user, visit: visit)
    }

    /// The list that is shown, whole, as a file.
    private func exportUsers(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        try exported(try UserListState(visit.request.query, scope: person.user.scope), among: nil, visit)
    }

    /// A list as a file, or those of it who were ticked; read by key, a thousand rows at a time, while it is sent.
    func exported(_ state: UserListState, among ticked: Set<ID<User>>?, _ visit: Visit) throws -> Response {
        let language = visit.language
        let headings = [
            UserWords.familyName, UserWords.givenName, Words.email, DirectoryTabs.Tab.structures.label,
            DirectoryTabs.Tab.applications.label, UserWords.state, UserWords.lastSignIn,
        ].map { $0[language] }
        let directory = directory
        let list = state.list
        let now = visit.now
        let name = language.choose(fr: "utilisateurs", en: "users")
        return CSVFile.streamed(
            named: "\(name)-\(CalendarDay(now).text).csv", headings,
            from: (place: nil as UserListPlace?, isOver: false)
        ) { progress -> [[String]]? in
            guard !progress.isOver else { return nil }
            let place = progress.place
            let batch = try directory.read { directory throws(DirectoryError) in
                let moment = try directory.listMoment(now)
                if let ticked {
                    var rows: [UserListRow] = []
                    for id in ticked.sorted() {
                        if let row = try directory.listRow(of: id, in: list.scope, at: moment) { rows.append(row) }
                    }
                    return (rows: try directory.placed(rows, in: list.scope, at: moment), next: nil as UserListPlace?)
                }
                return try directory.batch(of: list, at: moment, from: place, limit: 1_000)
            }
            progress = (batch.next, batch.next == nil)
            return batch.rows.map { row in
                [
                    row.user.familyName, row.user.givenName, row.user.email,
                    row.structures.joined(separator: ", "), row.applications.joined(separator: ", "),
                    row.standing.words[language], row.lastSignInAt.map { CalendarDay($0).text } ?? "",
                ]
            }
        }
    }
}
