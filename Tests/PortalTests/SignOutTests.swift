import HTTP
import PageInspection
import Synchronization
import Testing

@testable import Portal

struct SignOutTests {
    private let site: Valmont
    private let browser: Browser

    init() throws {
        site = try Valmont()
        try site.person("Karim", "Amrani", ["bip"])
        browser = Browser(site)
        try browser.signIn("Karim", "Amrani")
        try browser.get("/")
    }

    @Test func `signing out ends the session and takes the cookie away`() throws {
        let thief = browser.copy()
        let answer = try browser.post("/deconnexion")
        #expect(answer.status == .ok)
        #expect(answer.sets("session")?.maxAge == 0)
        #expect(answer.page.words.contains("Vous êtes déconnecté de Convergences"))
        #expect(answer.page.words.contains("Aucune application n’a été ouverte"))
        #expect(answer.page.faults.isEmpty)
        #expect(try thief.get("/").location == "/connexion")
        #expect(try browser.get("/").location == "/connexion")
    }

    @Test func `what may still be open is named`() throws {
        site.signOns.withLock { $0.opened = ["BIP", "NetCotisation"] }
        let page = try browser.post("/deconnexion").page
        #expect(page.words.contains("peut-être pas de vos applications"))
        #expect(page.words.contains("NetCotisation"))
        #expect(page.words.contains("Peut-être encore ouverte"))
        #expect(page.faults.isEmpty)
    }

    @Test func `nothing ends by being looked at`() throws {
        let answer = try browser.get("/deconnexion")
        #expect(answer.status == .ok)
        #expect(answer.page.faults.isEmpty)
        #expect(try browser.get("/").status == .ok)
        #expect(try Browser(site).get("/deconnexion").location == "/connexion")
    }

    @Test func `another site cannot sign anybody out`() throws {
        let token = browser.lastPage?.value(of: "jeton") ?? ""
        let answer = try browser.send(
            .post, "/deconnexion", Parameters([("jeton", token)]), ["sec-fetch-site": "cross-site"])
        #expect(answer.status == .forbidden)
        #expect(try browser.get("/").status == .ok)
    }

    @Test func `signing out twice is no error`() throws {
        try browser.post("/deconnexion")
        let again = try browser.post("/deconnexion")
        #expect(again.status == .ok)
        #expect(again.page.faults.isEmpty)
    }
}
