import Directory
import HTTP
import PageInspection
import Testing

@testable import Administration

/// What a referent may not do, they ask for: the form, the list, the answer on the record.
struct RequestPageTests {
    private let town: Town
    private let nadia: Desk

    init() throws {
        town = try Town()
        nadia = try town.desk(town.nadia)
        try town.shareKarim()
    }

    private func send(_ kind: String, _ words: String, _ wanted: String = "") throws -> Response {
        try nadia.get(town.path(town.karim, "demande?objet=\(kind)"))
        return try nadia.submit(
            town.path(town.karim, "demande"), [("objet", kind), ("souhait", wanted), ("motif", words)])
    }

    @Test func `a request goes to the operator and is shown on the record with its answer`() throws {
        try nadia.get(town.path(town.karim, "demande?objet=adresse"))
        #expect(nadia.text.contains("<option value=\"adresse\" selected>") && nadia.page.faults.isEmpty)
        _ = try send("adresse", "Il change de service.", "k.amrani@ville-valmont.example")
        #expect(nadia.page.words.contains("Votre demande au sujet de Karim Amrani est transmise au CIG."))
        #expect(nadia.page.words.contains("k.amrani@ville-valmont.example") && nadia.page.words.contains("En attente"))
        let request = try #require(try town.read { try $0.requests(in: .everything) }.first)
        #expect(request.kind == .address && request.askedBy == town.nadia && request.structure == town.valmont)
        try town.change { try $0.settleRequest(request.id, as: .refused, answer: "Voir avec Montreuil.") }
        try nadia.get(town.path(town.karim))
        #expect(nadia.page.words.contains("Refusée") && nadia.page.words.contains("Voir avec Montreuil."))
    }

    @Test func `what is missing is told and what was typed stays`() throws {
        #expect(try send("adresse", " ", "x@y").status == .unprocessableContent)
        #expect(nadia.page.links.contains("#motif") && nadia.page.value(of: "souhait") == "x@y")
        #expect(nadia.page.faults.isEmpty)
        #expect(
            try send("restauration", "Il revient.").status == .unprocessableContent, "not offered for a live account")
        #expect(nadia.page.links.contains("#objet") && nadia.page.words.contains("Il revient."))
    }

    @Test func `the same asked twice stays one request`() throws {
        _ = try send("nom", "Mariage.")
        _ = try send("nom", "Mariage.")
        #expect(nadia.page.words.contains("La même demande attend déjà une réponse du CIG."))
        #expect(try town.read { try $0.requestCount(in: .everything) } == 1)
    }

    @Test func `the list shows the requests of the scope by what became of them`() throws {
        _ = try send("nom", "Mariage.")
        _ = try send("sessions", "Poste volé.")
        try nadia.get("/annuaire/demandes")
        #expect(nadia.page.words.contains("« Poste volé. »") || nadia.page.words.contains("Poste volé."))
        #expect(nadia.page.faults.isEmpty)
        try nadia.get("/annuaire/demandes?etat=traitees")
        #expect(nadia.page.words.contains("Aucune demande ici"))
        try nadia.get(Town.list)
        #expect(nadia.page.links.contains("/annuaire/demandes") && nadia.page.words.contains("Demandes au CIG (2)"))
        let omar = try town.desk(town.omar)
        try omar.get("/annuaire/demandes")
        #expect(!omar.text.contains("Karim") && omar.page.words.contains("Aucune demande ici"))
    }

    @Test func `an operator asks nobody`() throws {
        let odile = try town.desk(town.odile)
        #expect(try odile.get(town.path(town.karim, "demande")).status == .seeOther)
        try odile.get(town.path(town.karim))
        #expect(!odile.page.links.contains { $0.contains("/demande") })
    }
}
