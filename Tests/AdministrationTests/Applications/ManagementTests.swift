import Directory
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Testing

@testable import Administration

/// The operator's pages of applications, groups and roles, and the preview of what is sent.
struct ManagementTests {
    private let town: Town
    private let page = "/annuaire/applications/bip"

    init() throws { town = try Town() }

    @Test func `an application is added, with its group, its roles and their values`() throws {
        let odile = try town.desk(town.odile)
        try odile.get("/annuaire/applications/ajouter")
        var fields: [(name: String, value: String)] = [
            ("adresse", "Élec Pro"), ("nom", "Elecpro 2022"), ("description-fr", "Élections"),
            ("description-en", "Elections"), ("icone", "ballot"), ("teinte", "4"),
        ]
        #expect(try odile.post("/annuaire/applications/ajouter", fields).status == .unprocessableContent)
        #expect(odile.page.value(of: "nom") == "Elecpro 2022")
        fields[0].value = "elecpro"
        try odile.submit("/annuaire/applications/ajouter", fields)
        #expect(odile.page.words.contains("Elecpro 2022 a été ajoutée"))
        let path = "/annuaire/applications/elecpro"
        try odile.get(path + "/groupes/ajouter")
        try odile.submit(path + "/groupes/ajouter", [("libelle", "Elecpro")])
        let group = try #require(odile.page.links.first { $0.hasSuffix("/roles") })
        try odile.get(group)
        #expect(
            try odile.post(group, [("libelle", "Administrateur"), ("donne-par", "referent")]).status
                == .unprocessableContent)
        #expect(odile.page.words.contains("ne peut être donné que par le CIG"))
        try odile.submit(group, [("libelle", "utilisateur"), ("valeur", "ELEC_USER"), ("donne-par", "referent")])
        #expect(odile.page.words.contains("ELEC_USER"))
        let elecpro = try #require(try town.read { try $0.application(slug: "elecpro") })
        let role = try #require(try town.read { try $0.roleGroups(of: elecpro.id) }.first?.roles.first)
        #expect(role.value == "ELEC_USER" && role.grantedBy == .referent)
        try odile.get(path + "/roles/\(role.id)")
        try odile.submit(
            path + "/roles/\(role.id)",
            [("libelle", "agent"), ("valeur", ""), ("donne-par", "operator"), ("place", "0")])
        #expect(try town.read { try $0.role(role.id) }?.value == "agent")
        #expect(try town.read { try $0.role(role.id) }?.grantedBy == .operator)
        try odile.get(path + "/roles/\(role.id)")
        try odile.submit(path + "/roles/\(role.id)", [("action", "supprimer")])
        #expect(try town.read { try $0.role(role.id) } == nil)
    }

    @Test func `a role with members is not removed`() throws {
        let odile = try town.desk(town.odile)
        try odile.get(page + "/roles/\(town.users)")
        #expect(
            try odile.post(page + "/roles/\(town.users)", [("action", "supprimer")]).status == .unprocessableContent)
        #expect(odile.page.words.contains("Encore utilisé (2)"))
        #expect(try odile.get("/annuaire/applications/netcotisation/roles/\(town.users)").status == .notFound)
    }

    @Test func `a tile is changed, closed and put under maintenance`() throws {
        let odile = try town.desk(town.odile)
        try odile.get(page + "/modifier")
        let version = odile.page.value(of: "version") ?? ""
        let fields: [(name: String, value: String)] = [
            ("nom", "BIP"), ("description-fr", "Textes"), ("description-en", "Texts"), ("icone", "book"),
            ("teinte", "2"), ("place", "1"), ("maintenance-fr", "Jeudi soir"), ("version", version),
        ]
        try odile.submit(page + "/modifier", fields)
        let bip = try #require(try town.read { try $0.application(town.bip) })
        #expect(!bip.enabled && bip.tint == 2 && bip.maintenance?.en == "Jeudi soir")
        #expect(try town.read { try $0.applications() }.map(\.slug) == ["netcotisation", "bip"])
        try odile.submit(page + "/modifier", fields)
        #expect(odile.page.words.contains("rien n’a été enregistré"), "the form was shown before")
        let nadia = try town.desk(town.nadia)
        try nadia.get("/annuaire/applications")
        #expect(!nadia.page.words.contains("BIP\\utilisateurs"))
    }

    @Test func `an application is opened to chosen structures`() throws {
        let odile = try town.desk(town.odile)
        try odile.get(page + "/ouverture")
        try odile.submit(page + "/ouverture", [("ouverte", "choisies"), ("s", "\(town.montreuil)")])
        #expect(try town.read { try $0.structures(openedTo: town.bip) } == [town.montreuil])
        let nadia = try town.desk(town.nadia)
        #expect(try nadia.get("/annuaire/applications/bip/\(town.users)").status == .notFound)
        try odile.get(page + "/ouverture")
        try odile.submit(page + "/ouverture", [("ouverte", "toutes"), ("s", "\(town.montreuil)")])
        #expect(try town.read { try $0.application(town.bip) }?.openToAll == true)
    }

    @Test func `the preview is what the assertion is made of`() throws {
        let odile = try town.desk(town.odile)
        try odile.get(page + "/apercu?q=barb")
        let link = try #require(odile.page.links.first { $0.contains("personne=\(town.elodie)") })
        try odile.get(link)
        let (entry, provider) = try town.read { view in
            (
                try #require(try view.access(of: town.elodie, in: town.bip, at: Town.morning)),
                try #require(try view.serviceProvider(town.bipProvider))
            )
        }
        let place = try #require(entry.structures.first)
        #expect(place.structure.name == "CCAS de Valmont")
        let released = AttributeRelease.release(
            entry.person, actingFor: place.structure, roles: place.roles, to: provider)
        #expect(released.count == 6, "the CCAS has no SIRET")
        for attribute in released {
            #expect(odile.page.words.contains(attribute.name))
            for value in attribute.values { #expect(odile.page.words.contains(value)) }
        }
        #expect(odile.page.words.contains("siret") && odile.page.words.contains("vide"))
        try odile.get(page + "/apercu?personne=\(town.karim)")
        #expect(odile.page.words.contains("aucune assertion n’est envoyée"))
    }
}
