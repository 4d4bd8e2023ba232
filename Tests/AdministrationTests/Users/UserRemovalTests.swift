import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Administration

/// Deleting and restoring, attaching and detaching: what is lost is told first, and nothing happens before the second
/// page's button.
struct UserRemovalTests {
    private let town: Town
    private let nadia: Desk

    init() throws {
        town = try Town()
        nadia = try town.desk(town.nadia)
    }

    @Test func `a deletion names what is lost, happens on the second page, and ends the sessions`() throws {
        try town.change { try $0.grant(town.users, to: town.karim, for: town.valmont) }
        let karim = try town.desk(town.karim)
        let entries = try town.entries()
        try nadia.get(town.path(town.karim, "supprimer"))
        #expect(nadia.page.title.hasPrefix("Supprimer Karim Amrani\u{A0}?"))
        #expect(nadia.page.words.contains("BIP\\utilisateurs") && nadia.page.words.contains("22\u{A0}décembre 2026"))
        #expect(nadia.page.words.contains("session ouverte, fermée aussitôt"))
        #expect(nadia.page.faults.isEmpty)
        #expect(try town.entries() == entries)
        try nadia.fill(town.path(town.karim, "supprimer"))
        #expect(nadia.page.words.contains("Le compte de Karim Amrani est supprimé"))
        #expect(try karim.get("/annuaire").headers["location"]?.hasPrefix("/connexion") == true)
        try nadia.get(Town.list)
        #expect(!nadia.text.contains("AMRANI") && nadia.page.words.contains("Supprimés depuis peu (1)"))
        try nadia.get(Town.list + "?vue=supprimes")
        #expect(nadia.page.words.contains("AMRANI Karim"))
        #expect(try nadia.get(town.path(town.karim, "modifier")).status == .notFound)
    }

    @Test func `who was deleted is restored with the rights`() throws {
        try town.change { try $0.grant(town.users, to: town.karim, for: town.valmont) }
        try nadia.fill(town.path(town.karim, "supprimer"))
        try nadia.get(town.path(town.karim))
        #expect(nadia.page.forms.contains(town.path(town.karim, "restaurer")))
        try nadia.submit(town.path(town.karim, "restaurer"))
        #expect(nadia.page.words.contains("Le compte de Karim Amrani est restauré avec ses habilitations."))
        #expect(try town.rights(of: town.karim) == ["BIP\\utilisateurs – Ville de Valmont"])
    }

    @Test func `a shared account is not deleted: it leaves the structures in scope`() throws {
        try town.shareKarim()
        try town.change { change in
            try change.grant(town.users, to: town.karim, for: town.montreuil)
            try change.grant(town.users, to: town.karim, for: town.valmont)
        }
        try nadia.get(town.path(town.karim, "supprimer"))
        #expect(nadia.page.words.contains("Le compte lui-même\u{A0}: une autre structure le gère aussi."))
        #expect(!nadia.text.contains("Montreuil"))
        try nadia.fill(town.path(town.karim, "supprimer"))
        #expect(nadia.page.words.contains("Karim Amrani ne fait plus partie de vos structures."))
        #expect(try town.user(town.karim)?.deletedAt == nil)
        #expect(try town.rights(of: town.karim) == ["BIP\\utilisateurs – Ville de Montreuil-le-Gué"])
        #expect(try nadia.get(town.path(town.karim)).status == .notFound)
    }

    @Test func `a role granted by the operator keeps a referent from deleting and detaching`() throws {
        try town.change { try $0.grant(town.administrator, to: town.elodie, for: town.ccas) }
        #expect(try nadia.get(town.path(town.elodie, "supprimer")).status == .forbidden)
        #expect(nadia.page.words.contains("un rôle attribué par le CIG"))
        #expect(nadia.page.links.contains(town.path(town.elodie, "demande?objet=suppression")))
        #expect(try nadia.get(town.path(town.elodie, "detacher?structure=\(town.ccas)")).status == .forbidden)
        #expect(try nadia.get(town.path(town.elodie, "detacher?structure=\(town.valmont)")).status == .ok)
        let entries = try town.entries()
        let version = try #require(try town.user(town.elodie)).version
        try nadia.submit(town.path(town.elodie, "supprimer"), [("version", "\(version)")])
        try nadia.submit(town.path(town.elodie, "detacher"), [("structure", "\(town.ccas)")])
        #expect(try town.entries() == entries)
    }

    @Test func `detaching tells what is lost there and keeps the rest`() throws {
        try nadia.get(town.path(town.elodie, "detacher?structure=\(town.ccas)"))
        #expect(nadia.page.title.hasPrefix("Détacher Élodie Barbier de CCAS de Valmont\u{A0}?"))
        #expect(nadia.page.words.contains("BIP\\utilisateurs"))
        try nadia.submit(town.path(town.elodie, "detacher"), [("structure", "\(town.ccas)")])
        #expect(nadia.page.words.contains("Élodie Barbier ne fait plus partie de cette structure"))
        #expect(try town.rights(of: town.elodie).isEmpty)
        let last = try nadia.submit(town.path(town.elodie, "detacher"), [("structure", "\(town.valmont)")])
        #expect(last.status == .ok && nadia.page.words.contains("C’est son seul rattachement"))
        try nadia.get(town.path(town.elodie))
        #expect(!nadia.page.links.contains { $0.contains("/detacher") })
    }

    @Test func `attaching offers the structures in scope that are missing, and holds the domain rule`() throws {
        try nadia.get(town.path(town.karim, "rattacher"))
        #expect(nadia.page.words.contains("CCAS de Valmont") && !nadia.text.contains("Montreuil"))
        let none = try nadia.submit(town.path(town.karim, "rattacher"), [("structure", "")])
        #expect(none.status == .unprocessableContent)
        try nadia.submit(town.path(town.karim, "rattacher"), [("structure", "\(town.ccas)")])
        #expect(nadia.page.words.contains("Karim Amrani fait aussi partie de la structure CCAS de Valmont."))
        #expect(
            try nadia.submit(town.path(town.karim, "rattacher"), [("structure", "\(town.montreuil)")]).status
                == .notFound)
        let claire = try nadia.submit(town.path(town.claire, "rattacher"), [("structure", "\(town.valmont)")])
        #expect(claire.status == .unprocessableContent)
        #expect(nadia.page.words.contains("le domaine ccas-valmont.example n’est pas autorisé"))
    }
}
