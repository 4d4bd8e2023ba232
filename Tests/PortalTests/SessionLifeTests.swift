import Accounts
import Database
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Portal

/// RGAA 13.1: whoever is at work is warned, may stay, and loses nothing that they typed.
struct SessionLifeTests {
    private let site: Valmont
    private let browser: Browser

    init() throws {
        let site = try Valmont()
        try site.person("Élodie", "Barbier", ["bip"])
        try site.person("Karim", "Amrani", ["bip"])
        self.site = site
        browser = Browser(site)
        try browser.signIn("Élodie", "Barbier")
    }

    private func lasting(_ browser: Browser) throws -> String {
        String(decoding: try browser.get("/session").body, as: UTF8.self)
    }

    @Test func `a page tells its script how long the session lasts; asking does not make it longer`() throws {
        let html = String(decoding: try browser.get("/profil").body, as: UTF8.self)
        #expect(html.contains("data-session=\"7200\" data-latest=\"36000\" data-warns=\"300\""))
        #expect(!String(decoding: try Browser(site).get("/aide").body, as: UTF8.self).contains("data-session"))
        browser.now += 7000
        #expect(try lasting(browser) == "{\"seconds\":200,\"latest\":29000}")
        browser.now += 100
        #expect(try lasting(browser) == "{\"seconds\":100,\"latest\":28900}")
        browser.now += 101
        #expect(try lasting(browser) == "{\"seconds\":0,\"latest\":0}")
    }

    @Test func `whoever wants to stays signed in, until the longest duration`() throws {
        try browser.get("/profil")
        browser.now += 7100
        let answer = try browser.post("/session/prolonger")
        #expect(String(decoding: answer.body, as: UTF8.self) == "{\"seconds\":7200,\"latest\":28900}")
        for _ in 0..<4 {
            browser.now += 7100
            try browser.post("/session/prolonger")
        }
        #expect(try lasting(browser) == "{\"seconds\":500,\"latest\":500}")
    }

    @Test func `a form sent too late is kept, and shown again to whoever sent it`() throws {
        try browser.get("/profil/sessions")
        browser.now += 7201
        let late = try browser.post(
            "/profil/sessions/fermer", [("session", "12"), ("nom", "Dupont & <fils>"), ("actuel", "a secret")])
        #expect(late.location == "/connexion?retour=%2Freprise")
        let page = try browser.get(late.location ?? "").page
        #expect(page.words.contains("Ce que vous avez saisi est gardé"))
        #expect(page.faults.isEmpty)
        let signedIn = try browser.post(
            late.location ?? "", [("email", Valmont.address("Élodie", "Barbier")), ("password", Valmont.password)])
        #expect(signedIn.location == "/reprise")
        let resumed = try browser.get("/reprise")
        #expect(resumed.page.faults.isEmpty)
        #expect(resumed.page.words.contains("Dupont & <fils>"))
        #expect(resumed.page.words.contains("1\u{A0}autre réponse"))
        #expect(resumed.page.forms.contains("/profil/sessions/fermer"))
        #expect(resumed.page.value(of: "session") == "12")
        #expect(!String(decoding: resumed.body, as: UTF8.self).contains("a secret"))
        let sent = try browser.post("/profil/sessions/fermer", [("session", "12"), ("nom", "Dupont & <fils>")])
        #expect(sent.location == "/profil/sessions")
        try browser.get("/reprise")
        #expect(try browser.post("/reprise/abandonner").location == "/")
        #expect(try browser.get("/reprise").location == "/")
    }

    @Test func `it finds its sender after the sweep of sessions too`() throws {
        try browser.get("/profil/sessions")
        browser.now += 7201
        try site.accounts.deleteExpired(at: browser.now)
        let late = try browser.post("/profil/sessions/fermer", [("nom", "Dupont")])
        #expect(late.location == "/connexion?retour=%2Freprise")
        browser.now += 13 * 3600
        try site.accounts.deleteExpired(at: browser.now)
        #expect(try browser.post("/profil/sessions/fermer", [("nom", "Dupont")]).location == "/connexion")
    }

    @Test func `nobody else gets it back`() throws {
        try browser.get("/profil/sessions")
        browser.now += 7201
        try browser.post("/profil/sessions/fermer", [("session", "12"), ("nom", "Dupont")])
        try browser.get("/connexion?retour=/reprise")
        try browser.post(
            "/connexion?retour=/reprise",
            [("email", Valmont.address("Karim", "Amrani")), ("password", Valmont.password)])
        let other = try browser.get("/reprise")
        #expect(other.location == "/")
        #expect(other.sets("reprise")?.maxAge == 0)
    }

    @Test func `a form is kept for an hour, and only of a session that ran out`() throws {
        try browser.get("/profil/sessions")
        browser.now += 7201
        try browser.post("/profil/sessions/fermer", [("nom", "Dupont")])
        browser.now += 3601
        try browser.get("/connexion")
        try browser.post(
            "/connexion", [("email", Valmont.address("Élodie", "Barbier")), ("password", Valmont.password)])
        #expect(try browser.get("/reprise").location == "/")

        let closed = browser.copy()
        try browser.get("/profil/sessions")
        let token = browser.lastPage?.value(of: "jeton") ?? ""
        try browser.post("/deconnexion")
        let answer = try closed.send(.post, "/profil/sessions/fermer", Parameters([("jeton", token), ("nom", "x")]))
        #expect(answer.location == "/connexion")
        #expect(answer.sets("reprise") == nil)
    }

    @Test func `no more than three forms of a person are kept, none of them large`() throws {
        try browser.get("/profil/sessions")
        browser.now += 7201
        for number in 0..<6 {
            try browser.send(
                .post, "/profil/sessions/fermer",
                Parameters([("jeton", browser.lastPage?.value(of: "jeton") ?? ""), ("nom", "\(number)")]))
            browser.now += 1
        }
        let count = try site.directory.database.read { (connection) throws(DatabaseError) in
            try connection.count("SELECT count(*) FROM parked_form")
        }
        #expect(count == 3)
        let large = try site.accounts.park(
            [UInt8](repeating: 0x61, count: 70_000), sentTo: "/x", session: browser.cookies["session"], at: browser.now)
        #expect(large == nil)
    }

    @Test func `a page that was asked for is come back to, and never another site`() throws {
        let stranger = Browser(site)
        #expect(try stranger.get("/profil/sessions").location == "/connexion?retour=%2Fprofil%2Fsessions")
        try stranger.get("/connexion?retour=%2Fprofil%2Fsessions")
        let answer = try stranger.post(
            "/connexion?retour=%2Fprofil%2Fsessions",
            [("email", Valmont.address("Karim", "Amrani")), ("password", Valmont.password)])
        #expect(answer.location == "/profil/sessions")
        for bad in ["//attacker.example", "https://attacker.example/", "/\\attacker.example", "/connexion", ""] {
            #expect(Continuation(nil, page: bad) == .applications, "\(bad)")
        }
        #expect(Continuation("abc234", page: "/profil") == .signOn("abc234"))
        #expect(Continuation(nil, page: "/annuaire/utilisateurs?q=%C3%A9").path == "/annuaire/utilisateurs?q=%C3%A9")
    }
}
