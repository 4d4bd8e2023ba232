import Accounts
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Administration

/// What is changed of an account: name, address, departure, suspension, sessions.
struct UserChangeTests {
    private let town: Town
    private let nadia: Desk

    init() throws {
        town = try Town()
        nadia = try town.desk(town.nadia)
    }

    private func user(_ id: ID<User>) throws -> User { try #require(try town.user(id)) }

    @Test func `a name is corrected`() throws {
        try nadia.fill(town.path(town.karim, "modifier"), [("nom", "Amrani-Durand"), ("prenom", "Karim")])
        #expect(nadia.page.words.contains("Karim Amrani-Durand\u{A0}: le nom est enregistré."))
        #expect(try user(town.karim).familyName == "Amrani-Durand")
    }

    @Test func `two who change the same person at once: nothing is lost, the second is told`() throws {
        let odile = try town.desk(town.odile)
        try nadia.get(town.path(town.karim, "modifier"))
        let shown = try #require(nadia.page.value(of: "version"))
        try odile.fill(town.path(town.karim, "modifier"), [("nom", "Durand"), ("prenom", "Karim")])
        let late = try nadia.submit(
            town.path(town.karim, "modifier"), [("nom", "Martin"), ("prenom", "Karim"), ("version", shown)])
        #expect(late.status == .unprocessableContent)
        #expect(
            nadia.page.words.contains(
                "Quelqu’un d’autre vient de modifier cette fiche (actuellement\u{A0}: Karim Durand)"))
        #expect(nadia.page.value(of: "nom") == "Martin", "what was typed stays")
        #expect(try user(town.karim).familyName == "Durand")
        let now = try #require(nadia.page.value(of: "version"))
        try nadia.submit(
            town.path(town.karim, "modifier"), [("nom", "Martin"), ("prenom", "Karim"), ("version", now)])
        #expect(try user(town.karim).familyName == "Martin")
        for (act, fields, kept) in [
            ("adresse", [("email", "k.durand@ville-valmont.example")], "email"),
            ("depart", [("depart", "2027-01-01")], "depart"),
        ] {
            let before = try user(town.karim)
            try nadia.get(town.path(town.karim))
            let answer = try nadia.submit(town.path(town.karim, act), fields + [("version", shown)])
            #expect(answer.status == .unprocessableContent, "\(act)")
            #expect(nadia.page.value(of: kept) == fields[0].1)
            #expect(try user(town.karim) == before)
        }
        for act in ["suspendre", "supprimer"] {
            try nadia.get(town.path(town.karim))
            try nadia.submit(town.path(town.karim, act), [("version", shown)])
            #expect(nadia.page.words.contains("Quelqu’un d’autre a modifié ces informations"), "\(act)")
            #expect(try user(town.karim).isLive(at: Town.morning))
        }
    }

    @Test func `an address is changed within the domains of every structure`() throws {
        try nadia.get(town.path(town.elodie, "adresse"))
        #expect(nadia.page.words.contains("Doit se terminer par @ville-valmont.example"))
        try nadia.fill(town.path(town.elodie, "adresse"), [("email", "elodie@ccas-valmont.example")])
        #expect(nadia.page.words.contains("le domaine ccas-valmont.example n’est pas autorisé"))
        try nadia.fill(town.path(town.elodie, "adresse"), [("email", "karim.amrani@ville-valmont.example")])
        #expect(nadia.page.words.contains("Un compte a déjà cette adresse"))
        try nadia.fill(town.path(town.elodie, "adresse"), [("email", "E.Durand@ville-valmont.example")])
        #expect(nadia.page.words.contains("Élodie Barbier se connecte désormais avec e.durand@ville-valmont.example."))
    }

    @Test func `an application that knows people by their address is named before it is changed`() throws {
        try town.change { change in
            var overrides = ServiceProviderOverrides()
            overrides.nameIDForm = .emailAddress
            try change.decide(overrides, for: town.bipProvider)
        }
        try nadia.get(town.path(town.elodie, "adresse"))
        #expect(nadia.page.words.contains("BIP reconnaît les personnes à leur adresse"))
        try nadia.get(town.path(town.karim, "adresse"))
        #expect(!nadia.page.words.contains("reconnaît les personnes"))
    }

    @Test func `a departure date is set, refused when it is past, and taken away`() throws {
        try nadia.fill(town.path(town.karim, "depart"), [("depart", "2026-11-21")])
        #expect(
            nadia.page.words.contains("Saisissez une date à venir") && nadia.page.value(of: "depart") == "2026-11-21")
        try nadia.fill(town.path(town.karim, "depart"), [("depart", "2026-12-31")])
        #expect(nadia.page.words.contains("Karim Amrani a accès jusqu’au 31\u{A0}décembre 2026."))
        #expect(nadia.page.words.contains("Date de départ\n31\u{A0}décembre 2026"))
        let end = try #require(try user(town.karim).departsAt)
        #expect(end > Town.morning + 39 * 86_400 - 36_000 && end < Town.morning + 40 * 86_400)
        try nadia.fill(town.path(town.karim, "depart"), [("depart", "")])
        #expect(try user(town.karim).departsAt == nil)
    }

    @Test func `suspending ends the sessions, and resuming lets the person in again`() throws {
        let karim = try town.desk(town.karim)
        #expect(try karim.get("/annuaire").status == .notFound, "signed in, without power")
        try nadia.fill(town.path(town.karim, "suspendre"))
        #expect(nadia.page.words.contains("Le compte de Karim Amrani est suspendu"))
        #expect(try karim.get("/annuaire").headers["location"]?.hasPrefix("/connexion") == true)
        try nadia.get(town.path(town.karim))
        #expect(nadia.page.words.contains("Compte suspendu"))
        try nadia.submit(town.path(town.karim, "retablir"))
        #expect(nadia.page.words.contains("Le compte de Karim Amrani est rétabli."))
        #expect(try user(town.karim).state == .active)
    }

    @Test func `what the operator suspended, a referent does not resume but may ask for it`() throws {
        let odile = try town.desk(town.odile)
        try odile.fill(town.path(town.karim, "suspendre"))
        try nadia.get(town.path(town.karim))
        try nadia.submit(town.path(town.karim, "retablir"))
        #expect(nadia.page.words.contains("Ce compte a été suspendu par le CIG"))
        #expect(try user(town.karim).state == .suspended)
        try nadia.get(town.path(town.karim, "demande?objet=retablissement"))
        #expect(nadia.page.words.contains("Rétablir le compte"))
    }

    @Test func `oneself and another referent are the operator's to suspend`() throws {
        try town.change { _ = try $0.designateReferent(town.elodie, of: town.ccas) }
        for user in [town.nadia, town.elodie] {
            for act in ["suspendre", "depart", "supprimer"] {
                #expect(try nadia.get(town.path(user, act)).status == .forbidden, "\(act)")
                try nadia.get(town.path(user))
                let entries = try town.entries()
                let version = try #require(try town.user(user)).version
                try nadia.submit(
                    town.path(user, act), [("version", "\(version)"), ("depart", "2027-01-01")])
                #expect(try town.entries() == entries, "\(act)")
            }
        }
        // Their name is within the referent's reach all the same.
        try nadia.fill(town.path(town.elodie, "modifier"), [("nom", "Durand"), ("prenom", "Élodie")])
        #expect(try user(town.elodie).familyName == "Durand")
    }

    @Test func `closing a person's sessions makes them sign in again`() throws {
        let karim = try town.desk(town.karim)
        try nadia.get(town.path(town.karim))
        #expect(nadia.page.words.contains("1\u{A0}session ouverte") || nadia.page.words.contains("1 session ouverte"))
        try nadia.fill(town.path(town.karim, "sessions"))
        #expect(nadia.page.words.contains("Les sessions de Karim Amrani sont fermées (1)."))
        #expect(try karim.get("/annuaire").headers["location"]?.hasPrefix("/connexion") == true)
    }
}
