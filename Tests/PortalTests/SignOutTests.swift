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
        #expect(answer.location == "/deconnexion/jeton")
        #expect(answer.sets("session")?.maxAge == 0)
        #expect(try thief.get("/").location == "/connexion")
        #expect(try browser.get("/").location == "/connexion")
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
        #expect(again.location == "/connexion")
    }
}
