import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Testing

@testable import Portal

struct ProfileTests {
    private let site: Valmont
    private let browser: Browser

    init() throws {
        let site = try Valmont()
        let nadia = try site.person("Nadia", "Benslimane", ["bip"])
        try site.change { change throws(DirectoryError) in _ = try change.designateReferent(nadia, of: site.town) }
        try site.person("Élodie", "Barbier", ["bip", "netcotisation"], also: ["netcotisation"])
        self.site = site
        browser = Browser(site)
    }

    @Test func `the profile shows identity, rights and who gave them`() throws {
        try browser.signIn("Élodie", "Barbier")
        let page = try browser.get("/profil").page
        for words in [
            "Barbier", "Élodie", "elodie.barbier@ville-valmont.example", "CCAS de Valmont",
            "Net-cotisation collectivité\\net cotisation, pour CCAS de Valmont", "donnée par CIG petite couronne le",
            "Nadia Benslimane", "que sur cet appareil",
        ] {
            #expect(page.words.contains(words), "\(words)")
        }
        #expect(page.faults.isEmpty)
    }

    @Test func `a referent sees of what and since when`() throws {
        try browser.signIn("Nadia", "Benslimane")
        let page = try browser.get("/profil").page
        #expect(page.words.contains("Référent administrateur"))
        #expect(page.words.contains("depuis le 21\u{A0}novembre 2026"))
    }

    @Test func `a changed password needs the current one and closes the other sessions`() throws {
        let other = Browser(site)
        try other.signIn("Élodie", "Barbier")
        try browser.signIn("Élodie", "Barbier")
        try browser.get("/profil")
        let new = "castor volcan dimanche tarte"
        let wrong = try browser.post("/profil", [("actuel", "wrong"), ("nouveau", new)])
        #expect(wrong.status == .unprocessableContent)
        #expect(wrong.page.words.contains("Mot de passe actuel incorrect"))
        #expect(wrong.page.faults.isEmpty)
        let weak = try browser.post("/profil", [("actuel", Valmont.password), ("nouveau", "x")])
        #expect(weak.page.words.contains("au moins 12 caractères"))
        #expect(weak.page.links.contains("#nouveau"))
        #expect(try other.get("/").status == .ok)
        let token = browser.cookies["session"]
        let changed = try browser.post("/profil", [("actuel", Valmont.password), ("nouveau", new)])
        #expect(changed.location == "/profil")
        #expect(browser.cookies["session"] != token)
        #expect(try browser.get("/profil").page.words.contains("Votre mot de passe est changé"))
        #expect(try !browser.get("/profil").page.words.contains("Votre mot de passe est changé"))
        #expect(try other.get("/").location == "/connexion")
        let third = Browser(site)
        #expect(try third.signIn("Élodie", "Barbier").status == .unprocessableContent)
        third.now += 20
        #expect(try third.signIn("Élodie", "Barbier", new).location == "/")
    }

    @Test func `other sessions are closed one by one or all at once, never this one`() throws {
        let others = [Browser(site), Browser(site), Browser(site)]
        for other in others { try other.signIn("Élodie", "Barbier") }
        try browser.signIn("Élodie", "Barbier")
        let page = try browser.get("/profil/sessions").page
        #expect(page.faults.isEmpty)
        #expect(page.words.contains("Firefox sur Windows"))
        let one = try #require(page.value(of: "session"))
        #expect(try browser.post("/profil/sessions/fermer", [("session", one)]).location == "/profil/sessions")
        #expect(try others.filter { try $0.get("/").status == .ok }.count == 2)
        #expect(try browser.get("/profil/sessions").page.words.contains("La session est fermée."))
        try browser.post("/profil/sessions/fermer-les-autres")
        #expect(try others.filter { try $0.get("/").status == .ok }.isEmpty)
        #expect(try browser.get("/profil/sessions").page.words.contains("2\u{A0}autres sessions fermées."))
        #expect(try browser.get("/").status == .ok)
    }

    @Test func `nobody closes somebody else's session`() throws {
        let nadia = Browser(site)
        try nadia.signIn("Nadia", "Benslimane")
        let user = try site.directory.read { try $0.user(email: "nadia.benslimane@ville-valmont.example") }
        let id = try #require(user?.id)
        let nadias = try #require(try site.accounts.sessions(of: id, at: nadia.now).first)
        try browser.signIn("Élodie", "Barbier")
        try browser.get("/profil/sessions")
        try browser.post("/profil/sessions/fermer", [("session", "\(nadias.id)")])
        #expect(try nadia.get("/").status == .ok)
    }

    @Test func `language and appearance are kept in this browser`() throws {
        try browser.signIn("Élodie", "Barbier")
        try browser.get("/profil")
        #expect(try browser.post("/langue", [("retour", "/profil"), ("langue", "en")]).location == "/profil")
        #expect(try browser.get("/profil").page.language == "en")
        let email = Valmont.address("Élodie", "Barbier")
        #expect(try site.directory.read { try $0.user(email: email) }?.language == .en, "mails follow")
        #expect(try browser.post("/apparence", [("retour", "/profil"), ("apparence", "sombre")]).location == "/profil")
        #expect(String(decoding: try browser.get("/").body, as: UTF8.self).contains("data-theme=\"dark\""))
        let nothing = try browser.post("/langue", [("retour", "//attacker.example"), ("langue", "de")])
        #expect(nothing.location == "/")
        #expect(nothing.sets("langue") == nil)
    }

    @Test func `help begins with the page that one comes from, and knows every page of the directory`() throws {
        try browser.signIn("Nadia", "Benslimane")
        #expect(try browser.get("/profil/sessions").page.links.contains("/aide?de=/profil/sessions"))
        let page = try browser.get("/aide?de=/annuaire/utilisateurs/12").page
        #expect(page.words.contains("Sur la page «\u{A0}Utilisateurs\u{A0}»"))
        #expect(page.faults.isEmpty)
        for topic in HelpTopic.all {
            #expect(HelpTopic.of(topic.path)?.path == topic.path)
            #expect(try browser.get("/aide?de=\(topic.path)").page.faults.isEmpty, "\(topic.path)")
        }
        for other in ["/nulle-part", "//x", "<script>", "/annuairex"] { #expect(HelpTopic.of(other) == nil) }
    }

    @Test func `the page of personal data tells the figures that the program goes by`() throws {
        let words = try browser.get("/donnees-personnelles").page.words.replacing("\u{A0}", with: " ")
        for figure in ["1 an", "30 jours", "400 jours", "2 heures"] { #expect(words.contains(figure), "\(figure)") }
    }
}
