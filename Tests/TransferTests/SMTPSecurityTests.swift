import Foundation
import TestServers
import Testing

@testable import Transfer

/// Encryption, certificates, names and passwords, with a real server.
struct SMTPSecurityTests {
    let address = MailAddress.known("portail@cig.example")
    let message = Array("Subject: test\r\n\r\nBonjour\r\n".utf8)
    static let password = "pässword with spaces"

    func deliver(
        to server: MailServer, _ encryption: SMTPServer.Encryption, trusting authorities: String?,
        password: String? = nil
    ) throws -> SMTPOutcome {
        let place = try SMTPServer(
            host: "127.0.0.1", port: server.port, encryption: encryption,
            credentials: password.map { .init(user: "portail", password: $0) }, authorities: authorities)
        return try SMTPSession(place).deliver(message, from: address, to: address)
    }

    @Test(arguments: [SMTPServer.Encryption.startTLS, .tls])
    func `mail goes over an encrypted connection to a server that is trusted`(
        encryption: SMTPServer.Encryption
    ) throws {
        let certificate = try TestCertificate.shared.get()
        let server = try MailServer(encryption: encryption.rawValue, certificate: certificate)
        guard case .accepted = try deliver(to: server, encryption, trusting: certificate.certificate) else {
            Issue.record("not accepted")
            return
        }
        #expect(try server.accepted().first?.envelope.encrypted == true)
    }

    @Test(arguments: [SMTPServer.Encryption.startTLS, .tls])
    func `a certificate that nobody vouches for ends the delivery before a word is said`(
        encryption: SMTPServer.Encryption
    ) throws {
        let server = try MailServer(encryption: encryption.rawValue, certificate: try TestCertificate.shared.get())
        let outcome = try deliver(to: server, encryption, trusting: nil, password: Self.password)
        guard case .tryAgain(.connection(.certificate)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(!server.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
    }

    @Test func `a trusted certificate of another host is refused`() throws {
        let certificate = try TestCertificate.another.get()
        let server = try MailServer(encryption: "starttls", certificate: certificate)
        let outcome = try deliver(to: server, .startTLS, trusting: certificate.certificate)
        guard case .tryAgain(.connection(.certificate)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `a server that offers no encryption gets nothing when encryption is demanded`() throws {
        let server = try MailServer(user: "portail:\(Self.password)")
        let outcome = try deliver(to: server, .startTLS, trusting: nil, password: Self.password)
        guard case .tryAgain(.connection(.notEncrypted)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(!server.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
    }

    @Test func `a server that takes STARTTLS back gets nothing either`() throws {
        let certificate = try TestCertificate.shared.get()
        let server = try MailServer(
            [.init(.starttls, reply: "454 4.7.0 TLS not available")], encryption: "starttls", certificate: certificate)
        let outcome = try deliver(to: server, .startTLS, trusting: certificate.certificate)
        guard case .tryAgain(.connection(.notEncrypted)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(server.count == 0)
    }

    @Test(arguments: ["PLAIN LOGIN", "LOGIN", "PLAIN"])
    func `name and password are said by PLAIN or LOGIN`(mechanisms: String) throws {
        let certificate = try TestCertificate.shared.get()
        let server = try MailServer(
            encryption: "starttls", certificate: certificate, user: "portail:\(Self.password)", mechanisms: mechanisms)
        let outcome = try deliver(
            to: server, .startTLS, trusting: certificate.certificate, password: Self.password)
        guard case .accepted = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try server.accepted().first?.envelope.user == "portail")
    }

    @Test(arguments: ["PLAIN LOGIN", "LOGIN"])
    func `a wrong password is ours to mend: tried again, and told without the password`(mechanisms: String) throws {
        let certificate = try TestCertificate.shared.get()
        let server = try MailServer(
            encryption: "tls", certificate: certificate, user: "portail:another", mechanisms: mechanisms)
        let outcome = try deliver(to: server, .tls, trusting: certificate.certificate, password: Self.password)
        guard case .tryAgain(.signIn(let reply)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(reply.enhancedCode == "5.7.8")
        #expect(!String(reflecting: outcome).contains("pässword"))
        #expect(server.count == 0)
    }

    @Test func `a server that wants a name and gets none is a trouble of the site`() throws {
        let certificate = try TestCertificate.shared.get()
        let server = try MailServer(encryption: "tls", certificate: certificate, user: "portail:x")
        guard case .tryAgain(.server(let reply)) = try deliver(to: server, .tls, trusting: certificate.certificate)
        else {
            Issue.record("no trouble")
            return
        }
        #expect(reply.code == 530)
    }

    @Test func `a password never goes in clear`() {
        #expect(throws: TransferError.self) {
            try SMTPServer(host: "127.0.0.1", encryption: .none, credentials: .init(user: "a", password: "b"))
        }
    }

    @Test func `a dump of the configuration shows no password`() throws {
        let credentials = SMTPServer.Credentials(user: "portail", password: Self.password)
        let place = try SMTPServer(host: "smtp.cig.example", credentials: credentials)
        var dumped = ""
        dump(place, to: &dumped)
        for text in ["\(place)", String(reflecting: place), dumped, "\(credentials)", String(reflecting: credentials)] {
            #expect(!text.contains(Self.password))
        }
    }

    @Test(arguments: [
        "", "-a.example", "a..example", "a b", "a\r\nb", "a/b", "user@a", "a:99", "[::1]", "1.2.3", "1.2.3.999",
        "a.example/x?y", "é.example",
    ])
    func `what is no host is not a server`(host: String) {
        #expect(throws: TransferError.self) { try SMTPServer(host: host) }
    }

    @Test(arguments: ["smtp.cig.example", "localhost", "192.0.2.1", "2001:db8::25"])
    func `names and addresses are hosts`(host: String) throws {
        let server = try SMTPServer(host: host, greetingName: "sso.cig.example")
        #expect(server.url == "smtp://\(host.contains(":") ? "[\(host)]" : host):587/sso.cig.example")
    }

    @Test func `no proxy of the environment carries mail or requests`() throws {
        for name in ["all_proxy", "ALL_PROXY", "http_proxy", "https_proxy"] {
            unsafe setenv(name, "socks5h://127.0.0.1:1", 1)
        }
        defer { for name in ["all_proxy", "ALL_PROXY", "http_proxy", "https_proxy"] { unsafe unsetenv(name) } }
        let server = try MailServer()
        guard case .accepted = try deliver(to: server, .none, trusting: nil) else {
            Issue.record("through the proxy")
            return
        }
        let web = try RunningServer("http_server.py", [])
        var client = OutboundClient()
        client.schemes = .any
        client.allowsPrivateAddresses = true
        #expect(try client.send(.get("http://127.0.0.1:\(web.port)/document")).status == 200)
    }
}
