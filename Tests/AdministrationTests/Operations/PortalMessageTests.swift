import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Administration

struct PortalMessageTests {
    private let town: Town
    private let desk: Desk

    init() throws {
        town = try Town()
        desk = try town.desk(town.odile)
    }

    private func shown(at moment: Date) throws -> [String] {
        try town.read { try $0.portalMessages(at: moment) }.map(\.text.fr)
    }

    @Test func `a message is looked at first, planned, and shown only in its time`() throws {
        try desk.get("/exploitation/messages/ajouter")
        let fields = [
            (name: "texte", value: "NetCotisation ferme jeudi. Merci."), ("anglais", "NetCotisation closes."),
            ("debut", "2026-11-26"), ("debut-heure", "18:00"), ("fin", "27/11/2026"), ("fin-heure", "8h30"),
        ]
        let preview = try desk.post("/exploitation/messages/ajouter", fields + [("geste", "apercu")])
        #expect(preview.status == .ok)
        #expect(desk.text.contains("<strong>NetCotisation ferme jeudi.</strong>"))
        #expect(desk.page.value(of: "debut") == "2026-11-26", "what was typed stays")
        #expect(desk.page.faults.isEmpty, "\(desk.page.faults)")
        #expect(try town.read { try $0.portalMessages() }.isEmpty, "a preview saves nothing")
        try desk.submit("/exploitation/messages/ajouter", fields)
        #expect(desk.page.words.contains("sera affiché à partir du 26\u{A0}novembre 2026"))
        #expect(desk.page.words.contains("Planifiés"))
        #expect(desk.page.faults.isEmpty)
        // 26 November 2026, 18 h in Paris.
        let start = Date(timeIntervalSince1970: 1_795_712_400)
        #expect(try shown(at: start - 1).isEmpty)
        #expect(try shown(at: start).count == 1)
        #expect(try shown(at: start + 14.5 * 3600 - 1).count == 1)
        #expect(try shown(at: start + 14.5 * 3600).isEmpty)
        let told = try town.read { try $0.journal(kind: .portalMessagePlanned) }
        #expect(told.first?.storedAfter == "NetCotisation ferme jeudi. Merci.")
    }

    @Test func `a message is changed and removed; somebody else's change is not written over`() throws {
        try desk.get("/exploitation/messages/ajouter")
        try desk.submit("/exploitation/messages/ajouter", [("texte", "Bonjour")])
        let message = try #require(try town.read { try $0.portalMessages() }.first)
        #expect(try shown(at: Town.morning) == ["Bonjour"])
        let path = "/exploitation/messages/\(message.id)"
        try desk.get(path)
        #expect(desk.page.faults.isEmpty)
        try desk.submit(path, [("texte", "Bonsoir"), ("version", "1")])
        #expect(try shown(at: Town.morning) == ["Bonsoir"])
        let late = try desk.post(path, [("texte", "Trop tard"), ("version", "1")])
        #expect(late.status == .unprocessableContent)
        #expect(try shown(at: Town.morning) == ["Bonsoir"])
        try desk.get(path + "/retirer")
        #expect(desk.page.faults.isEmpty)
        try desk.submit(path + "/retirer")
        #expect(try shown(at: Town.morning).isEmpty)
        #expect(try desk.get(path).status == .notFound)
    }

    @Test(arguments: [
        (["texte": " "], "texte"), (["texte": "x", "fin": "2020-01-01"], "fin"),
        (["texte": "x", "fin": "hier"], "fin"),
        (["texte": "x", "debut": "2026-12-02", "fin": "2026-12-01"], "fin"),
        (["texte": "x", "debut": "2026-12-02", "debut-heure": "25:00"], "debut"),
        (["texte": String(repeating: "x", count: 601)], "texte"),
    ])
    func `what cannot be is refused beside its field, and nothing is lost`(
        _ fields: [String: String], _ field: String
    ) throws {
        try desk.get("/exploitation/messages/ajouter")
        let answer = try desk.post(
            "/exploitation/messages/ajouter", fields.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
        #expect(answer.status == .unprocessableContent)
        #expect(desk.page.links.contains("#\(field)"))
        #expect(desk.page.faults.isEmpty, "\(desk.page.faults)")
        #expect(try town.read { try $0.portalMessages() }.isEmpty)
    }
}
