import Testing

@testable import Transfer

struct SMTPConversationTests {
    func conversation(_ lines: [String]) -> SMTPConversation {
        var conversation = SMTPConversation()
        for line in lines {
            let text = Array((line.dropFirst(2) + "\r\n").utf8)
            if line.hasPrefix("C") { conversation.sent(text) } else { conversation.received(text) }
        }
        return conversation
    }

    @Test func `a reply of several lines is one reply`() {
        let reply = SMTPReply(
            lines: ["550-5.1.1 The account", "550-5.1.1 you wrote to", "550 5.1.1 is not here"].map { Array($0.utf8) })
        #expect(reply?.description == "550 5.1.1 The account you wrote to is not here")
    }

    @Test func `an enhanced code of another class than the reply's is only words`() {
        #expect(SMTPReply(lines: [Array("550 4.1.1 odd".utf8)])?.enhancedCode == nil)
        #expect(SMTPReply(lines: [Array("550 5.1 odd".utf8)])?.enhancedCode == nil)
        #expect(SMTPReply(lines: [Array("550".utf8)])?.description == "550")
    }

    @Test func `a server's words are one line, printable and bounded`() throws {
        let hostile = "550 5.1.1 \u{1B}[31mred\u{7}\u{202E}turned\u{2028}line" + String(repeating: "x", count: 900)
        let reply = try #require(SMTPReply(lines: [Array(hostile.utf8)]))
        #expect(reply.text.hasPrefix("[31mred turned line"))
        #expect(reply.text.unicodeScalars.count == 301)
    }

    @Test(arguments: ["", "55", "abc", "999 x", "100 x", "25O ok", "250_ok"])
    func `what is no reply is none`(line: String) {
        #expect(SMTPReply(lines: [Array(line.utf8)]) == nil)
    }

    @Test func `a refusal belongs to the command that it answers`() throws {
        let conversation = conversation([
            "S 220 hi", "C EHLO x", "S 250 ok", "C MAIL FROM:<a@b>", "S 250 ok", "C RCPT TO:<c@d>", "S 550 5.1.1 no",
            "C QUIT", "S 221 bye",
        ])
        #expect(conversation.refusal?.stage == .recipient)
        #expect(SMTPOutcome(conversation, .broken("RCPT failed")) == .refused(try #require(conversation[.recipient])))
    }

    @Test func `a refusal that something better followed is forgotten`() {
        let conversation = conversation([
            "S 220 hi", "C EHLO x", "S 502 no", "C HELO x", "S 250 ok", "C AUTH PLAIN", "S 535 no", "C AUTH LOGIN",
            "S 334 VXNlcm5hbWU6", "C QUIT", "S 334 x", "C MAILQUIT", "S 235 ok",
        ])
        #expect(conversation.refusal == nil)
    }

    @Test func `a password that looks like a command stays a password`() {
        let conversation = conversation(["S 220 hi", "C AUTH LOGIN", "S 334 x", "C DATA", "S 535 no"])
        #expect(conversation.refusal?.stage == .signIn)
    }

    @Test func `an accepted message is accepted whatever happens to the connection afterwards`() {
        let conversation = conversation([
            "C MAIL FROM:<a@b>", "S 250 ok", "C RCPT TO:<c@d>", "S 250 ok", "C DATA", "S 354 go", "S 250 queued",
        ])
        guard case .accepted = SMTPOutcome(conversation, .broken("reset by peer")) else {
            Issue.record("lost")
            return
        }
    }

    @Test func `a server that talks without end is not listened to`() {
        var conversation = SMTPConversation()
        for _ in 0..<10_000 { conversation.received(Array(repeating: UInt8(ascii: "2"), count: 10_000)) }
        conversation.received(Array("250 ok".utf8))
        #expect(conversation[.greeting] == nil)
    }
}
