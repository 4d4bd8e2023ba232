import Accounts
import Calendar
import Directory
import HTTP
import Markup
import Pages

/// What the site holds about whoever asks: to read, and to take away.
extension Portal {
    var personalDataRoutes: [Route] {
        [
            .get(
                "/profil/donnees", access: .signedIn,
                handler: signedIn { visit, person in
                    PersonalDataView(visit: visit, export: try personalExport(visit, person)).page
                        .response(visit.context)
                }),
            .get("/profil/donnees.json", access: .signedIn, handler: signedIn(personalFile)),
        ]
    }

    private func personalFile(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let name = Text(fr: "mes-donnees", en: "my-data")[visit.language]
        return Response(
            .ok, contentType: "application/json; charset=utf-8", body: try personalExport(visit, person).json()
        ).with("content-disposition", "attachment; filename=\"\(name)-\(CalendarDay(visit.now).text).json\"")
    }

    private func personalExport(_ visit: Visit, _ person: SignedInVisit) throws -> PersonalExport {
        let id = person.user.id
        let record = try directory.read { view in try view.personalRecord(of: id) }
        guard let record else { throw HTTPError.notFound }
        return PersonalExport(
            record, try accounts.record(of: id), sessions: try accounts.sessions(of: id, at: visit.now),
            events: try accounts.events(of: id, limit: 10_000), openings: try services.signOn.openings(id),
            mails: try services.mail.written(id), site: visit.context.site.name, owner: visit.context.site.owner,
            visit.language, at: visit.now)
    }
}
