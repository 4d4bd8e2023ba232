import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Testing

@testable import Administration

/// What referents and operators do on the pages of structures.
struct StructurePagesTests {
    private let town: Town

    init() throws { town = try Town() }

    private func structure(_ id: ID<Structure>) throws -> Structure {
        try #require(try town.read { try $0.structure(id) })
    }

    @Test func `a principal establishment is read-only for its referent, with the reason and the contact`() throws {
        let nadia = try town.desk(town.nadia)
        try nadia.get("/annuaire/structures/\(town.valmont)")
        #expect(nadia.page.words.contains("Ces informations sont tenues par le CIG"))
        #expect(nadia.page.links.contains("mailto:correspondantCIG@cig929394.fr"))
        #expect(!nadia.page.links.contains { $0.hasSuffix("/modifier") || $0.hasSuffix("/coordonnees") })
        #expect(nadia.page.links.contains("/annuaire/utilisateurs?structure=\(town.valmont)"))
        #expect(try nadia.get("/annuaire/structures/\(town.valmont)/coordonnees").status == .forbidden)
        let answer = try nadia.post(
            "/annuaire/structures/\(town.valmont)/coordonnees", [("adresse", "1 rue"), ("version", "1")])
        #expect(answer.status == .forbidden)
        #expect(try structure(town.valmont).contact.address == nil)
    }

    @Test func `a referent corrects how to reach an attached establishment, and nothing else of it`() throws {
        let nadia = try town.desk(town.nadia)
        try nadia.get("/annuaire/structures/\(town.ccas)/coordonnees")
        let version = try #require(nadia.page.value(of: "version"))
        try nadia.submit(
            "/annuaire/structures/\(town.ccas)/coordonnees",
            [
                ("adresse", "3 place de l’Église"), ("telephone", "01 02 03 04 05"),
                ("courriel", "ccas@ccas-valmont.example"),
                ("version", version), ("nom", "Autre"), ("siret", "1"),
            ])
        #expect(nadia.page.words.contains("Les coordonnées de CCAS de Valmont ont été enregistrées."))
        #expect(try structure(town.ccas).contact.address == "3 place de l’Église")
        #expect(try structure(town.ccas).name == "CCAS de Valmont")
        let late = try nadia.submit(
            "/annuaire/structures/\(town.ccas)/coordonnees", [("adresse", "Ailleurs"), ("version", version)])
        #expect(late.status == .ok && nadia.page.words.contains("modifiée par quelqu’un d’autre"))
        #expect(try structure(town.ccas).contact.address == "3 place de l’Église")
        try nadia.get("/annuaire/structures/\(town.ccas)/coordonnees")
        let wrong = try nadia.post(
            "/annuaire/structures/\(town.ccas)/coordonnees",
            [("courriel", "pas une adresse"), ("version", nadia.page.value(of: "version") ?? "")])
        #expect(wrong.status == .unprocessableContent && nadia.page.title.hasPrefix("Erreur"))
        #expect(nadia.page.value(of: "courriel") == "pas une adresse")
    }

    @Test func `the operator adds a structure, and is told of each mistake`() throws {
        let odile = try town.desk(town.odile)
        try odile.get("/annuaire/structures/ajouter")
        var fields: [(name: String, value: String)] = [
            ("nom", "Régie des eaux"), ("siret", "1234"), ("nature", "attached"),
            ("principal", "\(town.valmont)"), ("domaine", "eaux.example"),
        ]
        #expect(try odile.post("/annuaire/structures/ajouter", fields).status == .unprocessableContent)
        #expect(odile.page.words.contains("Saisissez les 14 chiffres du SIRET"))
        #expect(odile.page.value(of: "nom") == "Régie des eaux")
        fields[1].value = ""
        fields[2].value = "principal"
        #expect(try odile.post("/annuaire/structures/ajouter", fields).status == .unprocessableContent)
        fields[2].value = "attached"
        try odile.submit("/annuaire/structures/ajouter", fields)
        #expect(odile.page.words.contains("Régie des eaux a été ajoutée"))
        #expect(odile.page.words.contains("hérité de Ville de Valmont"))
        try odile.get("/annuaire/structures?q=regie")
        #expect(odile.page.words.contains("Régie des eaux") && !odile.page.words.contains("Montreuil"))
        try odile.get("/annuaire/structures?q=eaux.ex")
        #expect(odile.page.words.contains("Régie des eaux"))
    }

    @Test func `a structure without referent is flagged and found`() throws {
        let odile = try town.desk(town.odile)
        try odile.get("/annuaire/structures?referent=aucun")
        #expect(odile.page.words.contains("CIG petite couronne"))
        #expect(odile.page.words.contains("Sans référent administrateur"))
        #expect(!odile.page.words.contains("Ville de Valmont"))
        try odile.get("/annuaire/structures?referent=aucun&q=zzz")
        #expect(odile.page.words.contains("Aucun résultat pour ces filtres"))
    }

    @Test func `a domain that accounts need is not removed, and the accounts are named`() throws {
        let odile = try town.desk(town.odile)
        let page = "/annuaire/structures/\(town.valmont)"
        try odile.get(page)
        try odile.submit(page + "/domaines", [("domaine", "@Valmont.Example")])
        #expect(odile.page.words.contains("@valmont.example"))
        try odile.get(page + "/domaines/ville-valmont.example/retirer")
        #expect(odile.page.words.contains("Karim Amrani") && odile.page.words.contains("ne peut pas être retiré"))
        #expect(!odile.page.forms.contains(page + "/domaines/ville-valmont.example/retirer"))
        try odile.submit(page + "/domaines/ville-valmont.example/retirer")
        #expect(try town.read { try $0.allowedDomains(of: town.valmont) }.count == 2)
        try odile.get(page + "/domaines/valmont.example/retirer")
        try odile.submit(page + "/domaines/valmont.example/retirer")
        #expect(try town.read { try $0.allowedDomains(of: town.valmont) }.map(\.domain) == ["ville-valmont.example"])
        #expect(try odile.get(page + "/domaines/autre.example/retirer").status == .notFound)
        try odile.get(page)
        try odile.submit(page + "/domaines", [("domaine", "pas un domaine")])
        #expect(odile.page.words.contains("Saisissez un domaine"))
    }

    @Test func `attaching and detaching tell what changes first`() throws {
        let odile = try town.desk(town.odile)
        let page = "/annuaire/structures/\(town.ccas)"
        try odile.get(page + "/detacher")
        #expect(odile.page.words.contains("Nadia Benslimane (nadia.benslimane@ville-valmont.example)"))
        #expect(odile.page.words.contains("Élodie Barbier"), "her address fits only through the principal one")
        #expect(try structure(town.ccas).parent == town.valmont, "nothing is done yet")
        try odile.submit(page + "/detacher", [("nature", "subscriber")])
        #expect(try structure(town.ccas).kind == .subscriber)
        try odile.get(page + "/rattacher")
        try odile.get(page + "/rattacher?principal=\(town.montreuil)")
        #expect(odile.page.words.contains("Omar Haddad") && odile.page.words.contains("@montreuil.example"))
        #expect(try structure(town.ccas).parent == nil)
        try odile.submit(page + "/rattacher", [("principal", "\(town.montreuil)")])
        #expect(try structure(town.ccas).parent == town.montreuil)
    }

    @Test func `a referent is designated, replaced and ended, and the history stays`() throws {
        let odile = try town.desk(town.odile)
        let page = "/annuaire/structures/\(town.valmont)"
        try odile.get(page + "/referents/designer?q=kar&remplace=\(town.nadia)")
        #expect(odile.page.words.contains("Remplacer Nadia Benslimane") && odile.page.words.contains("Karim Amrani"))
        try odile.submit(
            page + "/referents/designer",
            [("q", "kar"), ("remplace", "\(town.nadia)"), ("personne", "\(town.karim)"), ("depuis", "2026-11-22")])
        #expect(odile.page.words.contains("Karim Amrani est désigné référent administrateur"))
        #expect(odile.page.words.contains("Désignations terminées"))
        #expect(try town.read { try $0.referents(of: town.valmont, at: Town.morning) }.map(\.user) == [town.karim])
        try odile.get(page + "/referents/\(town.karim)/terminer")
        #expect(odile.page.words.contains("la structure restera sans référent administrateur"))
        try odile.submit(page + "/referents/\(town.karim)/terminer", [("jusquau", "2026-12-31")])
        #expect(try town.read { try $0.referents(of: town.valmont, at: Town.morning) }.count == 1, "until then")
        let later = CalendarDay("2027-01-01")?.start() ?? Town.morning
        #expect(try town.read { try $0.referents(of: town.valmont, at: later) }.isEmpty)
        #expect(try odile.get(page + "/referents/\(town.nadia)/terminer").status == .notFound, "ended already")
    }

    @Test func `designating needs a person and a day`() throws {
        let odile = try town.desk(town.odile)
        let page = "/annuaire/structures/\(town.valmont)/referents/designer"
        try odile.get(page + "?q=kar")
        #expect(try odile.post(page, [("q", "kar")]).status == .unprocessableContent)
        #expect(odile.page.words.contains("Choisissez une personne"))
        #expect(
            try odile.post(page, [("q", "kar"), ("personne", "\(town.karim)"), ("depuis", "bientôt")]).status
                == .unprocessableContent)
        #expect(
            try odile.post(
                page, [("q", "nad"), ("personne", "\(town.nadia)"), ("depuis", "2026-11-22")]
            ).status == .unprocessableContent)
        #expect(odile.page.words.contains("déjà désignée"))
        try odile.get(page + "?q=personne")
        #expect(odile.page.words.contains("Personne ne correspond à «\u{A0}personne\u{A0}»."))
    }

    @Test func `the operator edits a structure once, whoever was first`() throws {
        let odile = try town.desk(town.odile)
        let page = "/annuaire/structures/\(town.montreuil)"
        try odile.get(page + "/modifier")
        let version = odile.page.value(of: "version") ?? ""
        let fields: [(name: String, value: String)] = [
            ("nom", "Montreuil"), ("court", "Montr."), ("siret", "35600000000048"),
            ("nature", "subscriber"),
            ("version", version),
        ]
        try odile.submit(page + "/modifier", fields)
        #expect(odile.page.words.contains("Montreuil a été modifiée."))
        #expect(odile.page.words.contains("356\u{A0}000\u{A0}000\u{A0}00048"))
        #expect(try structure(town.montreuil).kind == .subscriber)
        try odile.submit(page + "/modifier", [("nom", "Autre"), ("nature", "partner"), ("version", version)])
        #expect(try structure(town.montreuil).name == "Montreuil")
    }
}
