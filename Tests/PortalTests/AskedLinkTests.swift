import Accounts
import Database
import Directory
import FoundationEssentials
import HTTP
import Mail
import PageInspection
import TestMail
import Testing

@testable import Portal

/// « Première visite » and « Mot de passe oublié ».
@Suite struct `A link by mail` {
    let site: Valmont
    let browser: Browser
    /// Active, never activated, suspended.
    let thomas: ID<User>
    let lea: ID<User>

    init() throws {
        site = try Valmont()
        browser = Browser(site)
        thomas = try site.person("Thomas", "Legrand", ["bip"])
        lea = try site.person("Lea", "Petit", isActive: false)
        let paul = try site.person("Paul", "Martin")
        try site.accounts.directory.change(by: .commandLine("test"), at: Valmont.morning - 500) {
            try $0.suspendUser(paul)
        }
    }

    /// Asks for a link as a person does, and lets the site answer a moment later.
    @discardableResult
    func ask(_ email: String, at path: String = "/mot-de-passe/oublie") throws -> Response {
        try browser.get(path)
        let answer = try browser.post(path, [("email", email)])
        try site.accounts.answerAskedLinks(at: browser.now + 1)
        return answer
    }

    func mails() throws -> [WrittenMail] { try site.directory.database.writtenMails() }

    @Test func `leads from a forgotten password to a new one, closes the other sessions and tells the person`() throws {
        let desk = Browser(site)
        try desk.signIn("Thomas", "Legrand")
        #expect(try ask("Thomas.Legrand@Ville-Valmont.example ").location == "/lien-demande")
        let mail = try #require(try mails().last)
        #expect(mail.kind == .passwordReset && mail.recipient == thomas.rawValue)
        let path = try #require(mail.link).dropFirst("https://auth.test".count)
        for _ in 1...3 {
            #expect(try browser.get(String(path)).location == "/mot-de-passe/nouveau")
            #expect(try browser.get("/mot-de-passe/nouveau").status == .ok)
        }
        let done = try browser.post("/mot-de-passe/nouveau", [("password", "castor volcan dimanche tarte")])
        #expect(done.location == "/")
        #expect(try browser.get("/").status == .ok)
        #expect(try desk.get("/").location == "/connexion")
        #expect(try mails().map(\.kind) == [.passwordReset, .passwordChanged])
    }

    @Test func `is an invitation for whoever never had a password, on either page`() throws {
        try ask("lea.petit@ville-valmont.example")
        let mail = try #require(try mails().last)
        #expect(mail.kind == .invitationAsked && mail.recipient == lea.rawValue)
        let token = try #require(mail.token)
        try browser.get("/bienvenue/\(token)")
        try browser.get("/bienvenue")
        #expect(try browser.post("/bienvenue", [("password", Valmont.password)]).location == "/")
        #expect(try site.accounts.status(of: lea, at: browser.now).hasPassword)
    }

    @Test(arguments: ["/premiere-visite", "/mot-de-passe/oublie"])
    func `is answered alike, whoever the address belongs to`(_ path: String) throws {
        var answers: [String] = []
        for name in ["thomas.legrand", "lea.petit", "paul.martin", "nobody"] {
            let answer = try ask("\(name)@ville-valmont.example", at: path)
            let next = try #require(answer.location)
            let page = try browser.get(next)
            #expect(page.page.faults.isEmpty)
            answers.append("\(answer.status) \(answer.headers) \(answer.cookies.map(\.name)) \(page.page.words)")
        }
        #expect(Set(answers).count == 1)
        #expect(
            try mails().map(\.address) == ["thomas.legrand@ville-valmont.example", "lea.petit@ville-valmont.example"])
        #expect(
            try site.directory.database.read { (connection) throws(DatabaseError) in
                try connection.count("SELECT count(*) FROM asked_link")
            } == 0)
    }

    /// The figure of Documentation/Rules.md, at a quarter of its rounds; the site's own work, without a network's noise.
    @Test func `takes the same time, whoever the address belongs to`() throws {
        let names = ["thomas.legrand", "lea.petit", "paul.martin", "nobody"]
        var times = [[Duration]](repeating: [], count: names.count)
        try browser.get("/mot-de-passe/oublie")
        for _ in 1...500 {
            for (index, name) in names.enumerated() {
                browser.now += 2
                let clock = ContinuousClock()
                let start = clock.now
                try browser.post("/mot-de-passe/oublie", [("email", "\(name)@ville-valmont.example")])
                times[index].append(clock.now - start)
                try site.accounts.answerAskedLinks(at: browser.now)
            }
        }
        let medians = times.map { $0.sorted()[$0.count / 2] }
        let difference = try #require(medians.max()) - #require(medians.min())
        #expect(difference < .milliseconds(1), "medians: \(medians)")
    }

    @Test func `is sent once in ten minutes and ten times a day, so that strangers fill nobody’s mailbox`() throws {
        for _ in 1...3 { try ask("thomas.legrand@ville-valmont.example") }
        #expect(try mails().count == 1)
        for _ in 1...30 {
            browser.now += 601
            try ask("thomas.legrand@ville-valmont.example")
        }
        #expect(try mails().count == 10)
        browser.now += 86_400
        try ask("thomas.legrand@ville-valmont.example")
        #expect(try mails().count == 11)
    }

    @Test func `asked for too often from one network is refused in words`() throws {
        for number in 1...60 { try ask("nobody\(number)@ville-valmont.example") }
        let answer = try ask("thomas.legrand@ville-valmont.example")
        #expect(answer.status == .tooManyRequests)
        #expect(answer.headers["retry-after"] != nil)
        #expect(answer.page.words.contains("Trop de liens ont été demandés depuis votre réseau"))
        #expect(answer.page.value(of: "email") == "thomas.legrand@ville-valmont.example")
        #expect(try mails().isEmpty)
        browser.now += 60
        #expect(try ask("thomas.legrand@ville-valmont.example").location == "/lien-demande")
    }

    @Test(arguments: ["", "thomas", "thomas@", "thomas@ville valmont.example"])
    func `to what is no address is asked for again`(_ typed: String) throws {
        let answer = try ask(typed)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.page.title.hasPrefix("Erreur\u{A0}: "))
        #expect(answer.page.faults.isEmpty)
    }

    @Test func `that has ended is replaced without typing the address`() throws {
        try ask("lea.petit@ville-valmont.example")
        let token = try #require(try mails().last?.token)
        browser.now += 8 * 86_400
        try browser.get("/bienvenue/\(token)")
        let dead = try browser.get("/bienvenue")
        #expect(dead.status == 410)
        #expect(dead.page.words.contains("Recevoir un nouveau lien"))
        #expect(dead.page.faults.isEmpty)
        #expect(try browser.post("/nouveau-lien").location == "/lien-demande")
        try site.accounts.answerAskedLinks(at: browser.now + 1)
        #expect(try mails().map(\.kind) == [.invitationAsked, .invitationAsked])
        #expect(try mails().last?.address == "lea.petit@ville-valmont.example")
    }

    @Test func `waits in the store for whoever answers next`() throws {
        try browser.get("/mot-de-passe/oublie")
        try browser.post("/mot-de-passe/oublie", [("email", "thomas.legrand@ville-valmont.example")])
        // The process dies here, and another begins within the hour.
        #expect(try mails().isEmpty)
        try site.accounts.answerAskedLinks(at: browser.now + 3000)
        try site.accounts.answerAskedLinks(at: browser.now + 3001)
        #expect(try mails().count == 1)
    }
}
