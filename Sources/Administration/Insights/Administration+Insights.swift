import Accounts
import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// The insights: how the portal is used, in figures that lead to the lists they count.
extension Administration {
    var insightRoutes: [Route] {
        [.get(Insights.path, access: .referent, handler: administering(insightsPage))]
            + Insights.files.map { id in
                .get("\(Insights.path)/\(id)/export", access: .referent, handler: administering(exportInsight(id)))
            }
            + Insights.filesOfOperators.map { id in
                .get("\(Insights.path)/\(id)/export", access: .operator, handler: operating(exportInsight(id)))
            }
    }

    private func insightsPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let insights = try insights(visit, person)
        let language = visit.language
        let figures = try insights.figures()
        let periods = Insights.periods.map { days in
            SavedViews.View(
                label: Text(fr: "\(days) jours", en: "\(days) days"), count: nil,
                path: "\(Insights.path)?jours=\(days)", isCurrent: days == insights.days)
        }
        let scope =
            person.user.isOperator
            ? Text(fr: "Tout le portail.", en: "The whole portal.")
            : Text(fr: "Vos structures et leurs utilisateurs.", en: "Your organisations and their users.")
        let head = PageHead(Insights.title, language, detail: "\(scope[language])")
        let content: HTML = """
            \(head.html(language))\(SavedViews(views: periods).html(language))\
            <div class="insights">\(figures.map { $0.html(language) })</div><div class="gap"></div>
            """
        return Page(Insights.title, shape: .headed, content: content).response(visit.context)
    }

    /// The numbers of one figure, as a file.
    private func exportInsight(_ id: String) -> @Sendable (Visit, SignedInVisit) throws -> Response {
        { visit, person in
            let insights = try insights(visit, person)
            guard let figure = try insights.figures().first(where: { $0.id == id }) else { throw HTTPError.notFound }
            return figure.file(visit.language).response(named: "\(figure.id)-\(CalendarDay(visit.now).text).csv")
        }
    }

    private func insights(_ visit: Visit, _ person: SignedInVisit) throws -> Insights {
        let days = try visit.request.query.only("jours").flatMap { Int($0) } ?? Insights.periods[0]
        return Insights(
            accounts: accounts, directory: directory, user: person.user, now: visit.now, language: visit.language,
            days: Insights.periods.contains(days) ? days : Insights.periods[0])
    }
}
