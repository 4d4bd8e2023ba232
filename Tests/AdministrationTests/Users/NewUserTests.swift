import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Administration

/// Ajouter: the domain rule, homonyms, accounts that are there already, and nothing twice.
struct NewUserTests {
    private let town: Town
    private let nadia: Desk

    init() throws {
        town = try Town()
        nadia = try town.desk(town.nadia)
    }

    private func found(_ email: String) throws -> User? { try town.read { try $0.user(email: email) } }

    @Test func `a user is added with roles in one form`() throws {
        try nadia.get(Town.list + "/ajouter?structure=\(town.valmont)")
        #expect(nadia.page.words.contains("Doit se terminer par @ville-valmont.example"))
        let boxes = nadia.text.split(separator: "name=\"role\"").count - 1
        #expect(boxes == 2, "the roles that a referent may give, and no Administrateur")
        let answer = try nadia.newcomer(
            "Thomas", "Baudry", "Thomas.Baudry@Ville-Valmont.example", [("role", "\(town.users)")])
        #expect(answer.status == .ok)
        #expect(nadia.page.words.contains("Le compte de Thomas Baudry est créé pour Ville de Valmont"))
        let user = try #require(try found("thomas.baudry@ville-valmont.example"))
        #expect(try town.rights(of: user.id) == ["BIP\\utilisateurs – Ville de Valmont"])
    }

    @Test func `save and add another comes back to the form with the structure chosen`() throws {
        let answer = try nadia.newcomer(
            "Thomas", "Baudry", "thomas@ccas-valmont.example", to: town.ccas, [("suite", "autre")])
        #expect(answer.status == .ok && nadia.page.title.hasPrefix("Ajouter un utilisateur"))
        #expect(nadia.text.contains("<option value=\"\(town.ccas)\" selected>"))
        #expect(nadia.page.value(of: "nom") == nil)
    }

    @Test func `a domain that is not allowed is named, and what was typed stays`() throws {
        let answer = try nadia.newcomer("Thomas", "Baudry", "thomas@gmail.example", [("role", "\(town.users)")])
        #expect(answer.status == .unprocessableContent)
        #expect(nadia.page.title.hasPrefix("Erreur\u{A0}:"))
        #expect(nadia.page.words.contains("le domaine gmail.example n’est pas autorisé pour cette structure"))
        #expect(nadia.page.words.contains("se termine par @ville-valmont.example"))
        #expect(nadia.page.value(of: "email") == "thomas@gmail.example" && nadia.page.value(of: "nom") == "Baudry")
        #expect(nadia.text.contains("value=\"\(town.users)\" checked"))
        #expect(nadia.page.faults.isEmpty)
    }

    @Test func `an address of another structure in scope offers that structure, one press away`() throws {
        _ = try nadia.newcomer("Thomas", "Baudry", "thomas@ccas-valmont.example")
        #expect(nadia.page.words.contains("Cette adresse est du domaine de CCAS de Valmont."))
        try nadia.submit(
            Town.list + "/ajouter",
            [
                ("structure", "\(town.valmont)"), ("prenom", "Thomas"), ("nom", "Baudry"),
                ("email", "thomas@ccas-valmont.example"), ("choisir", "\(town.ccas)"),
            ])
        #expect(nadia.page.words.contains("Le compte de Thomas Baudry est créé pour CCAS de Valmont"))
    }

    @Test func `an address of a structure out of scope offers nothing`() throws {
        _ = try nadia.newcomer("Rose", "Neuve", "neuve@montreuil.example")
        #expect(!nadia.text.contains("Montreuil-le"))
        #expect(nadia.page.words.contains("le domaine montreuil.example n’est pas autorisé"))
    }

    @Test(arguments: [
        ("", "Baudry", "a@ville-valmont.example", "prenom"), ("T", " ", "a@ville-valmont.example", "nom"),
        ("T", "B", "", "email"), ("T", "B", "pas une adresse", "email"),
        ("T\u{202E}", "B", "a@ville-valmont.example", "prenom"),
    ])
    func `what is missing or cannot be is told beside its field`(
        _ given: String, _ family: String, _ email: String, _ field: String
    ) throws {
        let answer = try nadia.newcomer(given, family, email)
        #expect(answer.status == .unprocessableContent)
        #expect(nadia.page.links.contains("#\(field)"))
        #expect(nadia.page.faults.isEmpty)
    }

    @Test func `a structure out of scope cannot be chosen`() throws {
        let before = try town.entries()
        #expect(try nadia.newcomer("A", "B", "a@montreuil.example", to: town.montreuil).status == .notFound)
        #expect(try town.entries() == before)
    }

    @Test func `a role that the operator alone gives refuses the whole form`() throws {
        let answer = try nadia.newcomer("A", "B", "a@ville-valmont.example", [("role", "\(town.administrator)")])
        #expect(answer.status == .unprocessableContent)
        #expect(try found("a@ville-valmont.example") == nil)
    }

    @Test func `people of that name are shown before another one is added`() throws {
        _ = try nadia.newcomer("KARIM", "Amràni", "k2@ville-valmont.example")
        #expect(nadia.page.words.contains("Une personne de ce nom est déjà référencée"))
        #expect(nadia.page.links.contains(town.path(town.karim)))
        #expect(try found("k2@ville-valmont.example") == nil)
        let seen = try #require(nadia.page.value(of: "homonymes"))
        // Another homonym came up meanwhile: it is asked again.
        try town.add("Karim", "Amrani", "k3@ville-valmont.example")
        let fields = [
            (name: "structure", value: "\(town.valmont)"), ("prenom", "KARIM"), ("nom", "Amràni"),
            ("email", "k2@ville-valmont.example"),
        ]
        try nadia.submit(Town.list + "/ajouter", fields + [("homonymes", seen)])
        #expect(nadia.page.words.contains("k3@ville-valmont.example"))
        let both = try #require(nadia.page.value(of: "homonymes"))
        try nadia.submit(Town.list + "/ajouter", fields + [("homonymes", both)])
        #expect(try found("k2@ville-valmont.example") != nil)
    }

    @Test func `a wrong domain and a homonym are told together`() throws {
        _ = try nadia.newcomer("Karim", "Amrani", "karim@gmail.example")
        #expect(nadia.page.words.contains("le domaine gmail.example n’est pas autorisé"))
        #expect(nadia.page.words.contains("Une personne de ce nom est déjà référencée"))
        #expect(nadia.page.faults.isEmpty)
    }

    @Test func `an address that has an account elsewhere is attached after one question, and stays as it is`() throws {
        let paul = try town.change { change in
            try change.addDomain("commun.example", to: town.valmont)
            try change.addDomain("commun.example", to: town.montreuil)
            return try change.addUser("paul@commun.example", givenName: "Paul", familyName: "Duval", to: town.montreuil)
        }
        _ = try nadia.newcomer("Paulo", "Autre", "PAUL@commun.example")
        #expect(
            nadia.page.words.contains(
                "a déjà un compte. En enregistrant de nouveau, ce compte sera aussi rattaché à Ville de Valmont"))
        #expect(!nadia.text.contains("Duval") && !nadia.text.contains("Montreuil"))
        let told = try #require(nadia.page.value(of: "rattacher"))
        // The question was about this address: another one is not attached by the same answer.
        let rose = try nadia.submit(
            Town.list + "/ajouter",
            [
                ("structure", "\(town.ccas)"), ("prenom", "X"), ("nom", "Y"),
                ("email", "elodie.barbier@ville-valmont.example"), ("rattacher", told),
            ])
        #expect(rose.status == .unprocessableContent)
        try nadia.submit(
            Town.list + "/ajouter",
            [
                ("structure", "\(town.valmont)"), ("prenom", "Paulo"), ("nom", "Autre"),
                ("email", "PAUL@commun.example"),
                ("rattacher", told), ("role", "\(town.users)"),
            ])
        #expect(nadia.page.words.contains("Paul Duval fait aussi partie de la structure Ville de Valmont."))
        #expect(try town.user(paul)?.displayName == "Paul Duval")
        #expect(try town.rights(of: paul) == ["BIP\\utilisateurs – Ville de Valmont"])
    }

    @Test func `somebody who is of the structure already is not added again`() throws {
        try town.change { _ in }
        let answer = try nadia.newcomer("Autre", "Nom", "karim.amrani@ville-valmont.example")
        #expect(answer.status == .unprocessableContent)
        #expect(nadia.page.words.contains("Cette adresse est déjà celle d’un utilisateur de cette structure"))
    }

    @Test func `the same form sent twice adds one person, and says so twice`() throws {
        try nadia.get(Town.list + "/ajouter")
        let fields = [
            (name: "structure", value: "\(town.valmont)"), ("prenom", "Thomas"), ("nom", "Baudry"),
            ("email", "thomas@ville-valmont.example"),
        ]
        let first = try nadia.post(Town.list + "/ajouter", fields)
        let entries = try town.entries()
        let second = try nadia.post(Town.list + "/ajouter", fields)
        #expect(first.status == .seeOther && second.headers["location"] == first.headers["location"])
        #expect(try town.entries() == entries)
    }

    @Test func `an address deleted lately asks whether it is the same person`() throws {
        try town.change { _ = try $0.deleteUser(town.karim) }
        let fields = [
            (name: "structure", value: "\(town.valmont)"), ("prenom", "Karine"), ("nom", "Amrani"),
            ("email", "karim.amrani@ville-valmont.example"),
        ]
        try nadia.get(Town.list + "/ajouter")
        try nadia.submit(Town.list + "/ajouter", fields)
        #expect(nadia.page.words.contains("supprimé il y a moins de 30 jours"))
        #expect(nadia.page.links.contains(town.path(town.karim)))
        #expect(nadia.page.faults.isEmpty)
        try nadia.submit(Town.list + "/ajouter", fields + [("autre", "\(town.elodie)")])
        #expect(try found("karim.amrani@ville-valmont.example") == nil, "said of somebody else")
        try nadia.submit(Town.list + "/ajouter", fields + [("autre", "\(town.karim)")])
        let fresh = try #require(try found("karim.amrani@ville-valmont.example"))
        #expect(fresh.id != town.karim && fresh.givenName == "Karine")
        try nadia.get(town.path(town.karim))
        try nadia.submit(town.path(town.karim, "restaurer"))
        #expect(nadia.page.words.contains("Quelqu’un d’autre a cette adresse maintenant"))
    }
}
