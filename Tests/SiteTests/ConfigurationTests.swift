import Accounts
import Crypto
import FoundationEssentials
import HTTP
import Mail
import Pages
import TestFiles
import Testing
import Transfer

@testable import Site

@Suite struct `The configuration` {
    private func read(_ text: String) throws -> Configuration {
        let folder = try TestFolder()
        let path = folder.path + "/convergences.json5"
        try Data(text.utf8).write(to: URL(filePath: path))
        return try Configuration.load(path)
    }

    private func complaint(_ text: String) -> String {
        do {
            _ = try read(text)
            return "(none)"
        } catch {
            let words = "\(error)"
            return words.firstRange(of: "json5: ").map { String(words[$0.upperBound...]) } ?? words
        }
    }

    @Test func `is written with comments, and means the defaults`() throws {
        let sample = ConfigurationSample(
            publicURL: "https://auth.example.fr", listen: "127.0.0.1:8080", trustedProxies: ["127.0.0.1", "10.0.0.0/8"])
        let configuration = try read(sample.text)
        #expect(configuration.publicURL.description == "https://auth.example.fr")
        #expect(configuration.listen.description == "127.0.0.1:8080")
        #expect(configuration.figures == .init())
        #expect(configuration.database.hasSuffix("/convergences.sqlite"))
        #expect(configuration.database.hasPrefix("/"))
    }

    @Test func `says where mail goes: to a folder, or to a server once its address to send from is given`() throws {
        let url = "publicURL: \"http://localhost:8080\""
        let none = try read("{ \(url) }")
        #expect(none.mail.destination.description.hasSuffix("/mails"))
        #expect(none.mail.sender.from.address.text == "correspondantCIG@cig929394.fr")
        func mail(_ text: String) -> String { "{ \(url), mail: { \(text) } }" }
        let server = try read(mail("server: { host: \"smtp.example.fr\" }, from: \"portail@example.fr\""))
        #expect(server.mail.destination.description == "smtp.example.fr:587 (starttls)")
        #expect(complaint(mail("server: { host: \"smtp.example.fr\" }")).hasPrefix("mail.from is missing"))
        #expect(complaint(mail("server: { port: 25 }")) == "mail.server.host is missing")
        #expect(complaint(mail("from: \"nobody\"")) == "mail.from must be an e-mail address")
        #expect(
            complaint(mail("server: { host: \"a.example\", encryption: \"ssl\" }"))
                == "mail.server.encryption must be \"starttls\", \"tls\" or \"none\"")
        #expect(
            complaint(mail("server: { host: \"a.example\", user: \"u\" }"))
                == "mail.server.user and mail.server.passwordFile go together")
        let clear = "server: { host: \"a.example\", encryption: \"none\", user: \"u\", passwordFile: \"p\" }"
        #expect(complaint(mail(clear)).contains("a password never goes in clear"))
        #expect(complaint(mail("smtp: {}")).contains("mail.smtp is not a setting"))
    }

    @Test func `the password of the mail server is read from a file that nobody else may read`() throws {
        let folder = try TestFolder()
        let path = folder.path + "/convergences.json5"
        let server = "server: { host: \"a.example\", user: \"u\", passwordFile: \"secret\" }, from: \"p@a.example\""
        try Data("{ publicURL: \"http://localhost:8080\", mail: { \(server) } }".utf8).write(to: URL(filePath: path))
        let settings = try Configuration.load(path).mail
        #expect { try settings.transport() } throws: { "\($0)".contains("secret") }
        let secret = folder.path + "/secret"
        #expect(FileManager.default.createFile(atPath: secret, contents: Data("gommes\n".utf8)))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secret)
        #expect { try settings.transport() } throws: { "\($0)".contains("others may read") }
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: secret)
        guard case .server(let ready) = try settings.transport() else {
            Issue.record("no server")
            return
        }
        #expect(ready.credentials != nil)
        #expect(!"\(settings)\(ready)".contains("gommes"))
    }

    @Test func `what the sample comments out shows the defaults`() throws {
        let sample = ConfigurationSample(
            publicURL: "http://localhost:8080", listen: "127.0.0.1:8080", trustedProxies: [])
        let lines = sample.text.split(separator: "\n").map { line in
            // Explanations begin with a capital letter, settings do not.
            guard let mark = line.firstRange(of: "// "),
                let first = line[mark.upperBound...].first(where: { $0 != " " }),
                !first.isUppercase
            else { return String(line) }
            return String(line[..<mark.lowerBound] + line[mark.upperBound...])
        }
        #expect(lines.count { $0.contains("//") && !$0.contains("http") } < 20)
        let configuration = try read(lines.joined(separator: "\n"))
        let defaults = try read(sample.text)
        #expect(configuration.figures == defaults.figures)
        #expect(configuration.policy.minimum == defaults.policy.minimum)
        #expect(configuration.hashing == defaults.hashing)
        #expect(configuration.restoreWindow == defaults.restoreWindow)
        #expect(configuration.publication == defaults.publication)
        #expect(configuration.keyPassphraseFile != nil && defaults.keyPassphraseFile == nil)
        #expect(configuration.journalRetention == defaults.journalRetention)
        #expect(configuration.identity.correspondent == defaults.identity.correspondent)
    }

    @Test func `takes figures`() throws {
        let configuration = try read(
            """
            { publicURL: "http://localhost:8080", listen: "[::1]:9000", sessions: { idleMinutes: 30 },
              passwords: { minimumLength: 14, hashing: { passes: 3, atOnce: 4, }, }, throttle: { failuresPerDay: 10 },
              retention: { restoreDays: 7 }, site: { name: "Portail" },
              saml: { metadataCacheMinutes: 60, metadataValidDays: 14 }, keys: { passphraseFile: "secret" } }
            """)
        #expect(configuration.figures.idle == 1800)
        #expect("\(configuration.publication)".contains("cacheDuration: 3600"))
        #expect("\(configuration.publication)".contains("validity: Optional(1209600)"))
        #expect(configuration.keyPassphraseFile?.hasSuffix("/secret") == true)
        #expect(configuration.policy.minimum == 14)
        #expect(configuration.hashing.passes == 3)
        #expect(configuration.hashingBuffers == 4)
        #expect(configuration.figures.throttle.failuresPerDay == 10)
        #expect(configuration.restoreWindow == 7 * 86_400)
        #expect(configuration.listen.description == "[::1]:9000")
        #expect(configuration.identity.name == "Portail")
    }

    @Test(arguments: [
        ("{}", "publicURL is missing"),
        ("[]", "the file must hold one object { … }"),
        (#"{ publicURL: "localhost" }"#, "publicURL must be such as \"https://auth.example.fr\", without a path"),
        (#"{ publicURL: 3 }"#, "publicURL must be a text"),
        (
            #"{ publicURL: "http://localhost", databse: "x" }"#,
            "databse is not a setting. Did you mean database?"
        ),
        (
            #"{ publicURL: "http://localhost", sessions: { idelMinutes: 3 } }"#,
            "sessions.idelMinutes is not a setting. Did you mean sessions.idleMinutes?"
        ),
        (
            #"{ publicURL: "http://localhost", sessions: { idleMinutes: 0 } }"#,
            "sessions.idleMinutes must be a whole number from 1 to 1440"
        ),
        (
            #"{ publicURL: "http://localhost", sessions: { idleMinutes: 90, absoluteMinutes: 60 } }"#,
            "sessions.idleMinutes must not be more than sessions.absoluteMinutes"
        ),
        (
            #"{ publicURL: "http://localhost", passwords: { minimumLength: 8 } }"#,
            "passwords.minimumLength must be a whole number from 12 to 64"
        ),
        (#"{ publicURL: "http://localhost", sessions: 3 }"#, "sessions must be an object { … }"),
        (#"{ publicURL: "http://localhost", listen: "8080" }"#, "listen must be such as \"127.0.0.1:8080\""),
        (
            #"{ publicURL: "http://localhost", trustedProxies: ["proxy"] }"#,
            "trustedProxies must be a list of addresses or blocks such as \"10.0.0.0/8\""
        ),
        (#"{ publicURL: "http://localhost", trustedProxies: "x" }"#, "trustedProxies must be a list of texts"),
    ])
    func `says what is wrong, and where`(_ text: String, _ words: String) {
        #expect(complaint(text) == words)
    }

    @Test func `says that a file is missing, or not JSON5`() {
        #expect(complaint("{ publicURL: ").contains("is not JSON5"))
        #expect(throws: SiteError.self) { try Configuration.load("/nonexistent/convergences.json5") }
    }
}
