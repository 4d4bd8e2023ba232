import Database
import FoundationEssentials
import HTTP
import PageInspection
import Synchronization
import Testing

@testable import Portal

struct SignInTests {
    private let site: Valmont
    private let browser: Browser

    init() throws {
        site = try Valmont()
        try site.person("Karim", "Amrani", ["bip"])
        browser = Browser(site)
    }

    @Test func `address and password lead to the portal, with one tile for each application`() throws {
        let answer = try browser.signIn("Karim", "Amrani")
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/")
        let portal = try browser.get("/")
        #expect(portal.status == .ok)
        #expect(portal.page.links.contains("/ouvrir/bip"))
        #expect(!portal.page.links.contains("/ouvrir/elecpro"))
    }

    @Test func `an unknown address and a wrong password get the same answer`() throws {
        try browser.get("/connexion")
        func attempt(_ email: String) throws -> (Status, String) {
            let answer = try browser.post("/connexion", [("email", email), ("password", "not the password at all")])
            let body = String(decoding: answer.body, as: UTF8.self)
            return (answer.status, body.split(separator: email).joined())
        }
        let wrong = try attempt("karim.amrani@ville-valmont.example")
        let unknown = try attempt("nobody.atall@ville-valmont.example")
        #expect(wrong == unknown)
        #expect(wrong.0 == .unprocessableContent)
        let page = try #require(browser.lastPage)
        #expect(page.title.hasPrefix("Erreur\u{A0}: "))
        #expect(page.words.contains("Adresse ou mot de passe incorrect"))
        #expect(page.links.contains("#email"))
        #expect(page.faults.isEmpty)
    }

    @Test func `a password is never given back, an address is, as text`() throws {
        try browser.get("/connexion")
        try browser.post("/connexion", [("email", "\"><script>x</script>"), ("password", "secret secret")])
        #expect(browser.lastPage?.value(of: "email") == "\"><script>x</script>")
        #expect(browser.lastPage?.value(of: "password") == nil)
        #expect(browser.lastPage?.faults.isEmpty == true)
    }

    @Test func `what is missing is named`() throws {
        try browser.get("/connexion")
        let answer = try browser.post("/connexion", [("email", " "), ("password", "")])
        #expect(answer.page.words.contains("Saisissez votre adresse électronique"))
        #expect(answer.page.words.contains("Saisissez votre mot de passe"))
        #expect(answer.page.faults.isEmpty)
    }

    @Test func `after failures the wait is told in words, also for an address that is nobody's`() throws {
        for email in ["karim.amrani@ville-valmont.example", "nobody@ville-valmont.example"] {
            let browser = Browser(site)
            try browser.get("/connexion")
            var answer = Response(.ok)
            for _ in 0..<4 {
                answer = try browser.post("/connexion", [("email", email), ("password", "wrong wrong wrong")])
            }
            #expect(answer.status == .tooManyRequests)
            #expect(answer.headers["retry-after"] == "15")
            #expect(answer.page.words.contains("Réessayez dans 15\u{A0}secondes"))
            #expect(answer.page.faults.isEmpty)
        }
    }

    @Test func `every sign-in gives a new token and ends the session before`() throws {
        try browser.signIn("Karim", "Amrani")
        let first = try #require(browser.cookies["session"])
        let thief = browser.copy()
        try browser.get("/profil")
        try browser.post(
            "/connexion", [("email", "karim.amrani@ville-valmont.example"), ("password", Valmont.password)])
        #expect(browser.cookies["session"] != first)
        #expect(try browser.get("/").status == .ok)
        #expect(try thief.get("/").location == "/connexion")
    }

    @Test func `a planted session cookie is not taken over`() throws {
        let planted = String(repeating: "A", count: 43)
        try browser.get("/connexion")
        browser.plant("session", planted)
        #expect(try browser.get("/").location == "/connexion")
        let answer = try browser.signIn("Karim", "Amrani")
        #expect(answer.location == "/")
        #expect(browser.cookies["session"] != planted)
    }

    @Test func `who is signed in goes on directly`() throws {
        try browser.signIn("Karim", "Amrani")
        #expect(try browser.get("/connexion").location == "/")
        #expect(try browser.get("/connexion?suite=abcdef234567").location == "/saml/continue/abcdef234567")
    }

    @Test func `a waiting sign-on is named and gone on with`() throws {
        site.signOns.withLock { $0.waiting["abc234"] = .init(application: "NetCotisation") }
        let page = try browser.get("/connexion?suite=abc234").page
        #expect(page.words.contains("Connexion pour ouvrir NetCotisation"))
        #expect(page.value(of: "suite") == "abc234")
        #expect(page.faults.isEmpty)
        let answer = try browser.post(
            "/connexion",
            [
                ("suite", "abc234"), ("email", "Karim.Amrani@Ville-Valmont.example"), ("password", Valmont.password),
            ])
        #expect(answer.location == "/saml/continue/abc234")
    }

    @Test func `a change of language keeps the waiting sign-on, also after a mistake`() throws {
        site.signOns.withLock { $0.waiting["abc234"] = .init(application: "NetCotisation") }
        try browser.get("/connexion?suite=abc234")
        #expect(browser.lastPage?.value(of: "retour") == "/connexion?suite=abc234")
        let action = try #require(browser.lastPage?.forms.first)
        #expect(action == "/connexion?suite=abc234")
        try browser.post(action, [("suite", "abc234"), ("email", "x"), ("password", "x")])
        #expect(browser.lastPage?.value(of: "retour") == "/connexion?suite=abc234")
        let answer = try browser.post("/langue", [("retour", "/connexion?suite=abc234"), ("langue", "en")])
        #expect(answer.location == "/connexion?suite=abc234")
        #expect(try browser.get("/connexion?suite=abc234").page.words.contains("Sign in to open NetCotisation"))
    }

    @Test(arguments: [
        "https://attacker.example", "//attacker.example", "/profil", "..", "a/b", "ABC", "a%0d%0ab", "é",
        String(repeating: "a", count: 65), "",
    ])
    func `nothing but an id says where to go on`(_ suite: String) throws {
        try browser.get("/connexion")
        let answer = try browser.post(
            "/connexion",
            [("suite", suite), ("email", "karim.amrani@ville-valmont.example"), ("password", Valmont.password)])
        #expect(answer.location == "/")
    }

    @Test func `an application that wants a fresh proof asks for the password again, once`() throws {
        try browser.signIn("Karim", "Amrani")
        browser.now += 600
        let asked = browser.now
        site.signOns.withLock { $0.waiting["abc234"] = .init(application: "NetCotisation", provenSince: asked) }
        let page = try browser.get("/connexion?suite=abc234").page
        #expect(page.value(of: "email") == "karim.amrani@ville-valmont.example")
        #expect(page.words.contains("confirmiez votre mot de passe"))
        #expect(page.faults.isEmpty)
        let session = browser.cookies["session"]
        #expect(
            try browser.post("/connexion", [("suite", "abc234"), ("password", "wrong")]).status == .unprocessableContent
        )
        let answer = try browser.post("/connexion", [("suite", "abc234"), ("password", Valmont.password)])
        #expect(answer.location == "/saml/continue/abc234")
        #expect(browser.cookies["session"] != session)
        #expect(try browser.get("/connexion?suite=abc234").location == "/saml/continue/abc234")
        #expect(try browser.get("/profil/sessions").page.words.contains("que sur cet appareil"))
    }

    @Test func `a page left open is answered by the form again, not by an error page`() throws {
        try browser.get("/connexion")
        browser.forget("formulaire")
        let answer = try browser.post(
            "/connexion", [("email", "karim.amrani@ville-valmont.example"), ("password", Valmont.password)])
        #expect(answer.status == .forbidden)
        #expect(answer.page.words.contains("restée ouverte trop longtemps"))
        #expect(answer.page.faults.isEmpty)
        #expect(
            try browser.post(
                "/connexion", [("email", "karim.amrani@ville-valmont.example"), ("password", Valmont.password)]
            ).location == "/")
    }

    @Test func `the form of another site signs nobody in`() throws {
        try browser.get("/connexion")
        let answer = try browser.send(
            .post, "/connexion",
            Parameters([
                ("jeton", browser.lastPage?.value(of: "jeton") ?? ""), ("email", "karim.amrani@ville-valmont.example"),
                ("password", Valmont.password),
            ]), ["origin": "https://attacker.example"])
        #expect(answer.status == .forbidden)
        #expect(answer.sets("session") == nil)
    }

    @Test func `the device is remembered beyond the session`() throws {
        let answer = try browser.signIn("Karim", "Amrani")
        #expect(answer.sets("appareil")?.maxAge ?? 0 > 300 * 86_400)
        #expect(answer.sets("session")?.maxAge == nil)
    }

    @Test func `a failure of ours is a page with a reference, and one line in the log`() throws {
        site.signOns.withLock { $0.failure = .busy }
        let answer = try browser.get("/connexion?suite=abc234")
        #expect(answer.status == .serviceUnavailable, "the store does not answer now")
        #expect(answer.page.words.contains("7K3M-X9QF"))
        #expect(site.logged.withLock { $0 }.count == 1)
        #expect(site.logged.withLock { $0 }.first?.hasPrefix("7K3M-X9QF /connexion: ") == true)
    }
}
