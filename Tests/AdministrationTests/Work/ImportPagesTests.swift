import Directory
import HTTP
import Jobs
import Markup
import PageInspection
import Testing

@testable import Administration

/// Importer, from the file to what became of it.
struct ImportPagesTests {
    private let path = "/annuaire/utilisateurs/importer"

    private func bytes(_ lines: [String]) -> [UInt8] {
        Array(("Nom;Prénom;Adresse électronique;Structure;Rôles\r\n" + lines.joined(separator: "\r\n")).utf8)
    }

    private func upload(
        _ desk: Desk, _ lines: [String], structure: ID<Structure>? = nil
    ) throws -> String {
        try desk.get(path)
        try desk.upload(
            path, structure.map { [("structure", $0.description)] } ?? [],
            file: ("fichier", "arrivées.csv", bytes(lines)))
        return try #require(desk.page.forms.first { $0.hasPrefix(path + "/") && !$0.hasSuffix("corrections") })
            .split(separator: "/").dropFirst(3).first.map(String.init) ?? ""
    }

    @Test func `a list is shown with its mistakes first, and only the valid lines are written`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        let lot = try upload(
            desk,
            [
                "Durand;Zoé;zoe.durand@ville-valmont.example;Ville de Valmont;BIP\\utilisateurs",
                "Petit;Léa;lea.petit@gmail.com;Ville de Valmont;",
                "Roy;;anne.roy@ville-valmont.example;Ville de Valmont;",
                "Amrani;Karim;karim.amrani@ville-valmont.example;Ville de Valmont;",
            ])
        #expect(desk.page.faults == [])
        #expect(desk.text.contains("1\u{A0}à créer"))
        #expect(desk.text.contains("1\u{A0}déjà présent"))
        #expect(desk.text.contains("2\u{A0}en erreur"))
        #expect(desk.text.contains("@gmail.com n’est pas un domaine de Ville de Valmont"))
        #expect(desk.text.contains("Saisissez le prénom"))
        #expect(try town.read { try $0.user(email: "zoe.durand@ville-valmont.example") } == nil)
        try town.working { _ = try desk.submit("\(path)/\(lot)") }
        #expect(desk.page.faults == [])
        #expect(desk.text.contains("Import de 1"))
        #expect(desk.text.contains("Terminé"))
        let zoe = try #require(try town.read { try $0.user(email: "zoe.durand@ville-valmont.example") })
        #expect(try town.rights(of: zoe.id) == ["BIP\\utilisateurs – Ville de Valmont"])
        #expect(try town.read { try $0.user(email: "lea.petit@gmail.com") } == nil)
    }

    @Test func `the file of the lines in error comes back corrected, with its reasons, and without harm`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        let lot = try upload(
            desk, ["=cmd|'/c calc'!A1;Zoé;zoe@gmail.com;Ville de Valmont;", "Durand;Léa;lea@ville-valmont.example;;"],
            structure: town.valmont)
        let answer = try desk.get("\(path)/\(lot)/erreurs")
        let file = String(decoding: try answer.wholeBody(), as: UTF8.self)
        #expect(answer.headers["content-type"] == "text/csv; charset=utf-8")
        #expect(file.contains("motif"))
        #expect(file.contains("'=cmd|"))
        #expect(!file.contains("Léa"))
        // Corrected, and imported again: the reason is passed over, the apostrophe taken off.
        try desk.get(path)
        try desk.upload(
            path, [],
            file: ("fichier", "b.csv", Array(file.replacing("gmail.com", with: "ville-valmont.example").utf8)))
        #expect(desk.text.contains("1\u{A0}à créer"))
        #expect(!desk.text.contains("en erreur"))
        #expect(!desk.text.contains("Colonnes laissées de côté"))
        let next = try #require(desk.page.forms.first { $0.hasPrefix(path + "/") })
        try town.working { _ = try desk.submit(next) }
        #expect(
            try town.read { try $0.user(email: "zoe@ville-valmont.example") }?.familyName == "=cmd|'/c calc'!A1")
    }

    @Test func `proposals are taken together or one by one`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        let lot = try upload(
            desk,
            [
                "Durand;Zoé;zoe@ville-valmnot.example;Ville de Valmont;",
                "Durand;Léa;léa@ville-valmont.example;Ville de Valmont;",
            ])
        #expect(desk.text.contains("Accepter les 2 corrections proposées"))
        try desk.submit("\(path)/\(lot)/corrections", [("ligne-3", "corriger"), ("action", "cochees")])
        #expect(desk.text.contains("1 ligne corrigée."))
        #expect(desk.text.contains("1\u{A0}à créer"))
        try desk.submit("\(path)/\(lot)/corrections", [("action", "toutes")])
        #expect(desk.text.contains("2\u{A0}à créer"))
        #expect(desk.page.faults == [])
    }

    @Test func `what is no list is told beside the field`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        try desk.get(path)
        let workbook: [UInt8] = [0x50, 0x4B, 0x03, 0x04, 0, 1]
        #expect(try desk.upload(path, [], file: ("fichier", "a.xlsx", workbook)).status == .unprocessableContent)
        #expect(desk.text.contains("enregistrez-le au format CSV"))
        #expect(desk.page.faults == [])
        try desk.upload(path, [], file: ("fichier", "a.csv", Array("Nom;Tél\nA;1".utf8)))
        #expect(desk.text.contains("Il manque « Prénom », « Adresse électronique »") || desk.text.contains("Il manque"))
        #expect(desk.text.contains("Colonnes trouvées"))
        try desk.upload(path, [], file: ("fichier", "", []))
        #expect(desk.text.contains("Choisissez un fichier, ou collez une liste"))
        try desk.upload(path, [], file: ("fichier", "a.csv", Array("Nom;Prénom;Mail\r\n".utf8)))
        #expect(desk.text.contains("n’a que ses en-têtes"))
        let long = "Nom;Prénom;Mail\n" + String(repeating: "a;b;c\n", count: 5_001)
        try desk.upload(path, [], file: ("fichier", "a.csv", Array(long.utf8)))
        #expect(desk.text.contains("plus de 5\u{202F}000 lignes"))
        #expect(try desk.post(path, [("liste", "rien")]).status == .unprocessableContent)
        #expect(desk.text.contains(">rien</textarea>"))
    }

    @Test func `a pasted list, and words that are no markup`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        try desk.get(path)
        try desk.submit(
            path,
            [
                ("liste", "Nom\tPrénom\tMail\n<script>alert(1)</script>\tz\"><b>\tx@ville-valmont.example\n<i>\ty\tz"),
                ("structure", town.valmont.description),
            ])
        #expect(!desk.text.contains("<script>alert"))
        #expect(desk.text.contains("&lt;script&gt;"))
        #expect(desk.page.faults == [])
        #expect(desk.text.contains("tabulations"))
    }

    @Test func `a list is its maker's alone, and a structure out of scope does not exist`() throws {
        let town = try Town()
        let nadia = try town.desk(town.nadia)
        let lot = try upload(nadia, ["Durand;Zoé;zoe@ville-valmont.example;Ville de Valmont;"])
        for other in [town.omar, town.odile, town.claire] {
            let desk = try town.desk(other)
            #expect(try desk.get("\(path)/\(lot)").status == .notFound)
            #expect(try desk.get("\(path)/\(lot)/erreurs").status == .notFound)
            try desk.get(path)
            #expect(try desk.post("\(path)/\(lot)").status == .notFound)
            #expect(try desk.post("\(path)/\(lot)/corrections").status == .notFound)
            #expect(try desk.post("\(path)/\(lot)/abandonner").status == .notFound)
        }
        #expect(try town.desk(town.karim).get(path).status == .notFound)
        try nadia.get(path)
        let answer = try nadia.upload(
            path, [("structure", town.montreuil.description)],
            file: ("fichier", "a.csv", bytes(["Durand;Zoé;zoe@montreuil.example;;"])))
        #expect(answer.status == .notFound)
    }

    @Test func `without the form's token nothing is read`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        let answer = try desk.upload(path, [], file: ("fichier", "a.csv", bytes([])))
        #expect(answer.status == .forbidden || answer.status == .badRequest)
        #expect(
            try town.jobs.jobs(for: #require(try town.read { try $0.signedInUser(town.nadia, at: Town.morning) }))
                .isEmpty)
    }

    @Test func `the template can be imported as it is`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        let file = try desk.get(path + "/modele").wholeBody()
        try desk.get(path)
        try desk.upload(path, [], file: ("fichier", "modele.csv", file))
        #expect(desk.text.contains("1\u{A0}à créer"))
    }

    @Test func `in English every word is`() throws {
        let town = try Town()
        let desk = try town.desk(town.nadia)
        desk.language = .en
        _ = try upload(desk, ["Durand;Zoé;zoe@gmail.com;Ville de Valmont;"])
        #expect(desk.page.faults == [])
        #expect(desk.text.contains("1\u{A0}in error"))
    }
}
