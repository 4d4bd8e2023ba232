import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Testing

@testable import Administration

/// The journal as referents and the operator see it: sentences, filters, files, one event; nothing out of scope.
struct JournalPagesTests {
    private let town: Town

    init() throws {
        town = try Town()
        try town.directory.change(by: .user(town.nadia), at: Town.morning - 300) { change in
            try change.grant(town.users, to: town.karim, for: town.valmont)
        }
    }

    private func file(_ answer: Response) throws -> String { String(decoding: try answer.wholeBody(), as: UTF8.self) }

    @Test func `what was done at the terminal is told in the reader's language`() throws {
        try town.directory.change(by: .commandLine("command line (paul)"), at: Town.morning - 200) { change in
            try change.grant(town.users, to: town.nadia, for: town.valmont)
        }
        let nadia = try town.desk(town.nadia)
        try nadia.get("/journal?role=\(town.users)")
        #expect(nadia.text.contains("<b>La ligne de commande (paul)</b> a donné"))
        nadia.language = .en
        try nadia.get("/journal?role=\(town.users)")
        #expect(nadia.text.contains("<b>The command line (paul)</b> granted"))
    }

    @Test func `who gave Karim the BIP role is told in a sentence, two links from the list`() throws {
        let nadia = try town.desk(town.nadia)
        try nadia.get("/annuaire/utilisateurs")
        let history = "/journal?personne=\(town.karim)&amp;vue=habilitations"
        #expect(nadia.text.contains("href=\"\(history)\""))
        #expect(try nadia.get("/journal?personne=\(town.karim)&vue=habilitations").status == .ok)
        #expect(nadia.page.faults.isEmpty)
        #expect(nadia.text.contains("Historique des accès de Karim Amrani"))
        #expect(
            nadia.text.contains(
                "<b>Nadia Benslimane</b> a donné <b>BIP\\utilisateurs</b> à <b>Karim Amrani</b> pour <b>Ville de Valmont</b>"
            ))
        nadia.language = .en
        try nadia.get("/journal?personne=\(town.karim)&vue=habilitations")
        #expect(nadia.text.contains("<b>Nadia Benslimane</b> granted <b>BIP\\utilisateurs</b> to <b>Karim Amrani</b>"))
        // The role's own history tells it too.
        try nadia.get("/annuaire/applications")
        #expect(nadia.text.contains("href=\"/journal?role=\(town.users)\""))
        try nadia.get("/journal?role=\(town.users)")
        #expect(nadia.said.contains("granted BIP\\utilisateurs to Karim Amrani for Ville de Valmont"))
    }

    @Test func `filters stand in the address, and an empty period offers a wider one`() throws {
        let nadia = try town.desk(town.nadia)
        try nadia.get("/journal?q=amr+bip")
        #expect(nadia.page.words.contains("1\u{A0}événement"))
        try nadia.get("/journal?action=entitlementGranted&structure=\(town.ccas)")
        #expect(nadia.text.contains("Élodie Barbier"))
        #expect(!nadia.text.contains("Karim Amrani"))
        try nadia.get("/journal?du=2020-01-01&au=2020-01-31&q=amr")
        #expect(nadia.page.words.contains("Rien du 1er\u{A0}janvier 2020 au 31\u{A0}janvier 2020."))
        #expect(nadia.page.words.contains("Chercher sur toute la période"))
        #expect(nadia.text.contains("href=\"/journal?q=amr\""))
        #expect(nadia.page.faults.isEmpty)
        for query in ["du=x&au=31/02/2026", "vue=x", "action=x", "page=x", "apres=999999999999", "avant=0"] {
            #expect(try nadia.get("/journal?\(query)").status == .ok, "\(query)")
        }
    }

    @Test func `pages follow one another`() throws {
        try town.change { change in
            for number in 0..<120 { try change.renameUser(town.karim, givenName: "Karim", familyName: "Nom\(number)") }
        }
        let nadia = try town.desk(town.nadia)
        try nadia.get("/journal?vue=utilisateurs")
        var seen: [String] = []
        var pages = 0
        while true {
            pages += 1
            seen += nadia.text.matches(of: /href="\/journal\/(\d+)"/).map { String($0.1) }
            guard let next = nadia.text.firstMatch(of: /href="([^"]+)" rel="next"/) else { break }
            try nadia.get(String(next.1).replacing("&amp;", with: "&"))
        }
        #expect(pages == 3)
        #expect(Set(seen).count == seen.count)
        #expect(seen.count > 120)
        #expect(seen.compactMap { Int($0) } == seen.compactMap { Int($0) }.sorted(by: >))
    }

    @Test func `an event has an address of its own, with its place in the chain for the operator`() throws {
        let entry = try #require(
            try town.read { try $0.journal(person: town.karim, kind: .entitlementGranted, limit: 1).first })
        let nadia = try town.desk(town.nadia)
        #expect(try nadia.get("/journal/\(entry.id)").status == .ok)
        #expect(nadia.page.faults.isEmpty)
        #expect(nadia.text.contains("href=\"/annuaire/utilisateurs/\(town.karim)\""))
        #expect(!nadia.page.words.contains("Empreinte"))
        let odile = try town.desk(town.odile)
        try odile.get("/journal/\(entry.id)")
        #expect(odile.page.words.contains("Empreinte précédente"))
        #expect(odile.page.words.contains("pas encore\u{A0}: un sceau est posé chaque jour"))
        #expect(odile.page.faults.isEmpty)
    }

    @Test func `nothing of another town is in a list, a file, a history or at an address`() throws {
        let all = try town.read { try $0.journal(limit: 1000) }
        let omar = try town.desk(town.omar)
        let scope = Scope.referent(town.omar, at: Town.morning)
        let own = Set(try town.read { try $0.journal(in: scope, limit: 1000) }.map(\.id))
        try omar.get("/journal")
        let file = try file(try omar.get("/journal/export"))
        for secret in ["Valmont", "Amrani", "Benslimane", "Barbier", "Morel"] {
            #expect(!omar.page.words.contains(secret), "\(secret)")
            #expect(!file.contains(secret), "\(secret)")
        }
        #expect(file.contains("Rose Secret"))
        for entry in all {
            let status = try omar.get("/journal/\(entry.id)").status
            #expect(status == (own.contains(entry.id) ? .ok : .notFound), "\(entry.id)")
        }
        for path in [
            "/journal?personne=\(town.karim)", "/journal?structure=\(town.valmont)",
            "/journal/export?personne=\(town.karim)", "/journal/connexions?personne=\(town.karim)",
            "/journal/connexions/export?personne=\(town.karim)", "/journal/etat", "/journal/0", "/journal/x",
        ] {
            #expect(try omar.get(path).status == .notFound, "\(path)")
        }
        try omar.get("/journal?q=amrani")
        #expect(omar.page.words.contains("Aucun résultat pour ces filtres"))
        let karim = try town.desk(town.karim)
        for path in ["/journal", "/journal/export", "/journal/1", "/journal/connexions", "/journal/etat"] {
            #expect(try karim.get(path).status == .notFound, "\(path)")
        }
    }

    @Test func `the file holds what the filters find, and no cell is a formula`() throws {
        try town.change { change in
            try change.renameUser(town.karim, givenName: "=HYPERLINK(1)", familyName: "<script>alert(1)</script>")
            try change.renameUser(town.karim, givenName: "Karim", familyName: "Amrani")
        }
        let nadia = try town.desk(town.nadia)
        let answer = try nadia.get("/journal/export?personne=\(town.karim)&action=userRenamed")
        #expect(answer.headers["content-disposition"]?.contains("journal-2026-11-22.csv") == true)
        let lines = try file(answer).split(separator: "\r\n")
        #expect(lines.count == 3)
        for cell in lines.flatMap({ $0.split(separator: ";") }) {
            #expect(!["=", "+", "@"].contains(cell.first.map(String.init) ?? ""), "\(cell)")
        }
        try nadia.get("/journal?personne=\(town.karim)")
        #expect(!nadia.text.contains("<script>alert"))
        #expect(nadia.text.contains("&lt;script&gt;alert(1)"))
        #expect(nadia.page.faults.isEmpty)
    }

    @Test func `the operator sees how the journal is kept, and a break in red`() throws {
        let odile = try town.desk(town.odile)
        try odile.get("/journal/etat")
        #expect(odile.page.words.contains("Pas encore fait"))
        #expect(odile.page.faults.isEmpty)
        odile.language = .en
        for path in ["/journal", "/journal/1", "/journal/connexions", "/journal/etat"] {
            try odile.get(path)
            #expect(odile.page.faults.isEmpty, "\(path)")
            for word in [" vous ", " votre ", " est ", " une ", " pour ", " les "] {
                #expect(!odile.page.words.lowercased().contains(word), "\(path): \(word)")
            }
        }
    }
}
