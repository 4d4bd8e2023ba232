import Foundation
import TestServers
import Testing

@testable import Mail

/// What comes back, as Postfix, Exim and Exchange write it, and as somebody might who means us harm.
struct ReturnedMailTests {
    static let id = "0123456789abcdef0123456789abcdef@sso.example"

    static func report(_ name: String) throws -> String {
        let path = Fixtures.path("Returned/\(name).eml")
        return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
            .replacingOccurrences(of: "MESSAGE-ID", with: id)
    }

    private func read(_ text: String) -> ReturnedMail { ReturnedMail(Array(text.utf8)) }

    @Test(arguments: [
        (
            "postfix", "5.1.1",
            "550 5.1.1 <elodie@ville.example>: Recipient address rejected: User unknown in virtual mailbox table"
        ),
        ("exim", "5.2.2", "552 5.2.2 Mailbox full"), ("exim-letter", nil, "elodie@ville.example"),
        (
            "exchange", "5.1.10",
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient elodie@ville.example not found by SMTP address lookup"
        ),
    ])
    func `a report is understood, its lines ended by LF or by CR LF`(name: String, status: String?, detail: String)
        throws
    {
        let text = try Self.report(name)
        for form in [text, text.replacingOccurrences(of: "\n", with: "\r\n")] {
            let returned = read(form)
            #expect(returned.fate == .failed)
            #expect(returned.status == status)
            #expect(returned.detail == detail)
            #expect(returned.messageIDs == [Self.id])
        }
    }

    @Test func `a delay, an absence and nothing at all are no failures`() throws {
        #expect(read(try Self.report("postfix-delayed")).fate == .delayed)
        #expect(read(try Self.report("absence")).fate == .unknown)
        for text in ["", "\n", ":", "Subject: x", "Content-Type: multipart/report; boundary=\"\"\n\n--\n"] {
            let returned = read(text)
            #expect(returned.fate == .unknown && returned.messageIDs.isEmpty)
        }
    }

    @Test func `a recipient that was reached hides none that was not`() throws {
        let text = try Self.report("postfix").replacingOccurrences(
            of: "Final-Recipient: rfc822; elodie@ville.example\n",
            with: "Final-Recipient: rfc822; a@b.example\nAction: delivered\nStatus: 2.0.0\n\n"
                + "Final-Recipient: rfc822; elodie@ville.example\n")
        #expect(read(text).fate == .failed)
    }

    @Test func `what stands in the words of a report counts for nothing`() throws {
        let words = """
            From: x@y.example
            Content-Type: text/plain

            Content-Type: message/delivery-status

            Action: failed
            Message-ID: <\(Self.id)>
            """
        #expect(read(words).fate == .unknown)
        #expect(read(words).messageIDs.isEmpty)
    }

    @Test func `a report without end, without parts, with a thousand parts or lines is read within bounds`() throws {
        let head = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        let deep = String(repeating: "--b\nContent-Type: multipart/mixed; boundary=b\n\n", count: 20_000)
        let flat = String(repeating: "--b\n\nx\n", count: 60_000)
        let fields = String(repeating: "X: y\n", count: 100_000)
        let folded = "Subject: a\n" + String(repeating: " b\n", count: 150_000)
        let groups =
            head + "--b\nContent-Type: message/delivery-status\n\n" + String(repeating: "Action: x\n\n", count: 40_000)
        let identifiers = "X-Failed-Recipients: a@b.c\n\n" + String(repeating: "Message-ID: <a@b>\n", count: 30_000)
        let line = "X: " + String(repeating: "<", count: 600_000)
        for text in [head + deep, head + flat, fields, folded, groups, identifiers, line] {
            let clock = ContinuousClock()
            var returned: ReturnedMail?
            let time = clock.measure { returned = read(text) }
            #expect(time < .seconds(5))
            #expect((returned?.messageIDs.count ?? 0) <= 50)
        }
    }

    @Test func `what a mail system says becomes one line without control characters`() throws {
        let text = try Self.report("postfix").replacingOccurrences(
            of: "smtp; 550 5.1.1", with: "smtp; \u{1B}[2J\t550\u{7} " + String(repeating: "x", count: 1000))
        let detail = try #require(read(text).detail)
        #expect(detail.count <= 300 && detail.unicodeScalars.allSatisfy { $0.value >= 32 })
    }
}
