import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Synchronization
import Testing

@testable import Portal

struct HomeTests {
    private let site: Valmont
    private let browser: Browser

    init() throws {
        site = try Valmont()
        browser = Browser(site)
    }

    @Test func `two structures give two links, each in words of its own`() throws {
        try site.person("Élodie", "Barbier", ["bip", "netcotisation"], also: ["netcotisation"])
        try browser.signIn("Élodie", "Barbier")
        let page = try browser.get("/").page
        #expect(page.links.contains("/ouvrir/netcotisation?structure=\(site.town)"))
        #expect(page.links.contains("/ouvrir/netcotisation?structure=\(site.socialCentre)"))
        #expect(page.links.contains("/ouvrir/bip"))
        #expect(page.words.contains("NetCotisation pour \nCCAS de Valmont"))
        #expect(page.words.contains("Ville de Valmont et CCAS de Valmont"))
        #expect(page.faults.isEmpty)
    }

    @Test func `last uses and the last sign-in are told`() throws {
        try site.person("Karim", "Amrani", ["bip", "elecpro"])
        let bip = try #require(site.applications["bip"])
        site.signOns.withLock { $0.lastUses = [bip: Valmont.morning - 3 * 86_400] }
        try browser.signIn("Karim", "Amrani")
        let page = try browser.get("/").page
        #expect(page.words.contains("Utilisée il y a 3 jours"))
        #expect(page.words.contains("Jamais ouverte"))
        #expect(page.words.contains("Dernière connexion hier à 9\u{A0}h\u{A0}00, Firefox sur Windows."))
        #expect(page.links.contains("/aide#pas-moi"))
    }

    @Test func `nobody signed in is asked to sign in`() throws {
        for (path, place) in [
            ("/", ""), ("/profil", "?retour=%2Fprofil"), ("/profil/sessions", "?retour=%2Fprofil%2Fsessions"),
        ] {
            let answer = try browser.get(path)
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/connexion" + place)
        }
    }

    @Test func `no application: the referent is named with an address`() throws {
        try site.person("Karim", "Amrani")
        try browser.signIn("Karim", "Amrani")
        let alone = try browser.get("/").page
        #expect(alone.words.contains("Aucune application ne vous est ouverte pour l’instant."))
        #expect(alone.links.contains("mailto:correspondantCIG@cig929394.fr"))
        let nadia = try site.person("Nadia", "Benslimane")
        try site.change { change throws(DirectoryError) in _ = try change.designateReferent(nadia, of: site.town) }
        let page = try browser.get("/").page
        #expect(page.links.contains("mailto:nadia.benslimane@ville-valmont.example"))
        #expect(page.words.contains("Nadia Benslimane"))
        #expect(page.faults.isEmpty)
    }

    @Test func `an application in maintenance keeps its tile, without a link, with the reason`() throws {
        try site.person("Karim", "Amrani", ["netcotisation"])
        let id = try #require(site.applications["netcotisation"])
        try site.change { change throws(DirectoryError) in
            try change.setMaintenance(
                Bilingual(fr: "Mise à jour jusqu’à 20 h", en: "Update until 20:00"), application: id)
        }
        try browser.signIn("Karim", "Amrani")
        let page = try browser.get("/").page
        #expect(page.words.contains("Mise à jour jusqu’à 20 h"))
        #expect(!page.links.contains("/ouvrir/netcotisation"))
        #expect(page.faults.isEmpty)
    }

    @Test func `a withdrawn right takes its tile away at the next page`() throws {
        let karim = try site.person("Karim", "Amrani", ["bip"])
        try browser.signIn("Karim", "Amrani")
        #expect(try browser.get("/").page.links.contains("/ouvrir/bip"))
        let role = try #require(site.roles["bip"])
        try site.change { change throws(DirectoryError) in _ = try change.revoke(role, from: karim, for: site.town) }
        #expect(try !browser.get("/").page.links.contains("/ouvrir/bip"))
    }

    @Test func `the operator's message is shown to everybody, its first sentence standing out`() throws {
        try site.tell("NetCotisation sera indisponible jeudi. Pensez à : <b>")
        try site.tell("Demain seulement", from: Valmont.morning + 3600)
        try site.tell("Hier seulement", until: Valmont.morning - 1)
        try site.person("Karim", "Amrani", ["bip"])
        try browser.signIn("Karim", "Amrani")
        let answer = try browser.get("/")
        let html = String(decoding: answer.body, as: UTF8.self)
        #expect(html.contains("<strong>NetCotisation sera indisponible jeudi.</strong> Pensez à\u{A0}: &lt;b&gt;"))
        #expect(!html.contains("Demain seulement") && !html.contains("Hier seulement"))
        #expect(answer.page.faults.isEmpty)
    }

    @Test func `a referent sees the figures of the structures in care, what waits, and the way to both`() throws {
        let nadia = try site.person("Nadia", "Benslimane", ["bip"])
        try site.change { change throws(DirectoryError) in _ = try change.designateReferent(nadia, of: site.town) }
        try site.person("Karim", "Amrani")
        try browser.signIn("Nadia", "Benslimane")
        let page = try browser.get("/").page
        #expect(page.words.contains("Ville de Valmont et 2\u{A0}établissements rattachés"))
        #expect(page.words.contains("Administration de vos structures"))
        #expect(page.words.contains("utilisateurs\n2"))
        #expect(page.words.contains("structures\n3"))
        #expect(page.links.contains("/annuaire"))
        #expect(page.words.contains("À traiter"))
        #expect(page.words.contains("1\nutilisateur sans application"))
        #expect(page.links.contains("/annuaire/utilisateurs?vue=sans-application"))
        #expect(!page.links.contains("/annuaire/utilisateurs?vue=dormants"))
        #expect(page.faults.isEmpty)
    }

    @Test func `an operator sees which structures nobody cares for`() throws {
        let olivier = try site.person("Olivier", "Cig")
        try site.change { change throws(DirectoryError) in try change.appointOperator(olivier) }
        try browser.signIn("Olivier", "Cig")
        let page = try browser.get("/").page
        #expect(page.words.contains("Exploitation"))
        #expect(page.words.contains("sans référent"))
        #expect(page.links.contains("/annuaire/structures?referent=aucun"))
        #expect(page.faults.isEmpty)
    }
}
