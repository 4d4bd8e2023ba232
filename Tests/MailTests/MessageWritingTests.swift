import Foundation
import Markup
import Testing
import Transfer

@testable import Mail

/// Messages as Python's mail library reads them.
struct MessageWritingTests {
    let recipient = Mailbox(name: "Élodie Barbier", .known("elodie@ville.example"))

    func read(_ message: MailMessage, to mailbox: Mailbox? = nil) throws -> ReadMail {
        let mail = try ReadMail(
            message.bytes(
                from: .test, to: mailbox ?? recipient, id: "0123abcd@cig.example", at: TestSite.morning))
        #expect(mail.defects == [])
        #expect(mail.isASCII)
        return mail
    }

    @Test func `a message is read as it was meant`() throws {
        let text = "Bonjour Élodie,\n\nVoilà : « 1 118 » œuvres à 3 €.\n\n-- \nConvergences\n"
        let html: HTML = "<p>Bonjour <b>Élodie</b> &amp; Cie</p>\n"
        let mail = try read(.test(subject: "Créez votre mot de passe", text: text, html: html))
        #expect(mail["Subject"] == ["Créez votre mot de passe"])
        #expect(mail.from == .init(name: "Convergences – CIG", address: "portail@cig.example"))
        #expect(mail["Reply-To"] == ["correspondant@cig.example"])
        #expect(mail.to == .init(name: "Élodie Barbier", address: "elodie@ville.example"))
        #expect(mail.date == TestSite.morning.timeIntervalSince1970)
        #expect(mail["Message-ID"] == ["<0123abcd@cig.example>"])
        #expect(mail["Auto-Submitted"] == ["auto-generated"])
        #expect(mail["MIME-Version"] == ["1.0"])
        #expect(mail["Content-Language"] == ["fr"])
        #expect(mail.types == ["multipart/alternative", "text/plain", "text/html"])
        #expect(mail.encodings == ["quoted-printable", "quoted-printable"])
        #expect(mail.preferred == "text/html")
        #expect(mail.text == text)
        #expect(mail.html == html.string)
        #expect(mail.longestLine <= 76)
    }

    @Test func `the same message written twice is the same bytes`() {
        func bytes() -> [UInt8] {
            MailMessage.test().bytes(from: .test, to: recipient, id: "a@b", at: TestSite.morning)
        }
        #expect(bytes() == bytes())
    }

    @Test(arguments: [
        "", "a", "short and plain", "Créez", String(repeating: "é", count: 200), String(repeating: "x", count: 300),
        String(repeating: "mot ", count: 90), "=?UTF-8?Q?not_a_word?=", "a =?b", "100 % à 9 h 05 _ ?",
        "\u{1F600}\u{1F600} emoji",
        "Syndicat intercommunal d’assainissement de l’agglomération de Saint-Rémy-lès-Chevreuse", "e\u{301}tage",
        "\"quoted\" \\ back, comma; semi <angle> (paren) @",
    ])
    func `any subject arrives`(subject: String) throws {
        let mail = try read(.test(subject: subject))
        let expected = HeaderText(subject).text
        #expect(mail["Subject"].map { Array($0.utf8) } == [Array(expected.utf8)])
        #expect(mail.longestLine <= 76)
    }

    @Test(arguments: [
        "Élodie Barbier", "Barbier, Élodie (mairie)", "O'Neil \"Bob\" \\", "a@b.example",
        String(repeating: "Long ", count: 40),
        "Нина", "山田 太郎", "plain name",
    ])
    func `any name arrives`(name: String) throws {
        let mail = try read(.test(), to: Mailbox(name: name, .known("elodie@ville.example")))
        #expect(mail.to == .init(name: HeaderText(name).text, address: "elodie@ville.example"))
        #expect(mail.longestLine <= 76)
    }

    @Test(arguments: [
        "Bonjour\r\nBcc: victim@example.org", "Bonjour\nBcc: victim@example.org", "Bonjour\r\rX: y", "a\u{0}b\u{7}c",
        "a\u{2028}Bcc: x@y.example", "a\u{85}Bcc: x@y.example", "\r\n\r\n<html>body", "\u{202E}drowssap",
    ])
    func `no text becomes a header of its own`(hostile: String) throws {
        let mail = try read(
            .test(subject: hostile), to: Mailbox(name: hostile, .known("elodie@ville.example")))
        #expect(mail["Bcc"] == [])
        #expect(mail["X"] == [])
        #expect(mail.fields.count == 11)
        #expect(mail.to.address == "elodie@ville.example")
        #expect(!mail["Subject"].joined().unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
        #expect(mail.text == "Bonjour\n")
    }

    @Test func `a header line is bounded however long the text`() {
        #expect(HeaderText(String(repeating: "x", count: 100_000)).text.count == 401)
        #expect(HeaderText(" \t a \r\n  b ").text == "a b")
    }

    @Test(arguments: [
        "trailing blank \nand tab\t\n", "=3D = =\n", ".\n..\n", "From me\n", String(repeating: "x", count: 75) + "\n",
        String(repeating: "x", count: 76) + "\n", String(repeating: "x", count: 77) + "\n",
        String(repeating: "é", count: 500) + "\n", String(repeating: "x", count: 74) + "=\n",
        "--=_alternatives--\n", "\n\n\n", "a\n",
        "https://sso.example.fr/bienvenue/" + String(repeating: "aB3_-", count: 30) + "\n",
    ])
    func `any text arrives`(text: String) throws {
        let mail = try read(.test(text: text))
        #expect(mail.text == text)
        #expect(mail.longestLine <= 76)
    }

    @Test func `random texts arrive`() throws {
        let alphabet = Array("aé= \t\u{A0}€.-\u{1F600}=_\"\n")
        for _ in 0..<20 {
            let text = String((0..<400).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] }) + "\n"
            #expect(try read(.test(text: text)).text == text)
        }
    }

    @Test func `line breaks of any kind are CR LF on the way`() {
        #expect(QuotedPrintable.encode(Array("a\r\nb\nc\rd".utf8)) == Array("a\r\nb\r\nc\r\nd\r\n".utf8))
    }

    @Test func `a sender without a name and without another address for answers is one`() throws {
        let sender = MailSender(from: Mailbox(.known("portail@cig.example")))
        let mail = try ReadMail(
            MailMessage.test().bytes(from: sender, to: recipient, id: "a@b.example", at: TestSite.morning))
        #expect(mail.from == .init(name: "", address: "portail@cig.example"))
        #expect(mail["Reply-To"] == [])
        #expect(sender.bounces.text == "portail@cig.example")
    }
}
