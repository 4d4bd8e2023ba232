import Foundation
import TestServers
import Testing

@testable import Transfer

/// Deliveries to a real server on this machine.
struct SMTPDeliveryTests {
    let sender = MailAddress.known("portail@cig.example")
    let recipient = MailAddress.known("elodie.barbier@ville-valmont.example")

    func deliver(
        _ message: String = "Subject: test\r\n\r\nBonjour\r\n", to server: MailServer,
        change: (inout SMTPServer) -> Void = { _ in }
    ) throws -> SMTPOutcome {
        var place = try SMTPServer(host: "127.0.0.1", port: server.port, encryption: .none)
        change(&place)
        return try SMTPSession(place).deliver(Array(message.utf8), from: sender, to: recipient)
    }

    @Test func `a message arrives as it was sent, with its envelope`() throws {
        let server = try MailServer()
        let message =
            "Subject: test\r\n\r\n.a dot\r\n..two\r\n.\r\n\r\n" + String(repeating: "long ", count: 100) + "\r\n"
        let place = try SMTPServer(
            host: "127.0.0.1", port: server.port, encryption: .none, greetingName: "sso.cig.example")
        let outcome = try SMTPSession(place).deliver(Array(message.utf8), from: sender, to: recipient)
        guard case .accepted(let reply) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(reply.code == 250)
        #expect(reply.enhancedCode == "2.0.0")
        #expect(reply.text == "Ok: queued as 0001")
        let accepted = try #require(try server.accepted().first)
        #expect(String(decoding: accepted.message, as: UTF8.self) == message)
        #expect(accepted.envelope.from == "FROM:<portail@cig.example> SIZE=\(message.utf8.count)")
        #expect(accepted.envelope.to == "TO:<elodie.barbier@ville-valmont.example>")
        #expect(accepted.envelope.greeting == "sso.cig.example")
        #expect(!accepted.envelope.encrypted)
    }

    @Test func `a large message arrives whole`() throws {
        let server = try MailServer()
        let message = "Subject: test\r\n\r\n" + String(repeating: "0123456789\r\n", count: 20_000)
        guard case .accepted = try deliver(message, to: server) else {
            Issue.record("not accepted")
            return
        }
        #expect(try server.accepted().first?.message == Array(message.utf8))
    }

    @Test(arguments: [MailServer.Fault.Stage.rcpt, .data, .message])
    func `a 5xx to the recipient or to the message is for ever`(stage: MailServer.Fault.Stage) throws {
        let server = try MailServer([.init(stage, reply: "550 5.1.1 <elodie> No such user here")])
        guard case .refused(let reply) = try deliver(to: server) else {
            Issue.record("not refused")
            return
        }
        #expect(reply.code == 550)
        #expect(reply.enhancedCode == "5.1.1")
        #expect(reply.text == "<elodie> No such user here")
        #expect(server.count == 0)
    }

    @Test(arguments: [MailServer.Fault.Stage.rcpt, .data, .message])
    func `a 4xx to the recipient or to the message puts off this message alone`(
        stage: MailServer.Fault.Stage
    ) throws {
        let server = try MailServer([.init(stage, reply: "450 4.7.1 Greylisted", times: 1)])
        guard case .tryAgain(let trouble) = try deliver(to: server) else {
            Issue.record("no second try")
            return
        }
        #expect(!trouble.concernsServer)
        #expect("\(trouble)".contains("450 4.7.1 Greylisted"))
        guard case .accepted = try deliver(to: server) else {
            Issue.record("the second try was not accepted")
            return
        }
    }

    @Test(arguments: [
        MailServer.Fault(.greeting, reply: "554 5.3.2 Not now"), .init(.greeting, reply: "421 4.3.2 Closing"),
        .init(.hello, reply: "550 5.7.1 Go away"), .init(.mail, reply: "550 5.7.1 Sender refused"),
        .init(.mail, reply: "451 4.3.0 Busy"), .init(.rcpt, reply: "421 4.3.2 Closing"),
    ])
    func `what concerns the site is tried again and holds for the next message too`(fault: MailServer.Fault) throws {
        let server = try MailServer([fault])
        guard case .tryAgain(.server(let reply)) = try deliver(to: server) else {
            Issue.record("\(try deliver(to: server))")
            return
        }
        #expect(reply.enhancedCode != nil)
        #expect(SMTPTrouble.server(reply).concernsServer)
    }

    @Test func `a message larger than the server takes is refused for ever`() throws {
        let server = try MailServer([.init(.mail, reply: "552 5.3.4 Message too big")])
        guard case .refused(let reply) = try deliver(to: server) else {
            Issue.record("not refused")
            return
        }
        #expect(reply.enhancedCode == "5.3.4")
    }

    @Test(arguments: MailServer.Fault.Stage.allCases.filter { ![.starttls, .auth, .idle].contains($0) })
    func `a connection that breaks is a reason to try again`(stage: MailServer.Fault.Stage) throws {
        let server = try MailServer([.init(stage, drop: true)])
        guard case .tryAgain(.connection) = try deliver(to: server) else {
            Issue.record("\(try deliver(to: server))")
            return
        }
        // The one case that no sender can tell from the others: the server had it and could not say so.
        #expect(server.count == (stage == .accepted ? 1 : 0))
    }

    @Test(arguments: [MailServer.Fault.Stage.greeting, .rcpt, .message])
    func `a slow server is given up after the time that was allowed`(stage: MailServer.Fault.Stage) throws {
        let server = try MailServer([.init(stage, wait: 5)])
        let start = ContinuousClock.now
        let outcome = try deliver(to: server) { $0.wholeTime = .milliseconds(400) }
        #expect(ContinuousClock.now - start < .seconds(3))
        guard case .tryAgain(.connection(.timedOut)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `nobody there`() throws {
        let server = try MailServer()
        server.stop()
        guard case .tryAgain(.connection(.unreachable(let detail))) = try deliver(to: server) else {
            Issue.record("reached")
            return
        }
        #expect(detail.contains("127.0.0.1"))
    }

    @Test func `several messages go over one connection, and over a new one when the server has closed it`() throws {
        let server = try MailServer([.init(.idle, drop: true, times: 1)])
        let session = try SMTPSession(try SMTPServer(host: "127.0.0.1", port: server.port, encryption: .none))
        for number in 1...3 {
            let outcome = session.deliver(Array("\(number)\r\n".utf8), from: sender, to: recipient)
            guard case .accepted = outcome else {
                Issue.record("\(number): \(outcome)")
                return
            }
            if number == 1 { Thread.sleep(forTimeInterval: 0.1) }
        }
        let connections = try server.accepted().map(\.envelope.connection)
        #expect(connections == [1, 2, 2])
        try session.hangUp()
        _ = session.deliver(Array("4\r\n".utf8), from: sender, to: recipient)
        #expect(try server.accepted().last?.envelope.connection == 3)
        #expect(server.commands.contains("QUIT"))
    }

    @Test func `a refused message leaves the connection fit for the next one`() throws {
        let server = try MailServer([.init(.rcpt, reply: "550 5.1.1 Unknown", times: 1)])
        let session = try SMTPSession(try SMTPServer(host: "127.0.0.1", port: server.port, encryption: .none))
        guard case .refused = session.deliver(Array("1\r\n".utf8), from: sender, to: recipient),
            case .accepted = session.deliver(Array("2\r\n".utf8), from: sender, to: recipient)
        else {
            Issue.record("not one refused and one accepted")
            return
        }
        #expect(try server.accepted().map(\.message) == [Array("2\r\n".utf8)])
    }
}
