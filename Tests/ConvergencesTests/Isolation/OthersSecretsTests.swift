import Database
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing
import Site

@testable import Convergences

/// What belongs to one browser, tried with another; and addresses whose pieces are real but do not belong together.
@Suite struct `What is another's` {
    private let site: IsolationSite
    private let ada: ID<User>
    private let bob: ID<User>

    init() throws {
        site = try IsolationSite()
        let people = [try site.addPerson(in: [site.valmont]), try site.addPerson(in: [site.valmont])]
        (ada, bob) = (people[0], people[1])
        let (valmont, role) = (site.valmont, site.roles[site.bip])
        try site.change { (change) throws(DirectoryError) in
            for person in people {
                try change.designateReferent(person, of: valmont)
                if let role { try change.grant(role, to: person, for: valmont) }
            }
        }
    }

    @Test func `a request that waits is answered in its own browser and in no other`() throws {
        let (own, other) = (try site.guest(ada), try site.guest(bob))
        let first = try site.waitingSignOn(in: own)
        #expect(try own.get("/saml/continue/\(first)").text.contains("SAMLResponse"))
        #expect(try !other.get("/saml/continue/\(first)").text.contains("SAMLResponse"))
        // One that waits for its sign-in.
        let stranger = try site.guest(nil)
        let second = try site.waitingSignOn(in: stranger)
        let asked = try stranger.get("/saml/continue/\(second)")
        #expect(asked.headers["location"]?.hasPrefix("/connexion") == true)
        let before = try site.rows()
        let refused = [
            try other.get("/saml/continue/\(second)"),
            try other.post("/saml/continue/\(second)", [.init(name: "structure", value: "\(site.valmont.rawValue)")]),
        ]
        for answer in refused {
            #expect(answer.status.rawValue >= 400 && !answer.text.contains("SAMLResponse"))
        }
        #expect(try site.rows() == before)
        let again = try stranger.get("/saml/continue/\(second)")
        #expect(again.headers["location"]?.hasPrefix("/connexion") == true)
    }

    @Test func `a form that was kept is shown, sent and given up by whoever typed it`() throws {
        let own = try site.guest(ada)
        _ = try own.post("/annuaire/utilisateurs/ajouter", [])
        own.moment = IsolationSite.now + 3 * 3600
        let word = "Zéphyrine"
        let answer = try own.post("/annuaire/utilisateurs/ajouter", [.init(name: "nom", value: word)])
        #expect(answer.headers["location"]?.hasPrefix("/connexion") == true)
        #expect(own.cookies["reprise"] != nil)

        let thief = try site.guest(bob, at: own.moment)
        thief.take("reprise", from: own)
        let kept = try site.rows()["parked_form"]
        #expect(kept?.count == 1)
        #expect(try !thief.get("/reprise").text.contains(word))
        thief.take("reprise", from: own)
        _ = try thief.post("/reprise/abandonner")
        #expect(try site.rows()["parked_form"] == kept)

        let back = try site.guest(ada, at: own.moment)
        back.take("reprise", from: own)
        #expect(try back.get("/reprise").text.contains(word))
        _ = try back.post("/reprise/abandonner")
        #expect(try site.rows()["parked_form"] == [])
    }

    @Test func `a logout's name leads to its own service providers only`() throws {
        let (one, two) = (try site.logout(of: ada), try site.logout(of: bob))
        let browser = try site.guest(nil)
        let mixed = try browser.get("/deconnexion/\(one.name)/\(two.participant)")
        #expect(mixed.headers["location"] == "/deconnexion/\(one.name)")
        let own = try browser.get("/deconnexion/\(one.name)/\(one.participant)")
        #expect(own.headers["location"]?.contains("SAMLRequest") == true)
    }

    @Test func `pieces of an address that do not belong together are nothing, for the operator too`() throws {
        let chief = try site.addPerson(in: [site.cig])
        let other = try site.addPerson(in: [site.montreuil])
        let (montreuil, baths) = (site.montreuil, site.baths)
        try site.change { (change) throws(DirectoryError) in
            try change.appointOperator(chief)
            try change.designateReferent(other, of: montreuil)
        }
        let group = try site.site.directory.read { (view) throws(DirectoryError) in
            try view.roleGroups(of: baths).first?.id
        }
        let role = try #require(site.roles[baths]).rawValue
        let bip = "/annuaire/applications/bip"
        let valmont = "/annuaire/structures/\(site.valmont.rawValue)"
        let guest = try site.guest(chief)
        let forms = [
            "\(bip)/\(role)/affecter", "\(bip)/\(role)/retirer", "\(bip)/roles/\(role)",
            "\(bip)/groupes/\(try #require(group).rawValue)", "\(bip)/groupes/\(try #require(group).rawValue)/roles",
            "\(valmont)/referents/\(other.rawValue)/terminer", "\(valmont)/domaines/montreuil.example/retirer",
        ]
        for path in forms {
            #expect(try guest.get(path).status == .notFound, "\(path)")
            let before = try site.rows()
            #expect(try guest.post(path).status == .notFound, "POST \(path)")
            #expect(try site.rows() == before, "\(path)")
        }
        for path in ["\(bip)/\(role)", "\(bip)/\(role)/export", "\(bip)/\(role)/suggestions?q=pe"] {
            #expect(try guest.get(path).status == .notFound, "\(path)")
        }
    }

    @Test func `an id of another town in a query or a field shows and changes nothing`() throws {
        let foreign = try site.addPerson(in: [site.montreuil])
        let (montreuil, bathsRole) = (site.montreuil, try #require(site.roles[site.baths]))
        let bipRole = try #require(site.roles[site.bip])
        try site.change { (change) throws(DirectoryError) in
            try change.grant(bathsRole, to: foreign, for: montreuil)
            try change.grant(bipRole, to: foreign, for: montreuil)
        }
        let guest = try site.guest(ada)
        let (place, person) = (montreuil.rawValue, foreign.rawValue)
        let members = "/annuaire/applications/bip/\(bipRole.rawValue)"
        let pages = [
            "/annuaire/utilisateurs?structure=\(place)", "/annuaire/utilisateurs/export?structure=\(place)",
            "/annuaire/utilisateurs/imprimer?structure=\(place)", "/annuaire/utilisateurs?application=bains",
            "/annuaire/utilisateurs/ajouter?structure=\(place)", "/annuaire/utilisateurs/relancer?structure=\(place)",
            "/annuaire/utilisateurs/importer?structure=\(place)", "/annuaire/applications?structure=\(place)",
            "\(members)?structure=\(place)", "\(members)/export?structure=\(place)",
            "\(members)/affecter?personne=\(person)", "\(members)/affecter?q=Num%C3%A9ro",
            "\(members)/suggestions?q=z%C3%A9d", "\(members)/retirer?personne=\(person)&structure=\(place)",
            "/journal?structure=\(place)", "/journal/export?structure=\(place)", "/journal?personne=\(person)",
            "/journal/connexions?personne=\(person)", "/suivi?structure=\(place)",
            "/annuaire/demandes?personne=\(person)", "/travaux?qui=tous",
        ]
        for page in pages {
            let answer = try guest.get(page)
            #expect(answer.status.rawValue < 500, "\(page)")
            #expect(!answer.text.contains(IsolationSite.mark), "\(page)")
        }
        let user = PageForm.Field(name: "u", value: "\(person)")
        let somewhere = PageForm.Field(name: "structure", value: "\(place)")
        let forms: [(String, [PageForm.Field])] = [
            ("/annuaire/utilisateurs/selection", [user, .init(name: "action", value: "supprimer")]),
            ("/annuaire/utilisateurs/selection", [user, .init(name: "action", value: "exporter")]),
            (
                "/annuaire/utilisateurs/ajouter",
                [
                    somewhere, .init(name: "nom", value: "A"), .init(name: "prenom", value: "B"),
                    .init(name: "email", value: "a.b@montreuil.example"),
                ]
            ),
            ("\(members)/affecter", [.init(name: "personne", value: "\(person)"), somewhere]),
            ("\(members)/retirer", [.init(name: "personne", value: "\(person)"), somewhere]),
            ("\(members)/selection", [somewhere]),
            ("\(members)/selection", [.init(name: "q", value: "Zé")]),
            ("/annuaire/utilisateurs/\(ada.rawValue)/rattacher", [somewhere]),
            ("/annuaire/utilisateurs/\(bob.rawValue)/detacher", [somewhere]),
        ]
        for (path, fields) in forms {
            let before = try site.rows()
            let answer = try guest.post(path, fields)
            #expect(answer.status.rawValue < 500, "\(path)")
            #expect(!answer.text.contains(IsolationSite.mark), "\(path)")
            #expect(try site.rows() == before, "POST \(path) \(fields) changed something")
        }
    }
}

@Suite struct `The names of applications` {
    @Test func `are never words that stand in their place in addresses`() throws {
        let site = try IsolationSite()
        let patterns = site.service.router.routes.map { $0.pattern.split(separator: "/") }
        var words: Set<String> = []
        for pattern in patterns {
            for (place, segment) in pattern.enumerated() where segment == "{application}" {
                for other in patterns where other.count > place && other.prefix(place) == pattern.prefix(place) {
                    if !other[place].hasPrefix("{") { words.insert(String(other[place])) }
                }
            }
        }
        #expect(words == Slug.reserved)
        for word in words {
            #expect(throws: DirectoryError.self) {
                try site.change { (change) throws(DirectoryError) in _ = try change.addApplication(word, name: "Export")
                }
            }
        }
    }
}
