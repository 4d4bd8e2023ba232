import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Portal

struct LinkTests {
    private let site: Valmont
    private let browser: Browser
    private let thomas: ID<User>

    init() throws {
        site = try Valmont()
        thomas = try site.person("Thomas", "Baudry", ["bip"], isActive: false)
        browser = Browser(site)
    }

    private func open(_ path: String = "/bienvenue") throws -> Response {
        let answer = try browser.get("\(path)/\(try site.link(for: thomas))")
        #expect(answer.status == .seeOther)
        #expect(answer.location == path)
        return try browser.get(path)
    }

    @Test func `a link looked at twice still works, then signs in`() throws {
        let token = try site.link(for: thomas)
        try browser.get("/bienvenue/\(token)")
        try browser.get("/bienvenue/\(token)")
        let page = try browser.get("/bienvenue").page
        #expect(page.faults.isEmpty)
        for words in ["Thomas Baudry", "Ville de Valmont", "Au moins 12 caractères"] {
            #expect(page.words.contains(words))
        }
        #expect(page.value(of: "email") == "thomas.baudry@ville-valmont.example")
        let answer = try browser.post("/bienvenue", [("password", Valmont.password)])
        #expect(answer.location == "/")
        #expect(answer.sets("lien")?.maxAge == 0)
        #expect(try browser.get("/").page.words.contains("Bonjour Thomas"))
    }

    @Test func `the token never stands on a page or in an address that stays`() throws {
        let token = try site.link(for: thomas)
        let swapped = try browser.get("/bienvenue/\(token)")
        #expect(swapped.location == "/bienvenue")
        #expect(swapped.body.isEmpty)
        #expect(!String(decoding: try browser.get("/bienvenue").body, as: UTF8.self).contains(token))
        let withToken = site.router.routes.filter { $0.pattern.contains("{jeton}") }
        #expect(withToken.count == 2 && withToken.filter(\.isSecret).count == 2)
    }

    @Test(arguments: [
        ("", "Saisissez un mot de passe"), ("court", "au moins 12 caractères"), ("123456789012", "Ajoutez des lettres"),
        ("thomasbaudry", "un mot qui vous désigne"),
    ])
    func `a weak password is refused in words, and the link stays good`(_ password: String, _ words: String) throws {
        _ = try open()
        let answer = try browser.post("/bienvenue", [("password", password)])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.page.words.contains(words))
        #expect(answer.page.title.hasPrefix("Erreur\u{A0}: "))
        #expect(answer.page.faults.isEmpty)
        #expect(try browser.post("/bienvenue", [("password", Valmont.password)]).location == "/")
    }

    @Test func `a referent is asked for sixteen characters before typing`() throws {
        try site.change { change throws(DirectoryError) in _ = try change.designateReferent(thomas, of: site.town) }
        #expect(try open().page.words.contains("Au moins 16 caractères"))
    }

    @Test func `a used link says so and leads to sign-in`() throws {
        let token = try site.link(for: thomas)
        try browser.get("/bienvenue/\(token)")
        try browser.get("/bienvenue")
        try browser.post("/bienvenue", [("password", Valmont.password)])
        let other = Browser(site)
        try other.get("/bienvenue/\(token)")
        let answer = try other.get("/bienvenue")
        #expect(answer.status == 410)
        #expect(answer.page.words.contains("Ce lien a déjà servi"))
        #expect(answer.page.links.contains("/connexion"))
        #expect(answer.page.faults.isEmpty)
    }

    @Test func `an expired link and an unknown one say what to do`() throws {
        let token = try site.link(for: thomas)
        browser.now = Valmont.morning + 8 * 86_400
        try browser.get("/bienvenue/\(token)")
        let expired = try browser.get("/bienvenue")
        #expect(expired.status == 410)
        #expect(expired.page.words.contains("Ce lien a expiré"))
        #expect(expired.page.faults.isEmpty)
        try browser.get("/bienvenue/nothing-of-the-kind")
        let unknown = try browser.get("/bienvenue")
        #expect(unknown.status == .notFound)
        #expect(unknown.page.words.contains("référent administrateur"))
        #expect(unknown.page.faults.isEmpty)
    }

    @Test func `without a link there is a page that sends one`() throws {
        #expect(try browser.get("/bienvenue").status == .notFound)
        for path in ["/premiere-visite", "/mot-de-passe/oublie"] {
            let answer = try browser.get(path)
            #expect(answer.status == .ok)
            #expect(answer.page.forms.contains(path))
            #expect(answer.page.faults.isEmpty)
        }
    }

    @Test func `a new password closes the other sessions`() throws {
        let id = try site.person("Karim", "Amrani", ["bip"])
        let desk = Browser(site)
        try desk.signIn("Karim", "Amrani")
        let token = try site.link(for: id, at: Valmont.morning)
        try browser.get("/mot-de-passe/nouveau/\(token)")
        let page = try browser.get("/mot-de-passe/nouveau").page
        #expect(page.words.contains("Choisir un nouveau mot de passe"))
        #expect(page.faults.isEmpty)
        #expect(
            try browser.post("/mot-de-passe/nouveau", [("password", "castor volcan dimanche tarte")]).location == "/")
        #expect(try desk.get("/").location == "/connexion")
    }

    @Test func `a form without its token consumes nothing`() throws {
        _ = try open()
        let answer = try browser.send(.post, "/bienvenue", Parameters([("password", Valmont.password)]))
        #expect(answer.location == "/bienvenue")
        #expect(try browser.get("/bienvenue").status == .ok)
    }
}
