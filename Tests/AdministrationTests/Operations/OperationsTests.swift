import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Pages
import Testing

@testable import Administration

/// The operator's desk: whoever telephones gets an answer in three clicks.
struct OperationsTests {
    private let town: Town
    private let desk: Desk

    init() throws {
        town = try Town()
        desk = try town.desk(town.odile)
    }

    private static let pages = [
        "/exploitation", "/exploitation?q=valmont", "/exploitation?q=nobody", "/exploitation?q=x@unknown.example",
        "/exploitation/demandes", "/exploitation/messages", "/exploitation/messages/ajouter", "/exploitation/reglages",
    ]

    @Test(arguments: Language.allCases, pages)
    func `every page is sound`(_ language: Language, _ path: String) throws {
        desk.language = language
        #expect(try desk.get(path).status == .ok)
        #expect(desk.page.faults.isEmpty, "\(path): \(desk.page.faults)")
        #expect(desk.page.links.contains("/exploitation"))
    }

    @Test func `it is not there for anybody else`() throws {
        for person in [town.nadia, town.karim] {
            let other = try town.desk(person)
            for route in town.router.routes where route.pattern.hasPrefix("/exploitation") {
                let path = route.pattern.replacing("{user}", with: "\(town.karim)").replacing("{message}", with: "1")
                    .replacing("{demande}", with: "1")
                let answer = try other.send(route.method, path, route.method == .post ? Parameters([]) : nil)
                #expect([.notFound, .forbidden].contains(answer.status), "\(route.method.rawValue) \(path)")
                #expect(route.access == .operator)
            }
            try other.get("/annuaire")
            #expect(!other.page.links.contains("/exploitation"))
        }
    }

    // MARK: - Search

    @Test func `one search finds people, addresses, structures and SIRET, whatever the accents`() throws {
        try town.change { try $0.setSIRET("21930001000010", of: town.valmont) }
        #expect(try desk.get("/exploitation?q=elod").headers["location"] == CallerView.path(town.elodie))
        #expect(
            try desk.get("/exploitation?q=karim.amrani@ville-valmont.example").headers["location"]
                == CallerView.path(town.karim))
        try desk.get("/exploitation?q=2193+0001")
        #expect(desk.page.links.contains("/annuaire/structures/\(town.valmont)"))
        try desk.get("/exploitation?q=montreuil+gue")
        #expect(desk.page.words.contains("Ville de Montreuil-le-Gué"))
        #expect(!desk.page.words.contains("Ville de Valmont"))
        try desk.get("/exploitation?q=%40ccas-valmont.example")
        #expect(desk.page.words.contains("CCAS de Valmont"))
        try desk.get("/exploitation?q=%3Cscript%3E")
        #expect(desk.page.words.contains("Aucun résultat"))
        #expect(desk.page.faults.isEmpty)
    }

    @Test func `a deleted person is found, and restored from there`() throws {
        try town.accounts.directory.change(by: .user(town.odile), at: Town.morning - 60) {
            try $0.deleteUser(town.karim)
        }
        try desk.get("/exploitation?q=amrani")
        #expect(desk.page.links.contains(CallerView.path(town.karim)))
        try desk.get(CallerView.path(town.karim))
        #expect(desk.page.words.contains("Le compte a été supprimé le"))
        #expect(desk.page.faults.isEmpty)
        try desk.submit(CallerView.path(town.karim) + "/restaurer")
        #expect(desk.page.words.contains("Karim Amrani est restauré"))
        #expect(try town.read { try $0.isLive(town.karim, at: Town.morning) })
    }

    // MARK: - « Je n'arrive pas à me connecter »

    private func says(_ words: String, _ user: ID<User>) throws {
        try desk.get(CallerView.path(user))
        #expect(desk.page.words.replacing("\u{A0}", with: " ").contains(words), "\(words)")
        #expect(desk.page.faults.isEmpty, "\(desk.page.faults)")
    }

    private func fail(_ user: ID<User>, times: Int) throws {
        let email = try #require(try town.read { try $0.user(user) }).email
        for number in 0..<times {
            _ = try town.accounts.signIn(
                email: email, password: "wrong",
                client: Client(address: "192.0.2.9", userAgent: nil, deviceToken: nil),
                at: Town.morning - 120 + Double(number))
        }
    }

    @Test func `each reason is told in words, with what to do next`() throws {
        try says("n’a jamais été activé", town.karim)
        try says("envoyez-en une à karim.amrani@ville-valmont.example", town.karim)
        _ = try town.accounts.createLink(for: town.karim, by: .commandLine("test"), at: Town.morning - 3600)
        try says("Une invitation est partie le", town.karim)
        _ = try town.desk(town.karim)
        try says("aucune application n’est ouverte à cette personne", town.karim)
        try says("Nadia Benslimane (nadia.benslimane@ville-valmont.example)", town.karim)
        _ = try town.desk(town.rose)
        try says("Rien n’empêche cette personne de se connecter", town.rose)
        try fail(town.rose, times: 2)
        try says("2 mots de passe erronés depuis la dernière connexion", town.rose)
        try town.change { try $0.setDeparture(Town.morning - 1, of: town.rose) }
        try says("La date de départ est passée", town.rose)
        try town.change { try $0.suspendUser(town.rose) }
        try says("Le compte est suspendu", town.rose)
    }

    @Test func `a wait is told to the minute and can be lifted`() throws {
        _ = try town.desk(town.rose)
        let email = "rose@montreuil.example"
        let stranger = Client(address: "192.0.2.9", userAgent: nil, deviceToken: nil)
        var now = Town.morning - 2
        for _ in 0..<8 {
            if case .throttled(let until) = try town.accounts.signIn(
                email: email, password: "wrong", client: stranger, at: now)
            {
                now = until
            }
        }
        // The last failure of all is later than now: the wait is what counts.
        try says("aucun n’est regardé avant", town.rose)
        #expect(desk.page.forms.contains(CallerView.path(town.rose) + "/attente"))
        try desk.submit(CallerView.path(town.rose) + "/attente")
        #expect(desk.page.words.contains("peut réessayer tout de suite"))
        try desk.get(CallerView.path(town.rose))
        #expect(!desk.page.words.contains("aucun n’est regardé avant"))
        let told = try town.read { try $0.journal(person: town.rose, kind: .signInWaitLifted) }
        #expect(told.count == 1)
        guard
            case .signedIn = try town.accounts.signIn(
                email: email, password: "soleil girafe comptoir neige", client: stranger, at: Town.morning)
        else {
            Issue.record("still not let in")
            return
        }
    }

    @Test func `an address that is nobody's leads to the ones like it`() throws {
        try desk.get("/exploitation?q=karim.amrany%40ville-valmont.example")
        #expect(desk.page.words.contains("Aucun compte n’a cette adresse"))
        #expect(desk.page.links.contains(CallerView.path(town.karim)))
        #expect(desk.page.words.contains("Ville de Valmont"))
        try desk.get("/exploitation?q=karim.amrani%40gmail.example")
        #expect(desk.page.links.contains(CallerView.path(town.karim)), "the same name at another domain")
        #expect(desk.page.words.contains("Aucune structure n’autorise le domaine gmail.example"))
        try desk.get("/exploitation?q=x%40ville-valmond.example")
        #expect(desk.page.words.contains("le plus proche est ville-valmont.example"))
        try desk.get("/exploitation?q=not+an%40address%40at+all")
        #expect(desk.page.words.contains("faites-la épeler"))
        #expect(desk.page.faults.isEmpty)
    }

    @Test func `the operator closes somebody's sessions and resumes an account`() throws {
        let rose = try town.desk(town.rose)
        try desk.get(CallerView.path(town.rose))
        try desk.submit(CallerView.path(town.rose) + "/sessions")
        #expect(desk.page.words.contains("sont fermées"))
        #expect(try rose.get("/annuaire").headers["location"]?.hasPrefix("/connexion") == true)
        try town.change { try $0.suspendUser(town.rose) }
        try desk.get(CallerView.path(town.rose))
        try desk.submit(CallerView.path(town.rose) + "/retablir")
        #expect(desk.page.words.contains("est rétabli"))
        #expect(try town.read { try $0.isLive(town.rose, at: Town.morning) })
    }

    // MARK: - What waits

    @Test func `the desk tells what ends soon and who has no referent`() throws {
        try town.change { change in
            try change.endReferent(town.omar, of: town.montreuil, until: Town.morning + 30 * 86_400)
        }
        try desk.get("/exploitation")
        #expect(desk.page.words.contains("référent à renouveler"))
        #expect(desk.page.words.contains("Omar Haddad"))
        #expect(desk.page.words.contains("structure sans référent"))
        #expect(desk.page.faults.isEmpty)
    }

    @Test func `a request is settled with an answer, once`() throws {
        let id = try town.directory.change(by: .user(town.claire), at: Town.morning - 60) {
            (change) throws(DirectoryError) in
            try change.askOperator(for: .name, about: town.elodie, wanted: "Élodie Martin", words: "Mariage")
        }
        try desk.get("/exploitation")
        #expect(desk.page.words.contains("Changer le nom\u{A0}: Élodie Barbier"))
        try desk.get("/exploitation/demandes")
        #expect(desk.page.faults.isEmpty)
        try desk.get("/exploitation/demandes/\(id)")
        #expect(desk.page.faults.isEmpty)
        #expect(desk.page.words.contains("Élodie Martin") && desk.page.words.contains("Mariage"))
        let empty = try desk.post("/exploitation/demandes/\(id)", [("decision", "refused"), ("reponse", " ")])
        #expect(empty.status == .unprocessableContent)
        #expect(desk.page.words.contains("Écrivez pourquoi la demande est refusée"))
        #expect(desk.page.faults.isEmpty)
        try desk.submit("/exploitation/demandes/\(id)", [("decision", "done"), ("reponse", "C’est fait.")])
        #expect(desk.page.words.contains("notée comme faite"))
        let request = try #require(try town.read { try $0.request(id, in: .everything) })
        #expect(request.state == .done && request.answer == "C’est fait." && request.settledByName == "Odile Morel")
        try desk.get("/exploitation/demandes/\(id)")
        #expect(desk.page.words.contains("Traitée par Odile Morel"))
        try desk.submit("/exploitation/demandes/\(id)", [("decision", "refused"), ("reponse", "Non")])
        #expect(desk.page.words.contains("traitée par quelqu’un d’autre"))
    }

    // MARK: - A power and a short password

    @Test func `no power is used with a password too short for it`() throws {
        let link = try town.accounts.createLink(for: town.karim, by: .commandLine("test"), at: Town.morning - 3600)
        let client = Client(address: "192.0.2.1", userAgent: nil, deviceToken: nil)
        guard
            case .signedIn(let signedIn) = try town.accounts.useLink(
                link.token, password: "tarte lilas 7", client: client, at: Town.morning - 60)
        else { throw Town.NotSignedIn() }
        try town.change { try $0.designateReferent(town.karim, of: town.valmont) }
        let karim = Desk(town, session: signedIn.sessionToken)
        #expect(
            try karim.get("/annuaire/utilisateurs?vue=dormants").headers["location"]
                == "/profil/mot-de-passe?retour=%2Fannuaire%2Futilisateurs%3Fvue%3Ddormants")
    }
}
