import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Testing

@testable import Administration

/// Affecter and Retirer, without a script: what is seen, what is written, what is refused.
struct AssignmentTests {
    private let town: Town
    private var members: String { "/annuaire/applications/bip/\(town.users)" }

    init() throws { town = try Town() }

    @Test func `people are found, ticked, kept through another search, and assigned together`() throws {
        let nadia = try town.desk(town.nadia)
        try nadia.get(members + "/affecter")
        try nadia.submit(members + "/affecter", [("q", "amr"), ("action", "chercher")])
        #expect(nadia.page.words.contains("Karim Amrani"))
        let karim = "\(town.karim)-\(town.valmont)"
        try nadia.submit(members + "/affecter", [("q", "barb"), ("p", karim), ("action", "chercher")])
        #expect(nadia.page.words.contains("Personnes choisies") && nadia.page.words.contains("Karim Amrani"))
        #expect(nadia.page.words.contains("déjà membre"), "Élodie holds it for the CCAS")
        let elodie = "\(town.elodie)-\(town.valmont)"
        try nadia.submit(
            members + "/affecter",
            [("q", "barb"), ("p", karim), ("p", elodie), ("p", karim), ("action", "affecter")])
        #expect(nadia.page.words.contains("Karim Amrani et Élodie Barbier ont été affectés à BIP\\utilisateurs."))
        #expect(try town.rights(of: town.karim) == ["BIP\\utilisateurs – Ville de Valmont"])
        #expect(nadia.page.title.hasPrefix("Membres de BIP\\utilisateurs (3)"))
    }

    @Test func `an end date is the last day`() throws {
        let nadia = try town.desk(town.nadia)
        let karim = "\(town.karim)-\(town.valmont)"
        try nadia.get(members + "/affecter")
        for wrong in ["2026-11-21", "demain"] {
            let answer = try nadia.post(
                members + "/affecter", [("p", karim), ("jusquau", wrong), ("action", "affecter")])
            #expect(answer.status == .unprocessableContent && nadia.page.words.contains("Choisissez une date à venir"))
            #expect(nadia.page.words.contains("Karim Amrani"), "who was chosen stays")
        }
        try nadia.submit(members + "/affecter", [("p", karim), ("jusquau", "2026-12-31"), ("action", "affecter")])
        #expect(nadia.page.words.contains("Karim Amrani a été affecté à BIP\\utilisateurs."))
        #expect(nadia.page.words.contains("31\u{A0}décembre 2026"))
        let right = try #require(try town.read { try $0.entitlements(of: town.karim) }.first)
        #expect(right.grantedBy == town.nadia)
        #expect(right.isInForce(at: try #require(CalendarDay("2026-12-31")).end() - 2))
        #expect(!right.isInForce(at: try #require(CalendarDay("2027-01-01")).start()))
    }

    @Test func `nobody out of scope is assigned, and nothing tells that they exist`() throws {
        let nadia = try town.desk(town.nadia)
        try nadia.get(members + "/affecter?q=secret&p=\(town.rose)-\(town.montreuil)")
        #expect(!nadia.page.words.contains("Rose") && nadia.page.words.contains("Personne ne correspond"))
        #expect(nadia.page.links.contains("/annuaire/utilisateurs/ajouter"))
        for forged in [
            "\(town.rose)-\(town.montreuil)", "\(town.rose)-\(town.valmont)", "\(town.karim)-\(town.ccas)", "9-", "x",
        ] {
            let answer = try nadia.post(members + "/affecter", [("p", forged), ("action", "affecter")])
            #expect(answer.status == .unprocessableContent, "\(forged)")
            #expect(nadia.page.words.contains("Choisissez au moins une personne"))
        }
        #expect(try town.rights(of: town.karim).isEmpty)
    }

    @Test func `a role of the operator is neither given nor taken by a referent`() throws {
        let nadia = try town.desk(town.nadia)
        let path = "/annuaire/applications/bip/\(town.administrator)"
        try nadia.get("/annuaire/applications")
        #expect(nadia.page.words.contains("attribué par le CIG"))
        #expect(!nadia.page.links.contains(path + "/affecter") && nadia.page.links.contains(members + "/affecter"))
        let right = try #require(try town.right(town.nadia, town.administrator, town.valmont))
        #expect(try nadia.get(path).status == .ok)
        #expect(!nadia.page.links.contains { $0.contains("/retirer") || $0.contains("/affecter") })
        #expect(try nadia.get(path + "/affecter").status == .forbidden)
        #expect(try nadia.get(path + "/retirer?h=\(right)").status == .forbidden)
        try nadia.get(members + "/affecter")
        #expect(
            try nadia.post(path + "/affecter", [("p", "\(town.karim)-\(town.valmont)"), ("action", "affecter")]).status
                == .forbidden)
        #expect(try nadia.post(path + "/retirer", [("h", "\(right)")]).status == .forbidden)
        #expect(try town.rights(of: town.karim).isEmpty)
        #expect(try town.rights(of: town.nadia).count == 1)
        let odile = try town.desk(town.odile)
        try odile.get(path + "/affecter")
        try odile.submit(path + "/affecter", [("p", "\(town.karim)-\(town.valmont)"), ("action", "affecter")])
        #expect(try town.rights(of: town.karim) == ["BIP\\Administrateur – Ville de Valmont"])
    }

    @Test func `revoking tells what is lost, then does it and keeps the reason`() throws {
        let nadia = try town.desk(town.nadia)
        let right = try #require(try town.right(town.elodie, town.users, town.ccas))
        try nadia.get(members + "/retirer?h=\(right)")
        #expect(nadia.page.words.contains("Retirer BIP\\utilisateurs à Élodie Barbier"))
        #expect(nadia.page.words.contains("dès la prochaine ouverture de BIP"))
        #expect(nadia.page.words.contains("10\u{A0}heures"))
        #expect(try town.rights(of: town.elodie).count == 1, "nothing is done yet")
        try nadia.submit(members + "/retirer", [("h", "\(right)"), ("motif", "changement de service")])
        #expect(nadia.page.words.contains("a été retirée à Élodie Barbier pour CCAS de Valmont."))
        #expect(try town.rights(of: town.elodie).isEmpty)
        let entry = try #require(try town.read { try $0.journal(limit: 1) }.first)
        #expect(entry.kind == .entitlementRevoked && entry.about.actor == town.nadia)
        #expect(entry.storedAfter == "changement de service")
        try nadia.get(members + "/affecter")
        try nadia.submit(members + "/retirer", [("h", "\(right)")])
        #expect(nadia.page.words.contains("déjà retirées"), "a second press changes nothing")
    }

    @Test func `several are revoked together, those of others stay`() throws {
        try town.change { change in
            for user in [town.karim, town.elodie] { _ = try change.grant(town.users, to: user, for: town.valmont) }
        }
        let nadia = try town.desk(town.nadia)
        try nadia.get(members)
        let rights = try [town.karim, town.elodie].map { try #require(try town.right($0, town.users, town.valmont)) }
        let foreign = try #require(try town.right(town.rose, town.users, town.montreuil))
        let query = (rights + [foreign]).map { "h=\($0)" }.joined(separator: "&")
        try nadia.get(members + "/retirer?" + query)
        #expect(nadia.page.words.contains("à 2 membres ?") || nadia.page.words.contains("à 2 membres\u{A0}?"))
        #expect(!nadia.text.contains("Secret"))
        #expect(nadia.page.words.contains("Karim Amrani") && nadia.page.words.contains("Élodie Barbier"))
        try nadia.submit(members + "/retirer", (rights + [foreign]).map { (name: "h", value: "\($0)") })
        #expect(nadia.page.words.contains("à 2 membres."))
        #expect(try town.rights(of: town.rose).count == 1)
        #expect(try town.rights(of: town.elodie) == ["BIP\\utilisateurs – CCAS de Valmont"])
        #expect(try nadia.get(members + "/retirer?h=\(foreign)").status == .notFound)
        try nadia.submit(members + "/retirer")
        try nadia.get(members + "/retirer")
        try nadia.get(members)
        #expect(nadia.page.words.contains("Cochez au moins une personne."))
    }

    @Test func `an application that is not open to the structure is not given for it`() throws {
        try town.change { try $0.openApplication(town.bip, to: [town.valmont]) }
        let nadia = try town.desk(town.nadia)
        try nadia.get(members + "/affecter?q=barb")
        #expect(nadia.page.words.contains("Élodie Barbier"))
        try town.change { try $0.openApplication(town.bip, to: [town.ccas]) }
        let answer = try nadia.post(
            members + "/affecter", [("p", "\(town.karim)-\(town.valmont)"), ("action", "affecter")])
        #expect(answer.status == .unprocessableContent)
        #expect(
            nadia.page.words.contains("Karim Amrani")
                && nadia.page.words.contains("n’est pas ouverte à cette structure"))
        #expect(try town.rights(of: town.karim).isEmpty)
    }
}
