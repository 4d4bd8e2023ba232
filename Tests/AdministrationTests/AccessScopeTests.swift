import Directory
import HTTP
import Markup
import PageInspection
import Testing

@testable import Administration

/// Route × person × object: what the pages of structures and applications show and refuse (Invariant 3).
struct AccessScopeTests {
    private let town: Town

    init() throws { town = try Town() }

    private func filled(_ pattern: String, structure: ID<Structure>) -> String {
        var path = pattern
        for (name, value) in [
            ("{structure}", "\(structure)"), ("{application}", "bip"), ("{role}", "\(town.users)"), ("{groupe}", "1"),
            ("{utilisateur}", "\(town.nadia)"), ("{domaine}", "ville-valmont.example"),
            ("{fournisseur}", "\(town.bipProvider)"),
        ] {
            if let range = path.firstRange(of: name) { path.replaceSubrange(range, with: value) }
        }
        return path
    }

    private var routes: [Route] {
        town.router.routes.filter {
            $0.pattern.hasPrefix("/annuaire/structures") || $0.pattern.hasPrefix("/annuaire/applications")
        }
    }

    @Test func `every page answers those it is for, and does not exist for others`() throws {
        let people: [(ID<User>, isOperator: Bool, isReferent: Bool)] = [
            (town.odile, true, false), (town.nadia, false, true), (town.karim, false, false),
        ]
        for (user, isOperator, isReferent) in people {
            let desk = try town.desk(user)
            for route in routes where route.method == .get {
                let answer = try desk.get(filled(route.pattern, structure: town.valmont))
                let isFor = route.access == .operator ? isOperator : isOperator || isReferent
                // Detaching, a contract where no identity provider is wired, and the contact details of a principal establishment have their own answers.
                let own: Set<Status> =
                    route.pattern.hasSuffix("/detacher") || route.pattern.hasSuffix("/contrat")
                    ? [.notFound]
                    : route.pattern.hasSuffix("/coordonnees") && !isOperator
                        ? [.forbidden]
                        : route.pattern.hasSuffix("/retirer") ? [.ok, .seeOther] : [.ok]
                let expected = isFor ? own : [.notFound]
                #expect(expected.contains(answer.status), "\(route.pattern) for \(user): \(answer.status.rawValue)")
                if answer.status == .ok, answer.headers["content-type"]?.hasPrefix("text/html") == true {
                    #expect(desk.page.faults.isEmpty, "\(route.pattern): \(desk.page.faults)")
                }
            }
        }
    }

    @Test func `English pages are sound and hold no French sentence`() throws {
        let desk = try town.desk(town.odile)
        desk.language = .en
        let french = [" vous ", " votre ", " est ", " une ", " pour ", " à ", " de la ", " les "]
        for route in routes where route.method == .get {
            let answer = try desk.get(filled(route.pattern, structure: town.ccas))
            guard answer.status == .ok, answer.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
            #expect(desk.page.faults.isEmpty, "\(route.pattern): \(desk.page.faults)")
            let words = desk.page.words.lowercased()
            for word in french where words.contains(word) {
                Issue.record("\(route.pattern): \(words.split(separator: "\n").first { $0.contains(word) } ?? "")")
            }
        }
    }

    @Test func `another town's referent meets nothing of this one`() throws {
        let omar = try town.desk(town.omar)
        for route in routes where route.pattern.contains("{structure}") {
            let path = filled(route.pattern, structure: town.valmont)
            try omar.get("/annuaire/structures")
            let answer = route.method == .get ? try omar.get(path) : try omar.post(path, [("domaine", "x.example")])
            #expect(answer.status == .notFound, "\(route.method) \(route.pattern)")
        }
        for path in ["/annuaire/structures", "/annuaire/applications", "/annuaire/applications/bip/\(town.users)"] {
            try omar.get(path)
            for secret in ["Valmont", "Barbier", "Benslimane", "Dubois"] {
                #expect(!omar.text.contains(secret), "\(path)")
            }
        }
        for path in [
            "/annuaire/applications?structure=\(town.valmont)",
            "/annuaire/applications/bip/\(town.users)?structure=\(town.valmont)",
            "/annuaire/applications/bip/\(town.users)/affecter?structure=\(town.valmont)",
            "/annuaire/applications/bip/\(town.users)/export?structure=\(town.valmont)",
        ] {
            #expect(try omar.get(path).status == .notFound, "\(path)")
        }
    }

    @Test func `a referent of an attached establishment sees only it`() throws {
        let claire = try town.desk(town.claire)
        try claire.get("/annuaire/structures")
        #expect(claire.page.words.contains("CCAS de Valmont"))
        #expect(!claire.text.contains("Ville de Valmont") && !claire.text.contains("Benslimane"))
        try claire.get("/annuaire/structures/\(town.ccas)")
        #expect(!claire.text.contains("Ville de Valmont") && !claire.text.contains("Benslimane"))
        #expect(claire.page.words.contains("hérité de l’établissement principal"))
        #expect(try claire.get("/annuaire/structures/\(town.valmont)").status == .notFound)
    }

    @Test func `counts and members are those of the scope`() throws {
        let nadia = try town.desk(town.nadia)
        try nadia.get("/annuaire/applications")
        #expect(nadia.page.words.contains("Membres (1)"))
        try nadia.get("/annuaire/applications/bip/\(town.users)")
        #expect(
            nadia.page.words.contains("BARBIER Élodie") || nadia.page.words.contains("ÉLODIE")
                || nadia.text.contains("BARBIER"))
        #expect(!nadia.text.contains("SECRET"))
        let odile = try town.desk(town.odile)
        try odile.get("/annuaire/applications/bip/\(town.users)")
        #expect(odile.text.contains("SECRET") && odile.page.title.hasPrefix("Membres de BIP\\utilisateurs (2)"))
        let file = String(
            decoding: try nadia.get("/annuaire/applications/bip/\(town.users)/export").wholeBody(), as: UTF8.self)
        #expect(file.split(separator: "\r\n").count == 2 && !file.contains("Secret"))
    }

    @Test func `a suggestion tells of nobody out of scope`() throws {
        let nadia = try town.desk(town.nadia)
        func found(_ text: String) throws -> String {
            String(
                decoding: try nadia.get("/annuaire/applications/bip/\(town.users)/suggestions?q=\(text)").body,
                as: UTF8.self)
        }
        #expect(try found("sec") == "[]")
        #expect(try found("amr").contains("Karim Amrani"))
        let elodie = try found("barb")
        #expect(elodie.contains("\"member\":true") && elodie.contains("\"member\":false"))
        #expect(try nadia.get("/annuaire/applications/bip/\(town.administrator)/suggestions?q=a").status == .notFound)
    }

    @Test func `no form is accepted without a token`() throws {
        let odile = try town.desk(town.odile)
        let before = try town.read { try $0.verifyJournal().entries }
        for route in routes where route.method == .post {
            let answer = try odile.send(
                .post, filled(route.pattern, structure: town.valmont),
                Parameters([
                    ("nom", "x"), ("h", "1"), ("p", "1-1"), ("action", "affecter"), ("personne", "\(town.karim)"),
                ]))
            #expect(answer.status == .forbidden, "\(route.pattern)")
        }
        #expect(try town.read { try $0.verifyJournal().entries } == before)
    }

    @Test func `stored HTML and French signs are shown as text, on every page`() throws {
        let nasty = "<script>alert(1)</script>\"&"
        try town.change { change in
            let group = try change.addRoleGroup("<b>G", to: town.bip)
            let role = try change.addRole("\"><img src=x>", value: nasty, in: group)
            try change.renameStructure(town.ccas, to: nasty)
            let user = try change.addUser(
                "nasty@ccas-valmont.example", givenName: nasty, familyName: "=HYPERLINK(\"http://x\")", to: town.ccas)
            _ = try change.grant(role, to: user, for: town.ccas)
            _ = try change.grant(town.users, to: user, for: town.ccas)
            try change.changeApplication(town.bip, name: nasty, description: Bilingual(fr: nasty, en: nasty))
        }
        let odile = try town.desk(town.odile)
        for route in routes where route.method == .get {
            for query in ["", "?q=nasty", "?q=%3Cscript%3E"] {
                let answer = try odile.get(filled(route.pattern, structure: town.ccas) + query)
                guard answer.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
                #expect(!odile.text.contains("<script>alert") && !odile.text.contains("<img src=x"), "\(route.pattern)")
                #expect(!odile.text.contains("<script>\""), "\(route.pattern)\(query)")
            }
        }
        let file = String(
            decoding: try odile.get("/annuaire/applications/bip/\(town.users)/export").wholeBody(), as: UTF8.self)
        #expect(file.contains("\"'=HYPERLINK(\"\"http://x\"\")\""))
    }
}
