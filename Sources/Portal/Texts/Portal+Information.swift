import Accounts
import HTTP
import Markup
import Pages

extension Portal {
    /// Help, and the pages that the law asks for: open to everyone, signed in or not.
    var informationRoutes: [Route] {
        let site = website.identity
        let pages: [(String, InformationPage)] = [
            ("/aide", .help(site)), ("/accessibilite", .accessibility(site)),
            ("/donnees-personnelles", .personalData(site, accounts.figures)), ("/mentions-legales", .legalNotice(site)),
        ]
        return pages.map { path, page in .get(path, handler: open { page.response($0.context) }) } + [
            .get("/plan-du-site", handler: open(siteMap))
        ]
    }

    /// `/plan-du-site`: every page that this person may open.
    private func siteMap(_ visit: Visit) -> Response {
        let person: [(Text, String)] =
            visit.signedIn == nil
            ? [
                (Words.signIn, "/connexion"), (Words.firstVisit, "/premiere-visite"),
                (Words.forgottenPassword, "/mot-de-passe/oublie"),
            ]
            : [
                (Words.yourApplications, "/"), (Words.profile, "/profil"), (Words.sessions, "/profil/sessions"),
                (Words.signOut, "/deconnexion"),
            ]
        let about: [(Text, String)] = [
            (Words.help, "/aide"), (Words.accessibility, "/accessibilite"),
            (Words.personalData, "/donnees-personnelles"), (Words.legalNotice, "/mentions-legales"),
        ]
        let groups = [
            (Text(fr: "Votre compte", en: "Your account"), person), (Text(fr: "Ce site", en: "This site"), about),
        ]
        let language = visit.language
        let lists: [HTML] = groups.map { heading, pages in
            let items: [HTML] = pages.map { "<li><a href=\"\($1)\">\($0[language])</a></li>" }
            return "<section><h2>\(heading[language])</h2><ul>\(items)</ul></section>"
        }
        return Page(Words.siteMap, content: "<div class=\"sitemap\">\(lists)</div>").response(visit.context)
    }
}
