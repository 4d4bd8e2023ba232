import Accounts
import Database
import Directory
import FoundationEssentials
import HTTP
import Mail
import PageInspection
import TestMail
import Testing

@testable import Administration

/// « Relancer les jamais activés », and the invitations that pages send.
@Suite struct `Invitations from the pages` {
    let town: Town

    init() throws { town = try Town() }

    func mails() throws -> [WrittenMail] { try town.directory.database.writtenMails() }

    @Test func `a referent reminds those of their structures, and only those`() throws {
        let desk = try town.desk(town.nadia)
        let page = try desk.get("/annuaire/utilisateurs/relancer")
        #expect(page.status == .ok)
        #expect(desk.page.words.contains("Karim Amrani"))
        #expect(!desk.page.words.contains("Rose Secret"))
        #expect(desk.page.faults.isEmpty)
        #expect(try mails().isEmpty)
        let done = try desk.post("/annuaire/utilisateurs/relancer", [])
        #expect(done.status == .seeOther)
        let addresses = try mails().map(\.address)
        #expect(addresses.contains("karim.amrani@ville-valmont.example"))
        #expect(!addresses.contains("rose@montreuil.example"))
        #expect(try mails().allSatisfy { $0.kind == .invitation })
        // Pressed twice, it sends once.
        try desk.post("/annuaire/utilisateurs/relancer", [])
        #expect(try mails().count == addresses.count)
    }

    @Test func `adding somebody twice by a double click sends one mail`() throws {
        let desk = try town.desk(town.nadia)
        try desk.get("/annuaire/utilisateurs/ajouter")
        let form = [
            ("structure", "\(town.valmont)"), ("nom", "Boyer"), ("prenom", "Didier"),
            ("email", "didier.boyer@ville-valmont.example"),
        ]
        for _ in 1...2 { #expect(try desk.post("/annuaire/utilisateurs/ajouter", form).status == .seeOther) }
        #expect(try mails().map(\.address) == ["didier.boyer@ville-valmont.example"])
    }

    @Test func `an undelivered invitation is shown with what to do`() throws {
        try town.accounts.invite(town.karim, by: .commandLine("test"), at: Town.morning - 60)
        try town.directory.database.write { connection in
            try connection.execute(
                """
                UPDATE mail SET state = 'failed', bytes = NULL, link = NULL, finished_at = written_at,
                    trouble = 'refused', detail = '550 <b>no</b>'
                """)
        }
        let desk = try town.desk(town.nadia)
        try desk.get("/annuaire/utilisateurs/\(town.karim)")
        #expect(desk.page.words.contains("L’invitation n’a pas été remise à karim.amrani@ville-valmont.example"))
        #expect(desk.page.links.contains("/annuaire/utilisateurs/\(town.karim)/adresse"))
        #expect(desk.page.faults.isEmpty)
    }
}
