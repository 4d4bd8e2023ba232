import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Administration

/// « Utilisateurs (n) ⋮ »: what the list shows, and that its address says it all.
struct UserListPageTests {
    private let town: Town

    init() throws { town = try Town() }

    /// The names of the rows, in order.
    private func names(_ desk: Desk) -> [String] {
        desk.text.matches(of: /<a href="\/annuaire\/utilisateurs\/[0-9]+">([^<]+)<\/a><small>/).map { String($0.1) }
    }

    @Test func `the number in the heading is that of the scope, and of the lines of the export`() throws {
        for (user, count) in [(town.nadia, 4), (town.claire, 2), (town.omar, 2), (town.odile, 7)] {
            let desk = try town.desk(user)
            try desk.get(Town.list)
            #expect(desk.text.contains("<h1>Utilisateurs <span class=\"num\">(\(count))</span>"))
            let file = String(decoding: try desk.get(Town.list + "/export").wholeBody(), as: UTF8.self)
            #expect(file.split(separator: "\r\n").count == count + 1)
        }
    }

    @Test func `first letters of the name, the first name or the address find a person, accents or not`() throws {
        let nadia = try town.desk(town.nadia)
        for text in ["elodie", "ÉLO", "barb", "elodie.bar", "barbier%20el"] {
            try nadia.get(Town.list + "?q=\(text)")
            #expect(names(nadia) == ["BARBIER Élodie"], "\(text)")
        }
        try nadia.get(Town.list + "?q=lodie")
        #expect(nadia.page.words.contains("Aucun résultat pour ces filtres"))
        #expect(nadia.page.words.contains("commençant par «\u{A0}lodie\u{A0}»"))
        #expect(nadia.page.value(of: "q") == "lodie")
        #expect(nadia.page.links.contains(Town.list))
    }

    @Test func `a filter and an order stand in the address, and filtering leads to the first page`() throws {
        let nadia = try town.desk(town.nadia)
        try nadia.get(Town.list + "?structure=\(town.ccas)&tri=-nom&taille=25")
        #expect(names(nadia) == ["DUBOIS Claire", "BARBIER Élodie"])
        #expect(nadia.page.value(of: "tri") == "-nom" && nadia.page.value(of: "taille") == "25")
        #expect(nadia.page.value(of: "apres") == nil)
        #expect(nadia.page.attributes("aria-sort") == ["descending"])
        for order in ["", "structure", "-structure", "etat", "-etat", "connexion", "-connexion", "n’importe"] {
            #expect(try nadia.get(Town.list + (order.isEmpty ? "" : "?tri=\(order.filter(\.isASCII))")).status == .ok)
            #expect(nadia.page.attributes("aria-sort").count == 1)
            #expect(nadia.page.faults.isEmpty)
        }
    }

    @Test func `a page begins after a person and knows the way to the others`() throws {
        for number in 0..<60 {
            let name =
                "A" + String(UnicodeScalar(UInt8(97 + number / 26))) + String(UnicodeScalar(UInt8(97 + number % 26)))
            try town.add("Zoé", name, "zoe\(number)@ville-valmont.example")
        }
        let nadia = try town.desk(town.nadia)
        try nadia.get(Town.list + "?taille=25")
        #expect(nadia.page.title.hasPrefix("Utilisateurs (1 à 25 sur 64)"))
        let next = try #require(nadia.page.links.first { $0.contains("apres=") })
        #expect(next.contains("taille=25"))
        try nadia.get(next)
        #expect(nadia.page.title.hasPrefix("Utilisateurs (26 à 50 sur 64)"))
        let back = try #require(nadia.page.links.first { $0.contains("avant=") })
        let last = try #require(nadia.page.links.first { $0.contains("page=derniere") })
        try nadia.get(back)
        #expect(nadia.page.title.hasPrefix("Utilisateurs (1 à 25 sur 64)"))
        try nadia.get(last)
        #expect(nadia.page.title.hasPrefix("Utilisateurs (40 à 64 sur 64)"))
        try nadia.get(Town.list + "?apres=999999")
        #expect(nadia.page.title.hasPrefix("Utilisateurs (1 à 50 sur 64)"), "out of range: the first page")
    }

    @Test func `each saved view shows as many people as it says`() throws {
        try town.change { change in
            try change.suspendUser(town.karim)
            try change.setDeparture(Town.morning - 60, of: town.elodie)
        }
        let nadia = try town.desk(town.nadia)
        try nadia.get(Town.list)
        for (view, count, people) in [
            ("bloques", 2, ["AMRANI Karim", "BARBIER Élodie"]), ("jamais-actives", 1, ["DUBOIS Claire"]),
            ("dormants", 0, []), ("sans-application", 2, ["AMRANI Karim", "DUBOIS Claire"]),
        ] {
            try nadia.get(Town.list + "?vue=\(view)")
            #expect(names(nadia) == people, "\(view)")
            #expect(nadia.text.contains("vue=\(view)\" aria-current=\"page\""))
            #expect(nadia.text.contains("<b class=\"num\">\(count)</b>"))
            #expect(nadia.page.words.contains(count == 0 ? "Personne dans cette vue" : "sur \(count)\u{A0}utilisateur"))
        }
    }

    @Test func `a scope without users says so and offers to add one`() throws {
        let empty = try town.change { change in
            let place = try change.addStructure("Syndicat des eaux", domains: ["eaux.example"])
            let referent = try change.addUser(
                "r@cig.example", givenName: "Paul", familyName: "Vert",
                to: change.structure(named: "CIG petite couronne"))
            try change.designateReferent(referent, of: place)
            return referent
        }
        let desk = try town.desk(empty)
        try desk.get(Town.list)
        #expect(desk.page.words.contains("Aucun utilisateur pour l’instant"))
        #expect(desk.page.words.contains("Utilisateurs de Syndicat des eaux"))
        #expect(desk.page.links.contains(Town.list + "/ajouter"))
        #expect(desk.page.faults.isEmpty)
    }

    @Test func `a referent sees the day of the last sign-in, an operator the minute`() throws {
        let odile = try town.desk(town.odile)
        let nadia = try town.desk(town.nadia)
        try nadia.get(Town.list)
        #expect(nadia.page.words.contains("aujourd’hui") && !nadia.page.words.contains("aujourd’hui,"))
        try odile.get(Town.list)
        #expect(odile.page.words.contains("aujourd’hui, 9\u{A0}h\u{A0}59"))
    }
}

extension Change {
    fileprivate func structure(named name: String) throws -> ID<Structure> {
        try #require(try structures(in: .everything).first { $0.name == name }?.id)
    }
}
