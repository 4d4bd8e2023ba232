import Directory
import FoundationEssentials
import HTTP
import Jobs
import PageInspection
import Testing

@testable import Administration

/// What is done to several people of a list at once.
struct SelectionTests {
    private let path = "/annuaire/utilisateurs/selection"

    private func chosen(_ people: ID<User>..., action: String) -> [(name: String, value: String)] {
        people.map { ("u", $0.description) } + [("action", action)]
    }

    @Test func `three people ticked are named before they get a role`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        try desk.get("/annuaire/utilisateurs")
        #expect(desk.page.faults == [])
        try desk.submit(path, chosen(town.karim, town.elodie, town.claire, action: "affecter"))
        #expect(desk.page.faults == [])
        #expect(desk.text.contains("Affecter 3\u{A0}personnes"))
        for name in ["Karim Amrani", "Élodie Barbier", "Claire Dubois"] { #expect(desk.page.words.contains(name)) }
        let recap = try #require(desk.page.forms.first { $0.hasPrefix(path + "/") })
        #expect(try town.rights(of: town.karim).isEmpty)
        #expect(try desk.post(recap).status == .unprocessableContent)
        #expect(desk.text.contains("Choisissez un rôle"))
        try town.working {
            _ = try desk.submit(recap, [("role", town.users.description), ("structure", town.valmont.description)])
        }
        #expect(desk.page.faults == [])
        #expect(try town.rights(of: town.karim) == ["BIP\\utilisateurs – Ville de Valmont"])
        // Claire belongs to the CCAS only.
        #expect(desk.text.contains("2\u{A0}faits, 1\u{A0}refusé"))
        #expect(desk.text.contains("n’est plus rattachée"))
        let file = String(decoding: try desk.get("/travaux/1/refus").wholeBody(), as: UTF8.self)
        #expect(file.contains("Claire Dubois;claire@ccas-valmont.example"))
        // The second press of the button goes to what the first one did.
        try desk.get("/annuaire/utilisateurs")
        try desk.submit(recap, [("role", town.users.description)])
        #expect(desk.text.contains("2\u{A0}faits, 1\u{A0}refusé"))
    }

    @Test func `people out of scope cannot be ticked, whatever is sent`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        try desk.get("/annuaire/utilisateurs")
        try desk.submit(path, chosen(town.rose, town.karim, action: "supprimer"))
        #expect(desk.text.contains("Supprimer 1\u{A0}personne"))
        #expect(!desk.text.contains("Secret"))
        try desk.get("/annuaire/utilisateurs")
        try desk.submit(path, chosen(town.rose, action: "supprimer"))
        #expect(desk.text.contains("ne sont plus dans la liste"))
        try desk.submit(path, [("action", "supprimer")])
        #expect(desk.text.contains("Cochez au moins une personne"))
    }

    @Test func `every result of a filtered list, and nobody else`() throws {
        let town = try Town()
        let desk = try town.desk(town.odile)
        try desk.get("/annuaire/utilisateurs")
        try desk.submit("\(path)?structure=\(town.montreuil)", [("tous", "oui"), ("action", "supprimer")])
        #expect(desk.text.contains("Supprimer 2\u{A0}personnes"))
        let recap = try #require(desk.page.forms.first { $0.hasPrefix(path + "/") })
        try town.working { _ = try desk.submit(recap) }
        #expect(try town.read { try $0.user(town.rose) }?.deletedAt != nil)
        #expect(try town.read { try $0.user(town.karim) }?.deletedAt == nil)
    }

    @Test func `the file of the list has a line for each person counted; of the ticked ones, theirs`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        try desk.get("/annuaire/utilisateurs")
        let whole = String(decoding: try desk.get("/annuaire/utilisateurs/export").wholeBody(), as: UTF8.self)
        try desk.get("/annuaire/utilisateurs")
        #expect(
            desk.text.contains("Utilisateurs <span class=\"num\">(\(whole.split(separator: "\r\n").count - 1))</span>"))
        let part = try desk.post(path, chosen(town.karim, town.rose, action: "exporter")).wholeBody()
        let lines = String(decoding: part, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines[1].contains("karim.amrani@"))
    }

    @Test func `a role is taken back from all members that are listed, by way of their names`() throws {
        let town = try Town()
        try town.change { try $0.grant(town.users, to: town.karim, for: town.valmont) }
        let desk = try town.desk(town.nadia)
        let role = "/annuaire/applications/bip/\(town.users)"
        try desk.get(role)
        #expect(desk.text.contains("Retirer aux 2 membres de la liste"))
        try desk.submit(role + "/selection")
        #expect(desk.page.faults == [])
        #expect(desk.text.contains("Karim Amrani"))
        #expect(desk.text.contains("BIP\\utilisateurs"))
        let recap = try #require(desk.page.forms.first { $0.hasPrefix(path + "/") })
        try town.working { _ = try desk.submit(recap, [("motif", "Fin de mission")]) }
        #expect(try town.rights(of: town.karim).isEmpty)
        #expect(try town.rights(of: town.elodie).isEmpty)
        #expect(try town.rights(of: town.rose).count == 1)
    }

    @Test func `jobs are listed for their maker and for operators, and are nobody else's`() throws {
        let town = try Town()
        let nadia = try town.desk(town.nadia)
        try nadia.get("/travaux")
        #expect(nadia.page.faults == [])
        #expect(nadia.text.contains("Aucun travail"))
        try nadia.get("/annuaire/utilisateurs")
        try nadia.submit(path, chosen(town.karim, action: "supprimer"))
        let recap = try #require(nadia.page.forms.first { $0.hasPrefix(path + "/") })
        #expect(try town.desk(town.odile).get("/travaux/1").status == .notFound)
        try town.working { _ = try nadia.submit(recap) }
        try nadia.get("/travaux")
        #expect(nadia.page.faults == [])
        #expect(nadia.text.contains("Suppression de 1\u{A0}personne"))
        let odile = try town.desk(town.odile)
        #expect(try odile.get("/travaux/1").status == .ok)
        try odile.get("/travaux?qui=tous")
        #expect(odile.text.contains("Suppression de 1\u{A0}personne"))
        let omar = try town.desk(town.omar)
        #expect(try omar.get("/travaux/1").status == .notFound)
        #expect(try omar.get("/travaux/1/refus").status == .notFound)
        try omar.get("/travaux?qui=tous")
        #expect(!omar.text.contains("Suppression"))
        #expect(try omar.post("/travaux/1/reprendre").status == .notFound)
        #expect(try omar.post("/travaux/1/arreter").status == .notFound)
    }

    @Test func `structures, applications and members as files, within the scope`() throws {
        let town = try Town()
        let desk = try town.desk(town.claire)
        let structures = String(decoding: try desk.get("/annuaire/structures/export").wholeBody(), as: UTF8.self)
        #expect(structures.contains("CCAS de Valmont"))
        #expect(!structures.contains("Montreuil"))
        let applications = String(decoding: try desk.get("/annuaire/applications/export").wholeBody(), as: UTF8.self)
        #expect(applications.contains("BIP;BIP;utilisateurs;"))
        #expect(!applications.contains("Valeur"))
        let members = try desk.get("/annuaire/applications/bip/\(town.users)/export").wholeBody()
        let lines = String(decoding: members, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines[1].contains("Barbier"))
        let all = try town.desk(town.odile).get("/annuaire/applications/export").wholeBody()
        #expect(String(decoding: all, as: UTF8.self).contains("user"))
    }
}
