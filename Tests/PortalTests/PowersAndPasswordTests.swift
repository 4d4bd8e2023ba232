import Accounts
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Pages
import Synchronization
import Testing

@testable import Portal

struct PowersAndPasswordTests {
    /// Enough for an agent, too short for a referent.
    private static let short = "tarte lilas 7"
    private let site: Valmont
    private let browser: Browser
    private let nadia: ID<User>

    init() throws {
        let site = try Valmont()
        nadia = try site.person("Nadia", "Benslimane", ["bip"], isActive: false)
        _ = try site.accounts.useLink(
            try site.link(for: nadia), password: Self.short, client: .desk, at: Valmont.morning - 90_000)
        self.site = site
        browser = Browser(site)
    }

    private func designate() throws {
        try site.change { change throws(DirectoryError) in
            _ = try change.designateReferent(nadia, of: site.town)
        }
    }

    @Test func `an agent's password is an agent's affair`() throws {
        #expect(try browser.signIn("Nadia", "Benslimane", Self.short).location == "/")
    }

    @Test func `whoever was given a power is asked for a longer password, and goes on where they were going`() throws {
        try designate()
        try browser.get("/connexion?retour=/profil/sessions")
        let signedIn = try browser.post(
            "/connexion?retour=/profil/sessions",
            [("email", Valmont.address("Nadia", "Benslimane")), ("password", Self.short)])
        #expect(signedIn.location == "/profil/mot-de-passe?retour=%2Fprofil%2Fsessions")
        let page = try browser.get(signedIn.location ?? "").page
        #expect(page.faults.isEmpty)
        #expect(page.words.contains("au moins 16 caractères"))
        #expect(page.links.contains("/"), "applications can be opened without it")
        #expect(page.value(of: "retour") == "/profil/sessions")
        let weak = try browser.post(
            "/profil/mot-de-passe",
            [("retour", "/profil/sessions"), ("actuel", Self.short), ("nouveau", "castor volcan 9")])
        #expect(weak.status == .unprocessableContent)
        #expect(weak.page.words.contains("au moins 16 caractères"))
        #expect(weak.page.value(of: "retour") == "/profil/sessions")
        let changed = try browser.post(
            "/profil/mot-de-passe",
            [("retour", "/profil/sessions"), ("actuel", Self.short), ("nouveau", Valmont.password)])
        #expect(changed.location == "/profil/sessions")
        #expect(try browser.get("/profil/sessions").page.words.contains("Votre mot de passe est changé"))
        #expect(try !site.accounts.needsLongerPassword(nadia))
        let again = Browser(site)
        #expect(try again.signIn("Nadia", "Benslimane", Valmont.password).location == "/")
    }

    @Test func `an application that waits is opened all the same`() throws {
        try designate()
        site.signOns.withLock { $0.waiting["abc234"] = Portal.WaitingSignOn(application: "BIP") }
        try browser.get("/connexion?suite=abc234")
        let answer = try browser.post(
            "/connexion?suite=abc234",
            [("email", Valmont.address("Nadia", "Benslimane")), ("password", Self.short)])
        #expect(answer.location == "/saml/continue/abc234")
    }

    @Test func `the page leads nowhere else`() throws {
        try designate()
        try browser.signIn("Nadia", "Benslimane", Self.short)
        try browser.get("/profil/mot-de-passe?retour=//attacker.example")
        #expect(browser.lastPage?.value(of: "retour") == "/")
        let changed = try browser.post(
            "/profil/mot-de-passe",
            [("retour", "https://attacker.example"), ("actuel", Self.short), ("nouveau", Valmont.password)])
        #expect(changed.location == "/")
    }
}
