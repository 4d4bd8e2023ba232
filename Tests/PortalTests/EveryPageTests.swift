import Directory
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Testing

@testable import Portal

/// What holds for every page, whoever looks at it, in both languages.
struct EveryPageTests {
    private let site: Valmont

    init() throws {
        site = try Valmont()
        let nadia = try site.person("Nadia", "Benslimane", ["bip", "site", "elecpro"])
        try site.change { change throws(DirectoryError) in _ = try change.designateReferent(nadia, of: site.town) }
        try site.person("Élodie", "Barbier", ["bip", "netcotisation"], also: ["netcotisation"])
        let olivier = try site.person("Olivier", "Marchand")
        try site.change { change throws(DirectoryError) in try change.appointOperator(olivier) }
        try site.tell("NetCotisation sera indisponible jeudi. À bientôt !")
    }

    private var pages: [Route] {
        site.router.routes.filter {
            $0.method == .get && !$0.pattern.contains("{") && !$0.pattern.hasPrefix("/fichiers")
        }
    }

    /// The portal meets single sign-on and the directory's pages by URL; the browser tests follow these links.
    private func isOfAnotherModule(_ link: String) -> Bool {
        ["/ouvrir/", "/annuaire", "/suivi", "/travaux", "/journal", "/exploitation"].contains { link.hasPrefix($0) }
    }

    @Test(arguments: Language.allCases, [nil, ("Nadia", "Benslimane"), ("Élodie", "Barbier"), ("Olivier", "Marchand")])
    func `every page is sound`(_ language: Language, _ person: (String, String)?) throws {
        let browser = Browser(site)
        browser.language = language
        if let person { try browser.signIn(person.0, person.1) }
        var shown = 0
        for route in pages {
            let answer = try browser.get(route.pattern)
            guard answer.headers["content-type"]?.hasPrefix("text/html") == true else {
                // A redirect, or a file.
                #expect(answer.status == (answer.headers["content-type"] == nil ? .seeOther : .ok))
                continue
            }
            shown += 1
            let page = answer.page
            #expect(page.faults.isEmpty, "\(route.pattern): \(page.faults)")
            #expect(page.language == language.rawValue)
            #expect(page.links.first == "#contenu", "the first stop is the skip link")
            #expect(page.forms.contains("/deconnexion") == (person != nil), "\(route.pattern)")
            for link in page.links where link.hasPrefix("/") && !isOfAnotherModule(link) {
                let path = String(link.prefix { $0 != "#" && $0 != "?" })
                guard case .route = site.router.match(.get, path) else {
                    Issue.record("\(route.pattern) links to \(link), which is not there")
                    continue
                }
            }
            for form in page.forms.map({ String($0.prefix { $0 != "?" }) }) {
                guard case .route(let route, _) = site.router.match(.post, form) else {
                    Issue.record("\(route.pattern) posts to \(form), which is not there")
                    continue
                }
                #expect(route.bodyLimit > 0)
            }
        }
        #expect(shown >= (person == nil ? 9 : 10))
    }

    @Test func `a page that is not there keeps the header of who is signed in`() throws {
        let browser = Browser(site)
        #expect(try browser.get("/nulle-part").status == .notFound)
        #expect(browser.lastPage?.links.contains("/connexion") == true)
        try browser.signIn("Nadia", "Benslimane")
        let answer = try browser.get("/nulle-part")
        #expect(answer.status == .notFound)
        #expect(answer.page.words.contains("Nadia Benslimane"))
        #expect(try browser.send(.post, "/aide").status == .methodNotAllowed)
        #expect(browser.lastPage?.faults.isEmpty == true)
    }

    @Test(arguments: Language.allCases)
    func `links within a page lead to a place on it`(_ language: Language) throws {
        let browser = Browser(site)
        browser.language = language
        try browser.signIn("Nadia", "Benslimane")
        let help = String(decoding: try browser.get("/aide").body, as: UTF8.self)
        #expect(help.contains("id=\"pas-moi\""))
        #expect(String(decoding: try browser.get("/profil").body, as: UTF8.self).contains("id=\"mot-de-passe\""))
    }

    @Test func `English pages hold no French sentence`() throws {
        let browser = Browser(site)
        browser.language = .en
        try browser.signIn("Élodie", "Barbier")
        let french = [" vous ", " votre ", " vos ", " est ", " une ", " pour ", " mot de passe"]
        for route in pages {
            let answer = try browser.get(route.pattern)
            guard answer.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
            let words = answer.page.words.lowercased()
            for word in french where words.contains(word) {
                let around = words.split(separator: "\n").first { $0.contains(word) } ?? ""
                Issue.record("\(route.pattern): \(around)")
            }
        }
    }

    @Test func `no form of the portal is accepted without a token`() throws {
        for route in site.router.routes where route.method == .post {
            let browser = Browser(site)
            try browser.signIn("Nadia", "Benslimane")
            let answer = try browser.send(.post, route.pattern, Parameters([("session", "1"), ("langue", "en")]))
            let isHarmless =
                route.pattern == "/bienvenue" || route.pattern == "/mot-de-passe/nouveau"
                || route.pattern == "/connexion"
            #expect(answer.status == (isHarmless ? .seeOther : .forbidden), "\(route.pattern)")
            #expect(answer.sets("session") == nil && answer.sets("langue") == nil)
            if answer.status == .forbidden { #expect(answer.page.value(of: "retour") == "/") }
            #expect(try browser.get("/").status == .ok)
        }
    }

    @Test func `hashing runs on its own lane`() {
        let hashing = ["/connexion", "/bienvenue", "/mot-de-passe/nouveau", "/profil", "/profil/mot-de-passe"]
        for route in site.router.routes where route.method == .post {
            #expect((route.lane == .hash) == hashing.contains(route.pattern), "\(route.pattern)")
        }
    }

    @Test func `a page is quick`() throws {
        let browser = Browser(site)
        try browser.signIn("Nadia", "Benslimane")
        let clock = ContinuousClock()
        let times = try (0..<20).map { _ in try clock.measure { try browser.get("/") } }
        let best = try #require(times.min())
        #expect(best < .milliseconds(50), "Documentation/Rules.md, Figures: even without optimisation")
    }
}
