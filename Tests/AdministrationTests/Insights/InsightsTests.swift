import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Testing

@testable import Administration

/// The figures: a sentence, a table, a file and a list that say the same (Documentation/Statements.md, 31).
struct InsightsTests {
    private let town: Town

    init() throws { town = try Town() }

    private func insights(_ user: ID<User>, days: Int = 30) throws -> Insights {
        let signedIn = try #require(try town.read { try $0.signedInUser(user, at: Town.morning) })
        return Insights(
            accounts: town.accounts, directory: town.directory, user: signedIn, now: Town.morning, language: .fr,
            days: days)
    }

    private func lines(of path: String, at desk: Desk) throws -> Int {
        let parts = path.split(separator: "?", maxSplits: 1)
        let answer = try desk.get("\(parts[0])/export?\(parts.count > 1 ? parts[1] : "")")
        #expect(answer.status == .ok, "\(path)")
        return String(decoding: try answer.wholeBody(), as: UTF8.self).split(separator: "\r\n").count - 1
    }

    private func fail(_ email: String, times: Int, at moment: Date) throws {
        let client = Client(address: "198.51.100.7", userAgent: nil, deviceToken: nil)
        for number in 0..<times {
            _ = try town.accounts.signIn(
                email: email, password: "pas le bon", client: client, at: moment + Double(number))
        }
    }

    @Test func `each figure's total is the number of lines of the list it leads to`() throws {
        for user in [town.karim, town.elodie, town.rose] { _ = try town.desk(user) }
        try fail("karim.amrani@ville-valmont.example", times: 2, at: Town.morning - 3 * 86_400)
        try fail("personne@ailleurs.example", times: 3, at: Town.morning - 86_400)
        try town.change { change in
            _ = try change.addUser("neuf@montreuil.example", givenName: "N", familyName: "Euf", to: town.montreuil)
        }
        for user in [town.odile, town.nadia, town.claire, town.omar] {
            let desk = try town.desk(user)
            for figure in try insights(user).figures() {
                if let list = figure.list {
                    #expect(figure.total == (try lines(of: list.path, at: desk)), "\(figure.id) for \(user)")
                }
                for row in figure.rows {
                    guard let path = row.path else { continue }
                    #expect(row.count == (try lines(of: path, at: desk)), "\(figure.id), \(row.label) for \(user)")
                }
            }
        }
        let failures = try #require(try insights(town.odile).figures().first { $0.id == "echecs" })
        #expect(failures.total == 5)
        let signIns = try #require(try insights(town.odile).figures().first { $0.id == "connexions" })
        #expect(signIns.total == 7)
    }

    @Test func `the counters follow what is deleted`() throws {
        let desk = try town.desk(town.odile)
        _ = try town.desk(town.karim)
        try town.change { _ = try $0.deleteUser(town.karim) }
        _ = try town.accounts.directory.change(by: .program(.housekeeping), at: Town.morning) {
            try $0.eraseUsers(deletedBefore: Town.morning + 1).count
        }
        for figure in try insights(town.odile).figures() {
            guard let list = figure.list else { continue }
            #expect(figure.total == (try lines(of: list.path, at: desk)), "\(figure.id)")
        }
    }

    @Test func `the page is whole, with its tables, and says so while there is too little to draw`() throws {
        let odile = try town.desk(town.odile)
        #expect(try odile.get("/suivi").status == .ok)
        #expect(odile.page.faults.isEmpty, "\(odile.page.faults)")
        #expect(odile.page.words.contains("Il faut sept jours de connexions"))
        #expect(odile.page.words.contains("Échecs de connexion par cause"))
        for figure in try insights(town.odile).figures() {
            #expect(odile.page.words.contains(figure.caption.fr), "\(figure.id)")
            let file = try odile.get("/suivi/\(figure.id)/export")
            #expect(file.status == .ok)
            let lines = String(decoding: try file.wholeBody(), as: UTF8.self).split(separator: "\r\n")
            #expect(lines.count == figure.rows.count + 1, "\(figure.id)")
        }
        try fail("karim.amrani@ville-valmont.example", times: 1, at: Town.morning - 20 * 86_400)
        try odile.get("/suivi?jours=90")
        #expect(odile.text.contains("<svg viewBox=\"0 0 900 100\""))
        odile.language = .en
        try odile.get("/suivi")
        #expect(odile.page.faults.isEmpty)
        for word in [" vous ", " est ", " une ", " pour ", " les ", " comptes "] {
            #expect(!odile.page.words.lowercased().contains(word), "\(word)")
        }
    }

    @Test func `a referent sees figures of own structures alone, an agent none`() throws {
        _ = try town.desk(town.rose)
        let nadia = try town.desk(town.nadia)
        try nadia.get("/suivi")
        #expect(nadia.page.faults.isEmpty)
        #expect(!nadia.page.words.contains("Montreuil"))
        #expect(!nadia.page.words.contains("Échecs de connexion par cause"))
        #expect(try nadia.get("/suivi/echecs/export").status == .notFound)
        #expect(try nadia.get("/suivi/structures/export").status == .notFound)
        let karim = try town.desk(town.karim)
        #expect(try karim.get("/suivi").status == .notFound)
        #expect(try karim.get("/suivi/connexions/export").status == .notFound)
    }
}
