import Directory
import HTTP
import Markup
import PageInspection
import Testing

@testable import Administration

/// Route × person × user: what the pages of users show and refuse (Invariants 3 and 8).
struct UserAccessTests {
    private let town: Town

    init() throws { town = try Town() }

    private var routes: [Route] {
        town.router.routes.filter {
            ($0.pattern.hasPrefix(Town.list) || $0.pattern.hasPrefix("/annuaire/demandes"))
                // Imports and selections are somebody's own: they have tests of their own.
                && !$0.pattern.contains("{lot}") && !$0.pattern.contains("{choix}")
        }
    }

    private func filled(_ pattern: String, _ user: ID<User>) -> String {
        var path = pattern
        if let range = path.firstRange(of: "{user}") { path.replaceSubrange(range, with: "\(user)") }
        return path
    }

    @Test func `the pages are there for referents and operators, and for nobody else`() throws {
        for (user, isFor) in [(town.odile, true), (town.nadia, true), (town.karim, false)] {
            let desk = try town.desk(user)
            for route in routes where route.method == .get {
                let answer = try desk.get(filled(route.pattern, town.elodie))
                if route.pattern.hasSuffix("/detacher") {
                    #expect(answer.status == .notFound, "no structure named: \(route.pattern)")
                } else {
                    let fine: Set<Status> = isFor ? [.ok, .seeOther, .forbidden] : [.notFound]
                    #expect(fine.contains(answer.status), "\(route.pattern) for \(user): \(answer.status.rawValue)")
                }
                if answer.headers["content-type"]?.hasPrefix("text/html") == true {
                    #expect(desk.page.faults.isEmpty, "\(route.pattern): \(desk.page.faults)")
                }
            }
        }
    }

    @Test func `English pages are sound and hold no French sentence`() throws {
        try town.shareKarim()
        let desk = try town.desk(town.nadia)
        desk.language = .en
        let french = [" vous ", " votre ", " est ", " une ", " pour ", " à ", " de la ", " les ", " du "]
        for user in [town.elodie, town.karim, town.nadia] {
            for route in routes where route.method == .get {
                let answer = try desk.get(filled(route.pattern, user))
                guard answer.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
                #expect(desk.page.faults.isEmpty, "\(route.pattern): \(desk.page.faults)")
                let words = desk.page.words.lowercased()
                for word in french where words.contains(word) {
                    Issue.record("\(route.pattern): \(words.split(separator: "\n").first { $0.contains(word) } ?? "")")
                }
            }
        }
    }

    @Test func `another town's referent meets nobody of this one, whatever is asked`() throws {
        let omar = try town.desk(town.omar)
        let before = try town.entries()
        for route in routes where route.pattern.contains("{user}") {
            try omar.get(Town.list)
            let path = filled(route.pattern, town.karim)
            let answer =
                route.method == .get
                ? try omar.get(path)
                : try omar.post(path, [("version", "1"), ("nom", "X"), ("structure", "\(town.montreuil)")])
            #expect(answer.status == .notFound, "\(route.method) \(route.pattern)")
        }
        for path in [
            Town.list, Town.list + "?q=amrani", Town.list + "?structure=\(town.valmont)",
            Town.list + "?apres=\(town.karim)", Town.list + "/export", Town.list + "/export?structure=\(town.valmont)",
        ] {
            let text = String(decoding: try omar.get(path).wholeBody(), as: UTF8.self)
            for secret in ["Valmont", "AMRANI", "Amrani", "Benslimane", "BENSLIMANE"] {
                #expect(!text.contains(secret), "\(path) tells of \(secret)")
            }
        }
        #expect(try town.entries() == before)
    }

    @Test func `a shared account opens with one sentence, and no name of the other structure`() throws {
        try town.shareKarim()
        try town.change { try $0.grant(town.users, to: town.karim, for: town.montreuil) }
        let nadia = try town.desk(town.nadia)
        #expect(try nadia.get(town.path(town.karim)).status == .ok)
        #expect(nadia.page.words.contains("Cet utilisateur a aussi des accès gérés par une autre structure."))
        #expect(!nadia.text.contains("Montreuil") && !nadia.page.words.contains("BIP\\utilisateurs"))
        #expect(!nadia.page.links.contains { $0.hasSuffix("/modifier") || $0.hasSuffix("/suspendre") })
        #expect(nadia.page.links.contains(town.path(town.karim, "demande")))
    }

    @Test func `no act on a shared account is done, and each is offered as a request`() throws {
        try town.shareKarim()
        let nadia = try town.desk(town.nadia)
        let before = try #require(try town.user(town.karim))
        for (act, subject, fields) in [
            ("modifier", "nom", [("nom", "Autre"), ("prenom", "Nom")]),
            ("adresse", "adresse", [("email", "autre@ville-valmont.example")]),
            ("depart", "depart", [("depart", "2027-01-01")]), ("suspendre", "suspension", []),
            ("sessions", "sessions", []),
        ] {
            #expect(try nadia.get(town.path(town.karim, act)).status == .forbidden, "\(act)")
            #expect(nadia.page.links.contains(town.path(town.karim, "demande?objet=\(subject)")), "\(act)")
            try nadia.get(town.path(town.karim))
            let entries = try town.entries()
            try nadia.submit(town.path(town.karim, act), fields + [("version", "\(before.version)")])
            #expect(try town.entries() == entries, "\(act)")
        }
        #expect(try town.user(town.karim) == before)
    }

    @Test func `a form of a user without a token does nothing`() throws {
        let odile = try town.desk(town.odile)
        let before = try town.entries()
        for route in routes where route.method == .post {
            let answer = try odile.send(
                .post, filled(route.pattern, town.karim),
                Parameters([("version", "1"), ("nom", "X"), ("prenom", "Y"), ("structure", "\(town.ccas)")]))
            #expect(answer.status == .forbidden, "\(route.pattern)")
        }
        #expect(try town.entries() == before)
    }

    @Test func `stored HTML is text on every page of users`() throws {
        let nasty = "<script>alert(1)</script>\"&'"
        let user = try town.add(nasty, "=HYPERLINK(\"http://x\")", "nasty@ville-valmont.example")
        try town.change { change in
            try change.renameStructure(town.ccas, to: nasty)
            try change.attachUser(user, to: town.ccas)
        }
        let nadia = try town.desk(town.nadia)
        try nadia.get(town.path(town.elodie, "demande"))
        try nadia.submit(
            town.path(user, "demande"), [("objet", "role"), ("souhait", nasty), ("motif", nasty + "\n" + nasty)])
        for desk in [nadia, try town.desk(town.odile)] {
            for route in routes where route.method == .get {
                for query in ["", "?q=%3Cscript%3E%22", "?structure=\(town.ccas)&tri=structure"] {
                    let answer = try desk.get(filled(route.pattern, user) + query)
                    guard answer.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
                    #expect(!desk.text.contains("<script>alert"), "\(route.pattern)\(query)")
                }
            }
        }
        let file = String(decoding: try nadia.get(Town.list + "/export").wholeBody(), as: UTF8.self)
        #expect(file.contains("\"'=HYPERLINK(\"\"http://x\"\")\""))
    }
}
