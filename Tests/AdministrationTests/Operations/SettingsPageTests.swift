import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Pages
import Testing

@testable import Administration

struct SettingsPageTests {
    private let town: Town
    private let desk: Desk

    init() throws {
        town = try Town()
        desk = try town.desk(town.odile)
        try desk.get("/exploitation/reglages")
    }

    @Test func `what is set is on the next page, and in the journal by its key`() throws {
        try desk.submit(
            "/exploitation/reglages", [("site-name", "Portail du CIG"), ("site-accent", "#8a1f56")])
        #expect(desk.page.title.hasSuffix("– Portail du CIG"))
        #expect(desk.page.faults.isEmpty)
        #expect(desk.text.contains("-8a1f56-"), "the style sheet with the accent")
        #expect(desk.page.words.contains("#8A1F56"))
        #expect(try town.read { try $0.setting("site.accent") } == "#8A1F56")
        let keys = try town.read { try $0.journal(kind: .settingChanged) }.compactMap { $0.storedAfter }
        #expect(Set(keys) == ["site.name", "site.accent"])
        try desk.submit("/exploitation/reglages", [("site-name", "Portail du CIG"), ("site-accent", "")])
        #expect(try town.read { try $0.setting("site.accent") } == nil)
        #expect(try town.read { try $0.journal(kind: .settingChanged) }.count == 3, "the name did not change")
    }

    @Test func `the page has a field for every setting`() {
        for setting in Setting.allCases {
            #expect(desk.text.contains("name=\"\(SettingsView.field(setting))\""), "\(setting) would be lost at a save")
        }
    }

    @Test func `a colour without contrast is refused with the nearest that has it; nothing is saved or lost`() throws {
        let answer = try desk.post(
            "/exploitation/reglages", [("site-name", "Portail"), ("site-accent", "#00AEEF")])
        #expect(answer.status == .unprocessableContent)
        #expect(desk.page.words.replacing("\u{A0}", with: " ").contains("Contraste insuffisant sur fond clair"))
        #expect(desk.page.value(of: "site-accent") == "#00AEEF")
        #expect(desk.page.value(of: "site-name") == "Portail")
        #expect(desk.page.faults.isEmpty)
        #expect(try town.read { try $0.settings(under: "site.") }.isEmpty)
        let dark = try desk.post(
            "/exploitation/reglages", [("site-accent.dark", "x"), ("site-accent-dark", "#7FD0CA")])
        #expect(dark.status == .unprocessableContent)
        #expect(desk.page.links.contains("#site-accent"))
    }

    @Test func `a logo is a PNG, and is taken away again`() throws {
        let png = Array(Data(base64Encoded: Self.png, options: .ignoreUnknownCharacters) ?? Data())
        try upload(png)
        #expect(desk.page.words.contains("Le logo est enregistré"))
        #expect(desk.text.contains("<img src=\"/fichiers/logo/"))
        #expect(desk.page.faults.isEmpty)
        try upload(Array("<svg onload=alert(1)>".utf8))
        #expect(desk.page.words.contains("Choisissez une image au format PNG"))
        #expect(desk.page.faults.isEmpty)
        try desk.submit("/exploitation/reglages/logo/retirer")
        #expect(!desk.text.contains("/fichiers/logo/"))
        #expect(try town.read { try $0.setting("site.logo") } == nil)
    }

    private func upload(_ file: [UInt8]) throws {
        let token = desk.page.value(of: "jeton") ?? ""
        let head = """
            --x\r\ncontent-disposition: form-data; name="jeton"\r\n\r\n\(token)\r\n--x\r\n\
            content-disposition: form-data; name="logo"; filename="logo.png"\r\ncontent-type: image/png\r\n\r\n
            """
        try desk.send(
            .post, "/exploitation/reglages/logo", type: "multipart/form-data; boundary=x",
            body: Array(head.utf8) + file + Array("\r\n--x--\r\n".utf8))
        if let next = desk.location { try desk.get(next) }
    }

    private static let png = """
        iVBORw0KGgoAAAANSUhEUgAAACAAAAAQCAYAAAB3AH1ZAAAAI3RFWHRDb21tZW50AGEgc2VjcmV0IG9mIHdob2V2ZXIgZHJldyBp
        dFT9qvUAAAAjSURBVHicY+COSvg/kJhh1AGjDhh1wKgDRh0w6oBRBwy0AwA7doguaS28XgAAAABJRU5ErkJggg==
        """
}
