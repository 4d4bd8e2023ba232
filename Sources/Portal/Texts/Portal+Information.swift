import Accounts
import HTTP
import Markup
import Pages

extension Portal {
    /// Help, and the pages that the law asks for: open to everyone, signed in or not.
    var informationRoutes: [Route] {
        let (figures, retention) = (accounts.figures, retention)
        // Written for each request: the operator may change names and contacts while the site runs.
        let pages: [(String, @Sendable (Visit) -> InformationPage)] = [
            ("/aide", { .help($0.context.site, figures, topic: HelpTopic.of($0.request.query["de"])) }),
            ("/accessibilite", { .accessibility($0.context.site) }),
            ("/donnees-personnelles", { .personalData($0.context.site, figures, retention) }),
            ("/mentions-legales", { .legalNotice($0.context.site) }),
        ]
        return pages.map { path, page in .get(path, handler: open { page($0).response($0.context) }) } + [
            .get("/plan-du-site", handler: open(siteMap))
        ]
    }

    /// `/plan-du-site`: every page that this person may open: the second way to get about (RGAA 12.1).
    private func siteMap(_ visit: Visit) -> Response {
        let language = visit.language
        let lists: [HTML] = SiteMap.groups(for: visit.signedIn?.user).map { heading, pages in
            let items: [HTML] = pages.map { "<li><a href=\"\($1)\">\($0[language])</a></li>" }
            return "<section><h2>\(heading[language])</h2><ul>\(items)</ul></section>"
        }
        return Page(Words.siteMap, content: "<div class=\"sitemap\">\(lists)</div>").response(visit.context)
    }
}
