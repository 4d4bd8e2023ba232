import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Testing

@testable import Administration

/// Sign-ins beside the journal: at once, in words, by the day for a referent and by the minute for the operator.
struct ConnectionsTests {
    private let town: Town

    init() throws { town = try Town() }

    private func fail(_ email: String, times: Int = 1) throws {
        let client = Client(
            address: "198.51.100.7", userAgent: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", deviceToken: nil)
        for number in 0..<times {
            _ = try town.accounts.signIn(
                email: email, password: "pas le bon", client: client, at: Town.morning - 30 + Double(number))
        }
    }

    @Test func `a failure is told at once, with its cause`() throws {
        _ = try town.desk(town.karim)
        try fail("karim.amrani@ville-valmont.example", times: 5)
        try fail("personne@ville-valmont.example")
        let odile = try town.desk(town.odile)
        try odile.get("/journal/connexions?vue=echecs")
        #expect(odile.page.faults.isEmpty)
        #expect(odile.said.contains("Karim Amrani n’a pas pu se connecter\u{A0}: mot de passe incorrect"))
        #expect(odile.said.contains("Karim Amrani n’a pas pu se connecter\u{A0}: trop d’essais, attente imposée"))
        #expect(odile.said.contains("Quelqu’un a essayé une adresse qui n’est à personne"))
        #expect(odile.page.words.contains("198.51.100.7"))
        #expect(odile.page.words.contains("Firefox · Windows"))
        #expect(odile.page.words.contains("Ville de Valmont"))
        #expect(odile.text.contains("9\u{A0}h\u{A0}59"))
    }

    @Test func `a referent is told the day alone, and only of people whose whole account is theirs`() throws {
        for user in [town.karim, town.elodie, town.rose] { _ = try town.desk(user) }
        try fail("karim.amrani@ville-valmont.example")
        try fail("personne@ville-valmont.example")
        let nadia = try town.desk(town.nadia)
        try nadia.get("/journal/connexions")
        #expect(nadia.page.faults.isEmpty)
        #expect(nadia.said.contains("Karim Amrani n’a pas pu se connecter"))
        #expect(nadia.page.words.contains("Élodie Barbier"))
        for secret in ["Rose", "198.51.100.7", "Firefox", "9\u{A0}h\u{A0}59", "Quelqu’un"] {
            #expect(!nadia.page.words.contains(secret), "\(secret)")
        }
        let file = String(decoding: try nadia.get("/journal/connexions/export").wholeBody(), as: UTF8.self)
        #expect(file.contains("karim.amrani@"))
        for secret in ["Rose", "198.51.100.7", "Firefox", "09:59"] { #expect(!file.contains(secret), "\(secret)") }
        // Élodie belongs to the CCAS and to the town: the CCAS's referent is told nothing of her.
        let claire = try town.desk(town.claire)
        try claire.get("/journal/connexions")
        #expect(claire.page.words.contains("Claire Dubois"))
        #expect(!claire.page.words.contains("Élodie"))
        try claire.get("/journal/connexions?personne=\(town.elodie)")
        #expect(!claire.page.words.contains("créé son mot de passe"))
    }

    @Test func `sign-ins are found by person, kind and period, page after page`() throws {
        for user in [town.karim, town.elodie] { _ = try town.desk(user) }
        let odile = try town.desk(town.odile)
        try odile.get("/journal/connexions?q=elo")
        #expect(odile.page.words.contains("Élodie Barbier"))
        #expect(!odile.page.words.contains("Karim"))
        try odile.get("/journal/connexions?vue=echecs")
        #expect(odile.page.words.contains("Rien dans cette vue"))
        try odile.get("/journal/connexions?q=personne")
        #expect(odile.page.words.contains("Personne n’a un nom ou une adresse qui commence ainsi."))
        try odile.get("/journal/connexions?au=2020-01-01")
        #expect(odile.page.words.contains("Chercher sur toute la période"))
        var filter = SignInEventFilter(scope: .everything)
        let all = try town.accounts.events(filter, limit: 1000).events.map(\.id)
        #expect(all.count >= 6)
        var pages: [[ID<SignInEvent>]] = []
        var place = PagePlace<SignInEvent>.first
        while true {
            let page = try town.accounts.events(filter, at: place, limit: 2)
            pages.append(page.events.map(\.id))
            guard page.hasNext, let last = pages.last?.last else { break }
            place = .after(last)
        }
        #expect(pages.flatMap(\.self) == all)
        #expect(try town.accounts.events(filter, at: .before(pages[1][0]), limit: 2).events.map(\.id) == pages[0])
        #expect(try town.accounts.events(filter, at: .last, limit: 2).events.map(\.id) == all.suffix(2))
        filter.kinds = [.activated, .linkCreated]
        let kinds = try town.accounts.events(filter, limit: 1000).events
        #expect(kinds.map(\.id) == all)
        // Many people in scope or few: the same answer.
        for scope in [Scope.referent(town.nadia, at: Town.morning)] {
            let few = try town.accounts.events(SignInEventFilter(scope: scope), limit: 100).events.map(\.user)
            #expect(Set(few) == [town.karim, town.elodie])
        }
    }
}
