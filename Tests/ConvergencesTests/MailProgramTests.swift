import Database
import FoundationEssentials
import Glibc
import TestFiles
import TestServers
import Testing

/// The program with a real mail server: up, down, refusing, and killed in the middle.
@Suite struct `Mail of the whole program` {
    let folder: TestFolder
    let program: TestProgram

    init() throws {
        folder = try TestFolder()
        program = TestProgram(in: folder)
        try program.makeSite()
        try program.succeed("structure", "add", "--name", "Ville", "--domain", "ville.example")
    }

    /// Names a mail server in the configuration, as an operator does in an editor.
    func use(_ port: UInt16) throws {
        let path = folder.path + "/convergences.json5"
        let text = String(decoding: try folder.read("convergences.json5"), as: UTF8.self)
        let server =
            "server: { host: \"127.0.0.1\", port: \(port), encryption: \"none\" }, from: \"portail@cig.example\","
        try Data(text.replacing("  mail: {", with: "  mail: { \(server)").utf8).write(to: URL(filePath: path))
    }

    func add(_ number: Int) throws {
        try program.succeed(
            "user", "add", "--email", "agent\(number)@ville.example", "--given-name", "Agent", "--family-name",
            "Numéro \(number)", "--structure", "Ville", "--invite")
    }

    func wait(_ what: String, until condition: () throws -> Bool) throws {
        for _ in 0..<4000 {
            if try condition() { return }
            usleep(10_000)
        }
        throw TestFailure("waited in vain: \(what)")
    }

    @Test func `an invitation by the command line leaves through the server that runs`() throws {
        let mail = try MailServer()
        try use(mail.port)
        let tried = try program.run("mail", "test", "operateur@cig.example")
        #expect(tried.code == 0 && tried.output.contains("250"), "\(tried.errors)")
        let server = try program.start(["serve"])
        try server.waitFor("Mail goes to 127.0.0.1:\(mail.port) (none)")
        try add(1)
        try wait("the invitation") { mail.count == 2 }
        #expect(
            try mail.accepted().map(\.envelope.to) == ["TO:<operateur@cig.example>", "TO:<agent1@ville.example>"])
        let doubled = try program.run("user", "invite", "agent1@ville.example")
        #expect(doubled.output.contains("nothing was sent"))
        #expect(server.stop() == 0)
        #expect(server.errors.contains("event=mail"))
        #expect(!server.errors.contains("bienvenue/"))
        #expect(!server.output.contains("bienvenue/"))
    }

    @Test func `a server that is down or refuses is told in words, and nothing is lost`() throws {
        let down = try TestHTTP.freePort()
        try use(down)
        let tried = try program.run("mail", "test", "operateur@cig.example")
        #expect(tried.code == 1 && tried.errors.contains("The mail server does not answer."), "\(tried.errors)")
        let server = try program.start(["serve"])
        try server.waitFor("answers on")
        try add(1)
        try wait("the trouble") { try program.run("mail", "list").output.contains("unreachable") }
        #expect(try program.run("mail", "status", "--json").output.contains("\"waiting\" : 1"))
        #expect(server.stop() == 0)

        let refusing = try MailServer([.init(.rcpt, reply: "550 5.1.1 no such user")])
        let text = String(decoding: try folder.read("convergences.json5"), as: UTF8.self)
        try Data(text.replacing("port: \(down)", with: "port: \(refusing.port)").utf8)
            .write(to: URL(filePath: folder.path + "/convergences.json5"))
        #expect(try program.run("mail", "hurry").output.contains("1 mail(s)"))
        let second = try program.start(["serve"])
        try second.waitFor("answers on")
        try wait("the refusal") { try program.run("mail", "list", "--state", "failed").output.contains("refused") }
        #expect(second.stop() == 0)
    }

    /// SIGKILL at moments of chance, while a slow server takes one mail after the other.
    @Test func `kill -9 with mails that wait neither loses one nor sends more than the one under way twice`() throws {
        let mail = try MailServer([.init(.accepted, wait: 0.05)])
        try use(mail.port)
        let count = 10
        for number in 1...count { try add(number) }
        let kills = 4
        for _ in 1...kills {
            let server = try program.start(["serve"])
            try server.waitFor("answers on")
            usleep(.random(in: 20_000...160_000))
            kill(server.process, SIGKILL)
            #expect(server.wait() == -SIGKILL)
            try endLeases()
        }
        let last = try program.start(["serve"])
        try wait("every mail") { try program.run("mail", "status", "--json").output.contains("\"waiting\" : 0") }
        #expect(last.stop() == 0)
        let messages = try mail.accepted().map(\.message)
        #expect(Set(messages).count == count)
        #expect(messages.count <= count + kills)
    }

    /// The five minutes after which a mail is another worker's are over.
    private func endLeases() throws {
        let database = try Database(path: folder.path + "/convergences.sqlite", checkpointing: .elsewhere)
        try database.write { (connection) throws(DatabaseError) in
            _ = try connection.execute("UPDATE mail SET due_at = 0 WHERE state = 'sending'")
        }
    }
}
