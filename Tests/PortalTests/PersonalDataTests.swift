import Accounts
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Portal

struct PersonalDataTests {
    private let site: Valmont
    private let browser: Browser

    init() throws {
        let site = try Valmont()
        let nadia = try site.person("Nadia", "Benslimane", ["bip"])
        let karim = try site.person("Karim", "Amrani", ["bip"])
        try site.change { change throws(DirectoryError) in _ = try change.designateReferent(nadia, of: site.town) }
        try site.directory.change(by: .user(nadia), at: Valmont.morning - 50_000) { change throws(DirectoryError) in
            try change.renameUser(karim, givenName: "Karim", familyName: "Amrani-Secret")
        }
        self.site = site
        browser = Browser(site)
        try browser.signIn("Nadia", "Benslimane")
    }

    private func file(_ browser: Browser) throws -> (response: Response, text: String) {
        let response = try browser.get("/profil/donnees.json")
        return (response, String(decoding: response.body, as: UTF8.self))
    }

    @Test func `the page shows what is kept, and leads to the file`() throws {
        let page = try browser.get("/profil/donnees").page
        #expect(page.faults.isEmpty)
        for words in [
            "nadia.benslimane@ville-valmont.example", "Ville de Valmont", "BIP\\utilisateurs",
            "Première visite : mot de passe créé", "a activé le compte de Nadia Benslimane",
        ] {
            #expect(page.words.replacing("\u{A0}", with: " ").contains(words), "\(words)")
        }
        #expect(page.links.contains("/profil/donnees.json"))
        #expect(try browser.get("/profil").page.links.contains("/profil/donnees"))
    }

    @Test func `the file holds every part, for a program`() throws {
        let (response, text) = try file(browser)
        #expect(response.headers["content-type"] == "application/json; charset=utf-8")
        #expect(response.headers["content-disposition"] == "attachment; filename=\"mes-donnees-2026-11-22.json\"")
        struct Export: Decodable {
            struct Identity: Decodable { let email: String }
            struct SignIn: Decodable { let what: String }
            struct Right: Decodable { let role: String }
            struct Fact: Decodable { let what: String }
            struct Session: Decodable { let browser: String }
            let identity: Identity
            let signIns: [SignIn]
            let accessRights: [Right]
            let sessions: [Session]
            let whatHappened: [Fact]
            let whatYouDid: [Fact]
        }
        let export = try JSONDecoder().decode(Export.self, from: Data(response.body))
        #expect(export.identity.email == "nadia.benslimane@ville-valmont.example")
        #expect(export.signIns.map(\.what).contains("activated"))
        #expect(export.accessRights.map(\.role) == ["BIP\\utilisateurs"])
        #expect(export.sessions.count == 1)
        #expect(export.whatHappened.map(\.what).contains("referentDesignated"))
        #expect(export.whatYouDid.map(\.what) == ["userRenamed"])
        #expect(!text.contains("argon2id$"), "the hash of a password is no use to anybody but a thief")
    }

    @Test func `it tells nothing of other people`() throws {
        let (_, text) = try file(browser)
        #expect(!text.contains("Secret") && !text.contains("karim.amrani"))
        let words = try browser.get("/profil/donnees").page.words
        #expect(!words.contains("Secret"))
        let karim = Browser(site)
        try karim.signIn("Karim", "Amrani")
        let own = try file(karim).text
        #expect(own.contains("Amrani-Secret"))
        #expect(!own.contains("nadia.benslimane@"))
    }

    @Test func `nobody gets it without signing in`() throws {
        #expect(try Browser(site).get("/profil/donnees.json").location?.hasPrefix("/connexion") == true)
    }
}
