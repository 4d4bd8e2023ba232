import Directory
import HTTP
import PageInspection
import Testing

@testable import Administration

/// The grid of roles × structures: one Enregistrer, a recap before anything is taken.
struct RightsGridTests {
    private let town: Town
    private let nadia: Desk

    init() throws {
        town = try Town()
        nadia = try town.desk(town.nadia)
    }

    private func cell(_ role: ID<Role>, _ structure: ID<Structure>) -> String { "\(role)-\(structure)" }

    /// Sends the grid as it was shown, with boxes ticked and unticked.
    private func save(
        _ desk: Desk, _ user: ID<User>, tick: [String] = [], untick: [String] = [],
        _ more: [(name: String, value: String)] = []
    ) throws -> Response {
        try desk.get(town.path(user, "habilitations"))
        let held = desk.text.matches(of: /name="tenu" value="([0-9-]+)"/).map { String($0.1) }
        let ticked = Set(held).subtracting(untick).union(tick)
        return try desk.submit(
            town.path(user, "habilitations"),
            held.map { (name: "tenu", value: $0) } + ticked.sorted().map { (name: "h", value: $0) } + more)
    }

    @Test func `a tick gives the role for that structure at once`() throws {
        _ = try save(nadia, town.elodie, tick: [cell(town.users, town.valmont)])
        #expect(nadia.page.words.contains("Élodie Barbier a été affecté à BIP\\utilisateurs pour Ville de Valmont."))
        #expect(
            Set(try town.rights(of: town.elodie)) == [
                "BIP\\utilisateurs – Ville de Valmont", "BIP\\utilisateurs – CCAS de Valmont",
            ])
    }

    @Test func `what is unticked is told on a page of its own before it is taken`() throws {
        let gone = cell(town.users, town.ccas)
        let given = cell(town.users, town.valmont)
        let recap = try save(nadia, town.elodie, tick: [given], untick: [gone])
        #expect(
            recap.status == .ok && nadia.page.title.hasPrefix("Changer les habilitations d’Élodie Barbier"))
        #expect(try town.rights(of: town.elodie) == ["BIP\\utilisateurs – CCAS de Valmont"])
        try nadia.submit(
            town.path(town.elodie, "habilitations"), [("tenu", gone), ("h", given), ("vu", "oui")])
        #expect(try town.rights(of: town.elodie) == ["BIP\\utilisateurs – Ville de Valmont"])
    }

    @Test func `what somebody else gave meanwhile stays`() throws {
        try nadia.get(town.path(town.elodie, "habilitations"))
        try town.change { try $0.grant(town.users, to: town.elodie, for: town.valmont) }
        let held = cell(town.users, town.ccas)
        try nadia.submit(town.path(town.elodie, "habilitations"), [("tenu", held), ("h", held)])
        #expect(nadia.page.words.contains("Rien n’a été changé."))
        #expect(try town.rights(of: town.elodie).count == 2)
    }

    @Test func `an Administrateur role is locked for a referent, and stays when the rest is saved`() throws {
        try town.change { try $0.grant(town.administrator, to: town.elodie, for: town.ccas) }
        try nadia.get(town.path(town.elodie, "habilitations"))
        #expect(nadia.page.words.contains("attribué par le CIG"))
        #expect(!nadia.text.contains("type=\"checkbox\" name=\"h\" value=\"\(town.administrator)-"))
        _ = try save(nadia, town.elodie, tick: [cell(town.users, town.valmont)])
        #expect(try town.rights(of: town.elodie).contains("BIP\\Administrateur – CCAS de Valmont"))
        let entries = try town.entries()
        try nadia.get(town.path(town.elodie))
        try nadia.submit(
            town.path(town.elodie, "habilitations"), [("tenu", cell(town.administrator, town.ccas)), ("vu", "oui")])
        try nadia.submit(
            town.path(town.elodie, "habilitations"), [("h", cell(town.administrator, town.valmont))])
        #expect(try town.entries() == entries, "neither given nor taken by a form of their own making")
    }

    @Test func `a box that was never on the page is not found`() throws {
        try nadia.get(town.path(town.elodie))
        for forged in [cell(town.users, town.montreuil), cell(ID(9_999), town.valmont)] {
            #expect(
                try nadia.post(town.path(town.elodie, "habilitations"), [("h", forged)]).status == .notFound)
        }
    }

    @Test func `a shared account's rights in scope can be given, and those elsewhere are not shown`() throws {
        try town.shareKarim()
        try town.change { try $0.grant(town.users, to: town.karim, for: town.montreuil) }
        try nadia.get(town.path(town.karim, "habilitations"))
        #expect(!nadia.text.contains("Montreuil"))
        _ = try save(nadia, town.karim, tick: [cell(town.users, town.valmont)])
        #expect(try town.rights(of: town.karim).count == 2)
    }
}
