import Crypto
import Database
import FoundationEssentials
import Testing

@testable import Directory

@Suite struct `The operator's search` {
    private let site: Site
    private let now = Date(timeIntervalSince1970: 1_795_338_000)

    init() throws {
        site = try Site()
        try site.directory.change(by: .commandLine("test"), at: now) { change in
            let town = try change.addStructure(
                "Ville de Montreuil-le-Gué", siret: "21930001000010", domains: ["montreuil.example"])
            _ = try change.addStructure("Caisse des écoles", attachedTo: town, domains: ["ecoles.example"])
            _ = try change.addUser(
                "eloise.lefevre@montreuil.example", givenName: "Éloïse", familyName: "Lefèvre", to: town)
            _ = try change.addUser("karim.amrani@montreuil.example", givenName: "Karim", familyName: "Amrani", to: town)
        }
    }

    private func search(_ text: String) throws -> SearchResults {
        try site.directory.read { view in try view.search(text) }
    }

    @Test(arguments: ["eloise", "LEFE", "lef elo", "eloise.lefevre@montreuil", "éloïse"])
    func `finds people by first letters of names and address`(_ text: String) throws {
        #expect(try search(text).people.map(\.user.familyName) == ["Lefèvre"])
    }

    @Test(arguments: ["montreuil gue", "Gué", "2193 0001 0000 10", "2193", "@montreuil.example", "@mont"])
    func `finds structures by words, SIRET and domain`(_ text: String) throws {
        #expect(try search(text).structures.map(\.name) == ["Ville de Montreuil-le-Gué"])
    }

    @Test(arguments: ["", "   ", "%", "@", "zzz", "ontreuil", "<script>", "\u{0}"])
    func `finds nothing where there is nothing`(_ text: String) throws {
        let found = try search(text)
        #expect(found.people.isEmpty && found.structures.isEmpty && found.deleted.isEmpty)
    }

    @Test func `knows which addresses are like a mistyped one`() throws {
        func near(_ text: String) throws -> [String] {
            try site.directory.read { view in try view.addresses(near: text) }.map(\.email)
        }
        #expect(try near("karim.amrany@montreuil.example") == ["karim.amrani@montreuil.example"])
        #expect(try near("krim.amrani@montreuil.example") == ["karim.amrani@montreuil.example"])
        #expect(try near("karim.amrani@gmail.example") == ["karim.amrani@montreuil.example"])
        #expect(try near("someone.else@montreuil.example").isEmpty)
        #expect(try near("@").isEmpty && near("").isEmpty)
        func domain(_ text: String) throws -> String? {
            try site.directory.read { view in try view.domain(near: text) }
        }
        #expect(try domain("montreui.example") == "montreuil.example")
        #expect(try domain("montreuil.example") == nil, "it is the domain itself")
        #expect(try domain("elsewhere.example") == nil)
    }

    @Test func `tells which designations end soon, by their own end or the person's`() throws {
        let (town, eloise, karim) = try site.directory.read { view in
            (
                try view.structures().first?.id, try view.user(email: "eloise.lefevre@montreuil.example")?.id,
                try view.user(email: "karim.amrani@montreuil.example")?.id
            )
        }
        let (place, one, two) = (try #require(town), try #require(eloise), try #require(karim))
        try site.directory.change(by: .commandLine("test"), at: now) { change in
            _ = try change.designateReferent(one, of: place)
            _ = try change.designateReferent(two, of: place)
            try change.endReferent(one, of: place, until: now + 50 * 86_400)
            try change.setDeparture(now + 10 * 86_400, of: two)
        }
        let ending = try site.directory.read { view in
            try view.designationsEnding(before: now + 60 * 86_400, at: now)
        }
        #expect(ending.map(\.name) == ["Karim Amrani", "Éloïse Lefèvre"])
        #expect(ending.map(\.endsAt) == [now + 10 * 86_400, now + 50 * 86_400])
    }
}
