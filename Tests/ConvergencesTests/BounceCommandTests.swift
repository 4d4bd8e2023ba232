import Database
import FoundationEssentials
import Glibc
import TestFiles
import TestServers
import Testing

/// `convergences mail bounce` as a mail system runs it.
@Suite struct `A message that comes back` {
    let folder: TestFolder
    let program: TestProgram

    init() throws {
        folder = try TestFolder()
        program = TestProgram(in: folder)
        try program.makeSite()
        try program.succeed("structure", "add", "--name", "Ville", "--domain", "ville.example")
        try program.succeed(
            "user", "add", "--email", "elodie@ville.example", "--given-name", "Élodie", "--family-name", "Barbier",
            "--structure", "Ville", "--invite")
    }

    /// The invitation's Message-ID, once the server has put it into its folder.
    private func delivered() throws -> String {
        let server = try program.start(["serve"])
        defer { _ = server.stop() }
        for _ in 0..<2000 {
            let mails = folder.path + "/mails"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: mails)) ?? []
            if let name = names.first(where: { $0.hasSuffix(".eml") }) {
                let text = String(decoding: try folder.read("mails/" + name), as: UTF8.self)
                let field = text.split(separator: "\r\n").first { $0.hasPrefix("Message-ID: <") }
                // The row follows the file.
                usleep(300_000)
                return String((field ?? "").dropFirst("Message-ID: <".count).dropLast())
            }
            usleep(10_000)
        }
        throw TestFailure("no mail")
    }

    private func report(_ name: String, about id: String) throws -> String {
        let path = Fixtures.path("Returned/\(name).eml")
        guard let data = FileManager.default.contents(atPath: path) else { throw TestFailure("no \(path)") }
        return String(decoding: data, as: UTF8.self).replacing("MESSAGE-ID", with: id)
    }

    @Test func `marks whose address failed, and ends well whatever it was given`() throws {
        let id = try delivered()
        for name in ["absence", "postfix-delayed"] {
            let ignored = try program.run("mail", "bounce", input: try report(name, about: id))
            #expect(ignored.code == 0 && ignored.output.hasPrefix("Nothing is noted"), "\(ignored.errors)")
        }
        let forged = try program.run("mail", "bounce", input: try report("postfix", about: "guessed@cig.example"))
        #expect(forged.code == 0 && forged.output.contains("no mail of this site"))
        for name in ["postfix", "exim", "exim-letter", "exchange"] {
            let noted = try program.run("mail", "bounce", input: try report(name, about: id))
            #expect(noted.code == 0 && noted.output.hasPrefix("elodie@ville.example cannot be reached"), "\(name)")
        }
        #expect(try program.run("mail", "list", "--state", "sent").output.contains("returned"))
        #expect(try program.run("mail", "bounce").code == 64)
        #expect(try program.run("mail", "bounce", input: String(repeating: "x", count: 3_000_000)).code == 0)
    }

    @Test func `is kept by the mail system while the store does not answer`() throws {
        let text = try report("postfix", about: "guessed@cig.example")
        let database = try Database(path: folder.path + "/convergences.sqlite")
        let outcome = try database.write { (connection) throws in
            try connection.execute("UPDATE structure SET version = version WHERE 0")
            return try program.run("mail", "bounce", input: text)
        }
        #expect(outcome.code == 75, "\(outcome.output)\(outcome.errors)")
    }
}
