import Foundation
import Markup
import Testing
import Transfer

@testable import Mail

struct LetterTests {
    static let site = MailSite(
        name: "Convergences", owner: Text(fr: "CIG petite couronne", en: "CIG petite couronne"),
        correspondent: "correspondantCIG@cig929394.fr", portal: "https://auth.cig929394.fr",
        firstVisit: "https://auth.cig929394.fr/premiere-visite",
        forgottenPassword: "https://auth.cig929394.fr/mot-de-passe/oublie",
        activation: "https://auth.cig929394.fr/bienvenue/",
        newPassword: "https://auth.cig929394.fr/mot-de-passe/nouveau/")
    static let élodie = Correspondent(name: "Élodie Barbier", email: "elodie.barbier@ville-valmont.example")
    static let nadia = Correspondent(name: "Nadia Benslimane", email: "nadia.benslimane@ville-valmont.example")
    // 29 November 2026, 9:00 UTC: ten o'clock in Paris.
    static let end = Date(timeIntervalSince1970: 1_795_338_000 + 7 * 86_400)
    static let link = MailMessage.Link(url: "https://auth.cig929394.fr/bienvenue/dG9rZW4_dG9rZW4-dG9rZW4", ends: end)

    static func invitation(
        _ occasion: Invitation.Occasion, person: Correspondent = élodie, structure: String = "Ville de Valmont",
        isReferent: Bool = false, referents: [Correspondent] = [nadia]
    ) -> Invitation {
        Invitation(
            occasion, person: person, structure: structure, isReferent: isReferent, referents: referents, link: link)
    }

    static func workOver(_ how: WorkOver.End) -> WorkOver {
        WorkOver(
            person: élodie, title: Text(fr: "Import de 300 lignes", en: "Import of 300 lines"),
            outcome: Text(fr: "298 faits, 2 refusés", en: "298 done, 2 refused"), end: how, hasRefusals: true,
            startedAt: end, page: "travaux/42")
    }

    /// Every letter there is.
    static func all(_ language: Language) -> [MailMessage] {
        Invitation.Occasion.allCases.map { invitation($0).message(from: site, in: language) }
            + [
                invitation(.newAccount, isReferent: true, referents: []).message(from: site, in: language),
                PasswordReset(person: élodie, referents: [nadia], link: link).message(from: site, in: language),
                PasswordChanged(person: élodie, at: end, device: Text(fr: "Firefox sous Linux", en: "Firefox on Linux"))
                    .message(from: site, in: language),
                PasswordChanged(person: élodie, at: end).message(from: site, in: language),
                workOver(.done).message(from: site, in: language),
                workOver(.brokenOff).message(from: site, in: language),
                workOver(.stopped).message(from: site, in: language),
            ]
            + AddressChanged.Recipient.allCases.map {
                AddressChanged(
                    name: élodie.name, from: "elodie.martin@ville-valmont.example", to: élodie.email,
                    by: "Nadia Benslimane", at: end
                ).message(to: $0, from: site, in: language)
            }
    }

    @Test(arguments: Language.allCases)
    func `every letter is well formed, and says the same as text and as a page`(language: Language) throws {
        for message in Self.all(language) {
            let bytes = message.bytes(
                from: .test, to: Mailbox(.known("elodie@ville.example")), id: "a@b.example", at: Self.end)
            let mail = try ReadMail(bytes)
            #expect(mail.defects == [])
            #expect(mail.text == message.text)
            #expect(mail.html == message.html.string)
            #expect(bytes.count < 10_000)
            #expect(
                mail["Subject"].first?.hasPrefix(language == .fr ? "Convergences\u{A0}: " : "Convergences: ") == true)
            #expect(mail.text.hasPrefix(language == .fr ? "Bonjour Élodie Barbier,\n" : "Hello Élodie Barbier,\n"))
            #expect(mail.html.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
            // Each paragraph of the text is in the page; where a long address may break is not part of it.
            let page = mail.html.replacing("<wbr>", with: "")
            for paragraph in mail.text.split(separator: "\n") where !paragraph.hasPrefix("-- ") {
                let escaped = HTML(text: String(paragraph)).string
                let label = escaped.hasSuffix(":") ? String(escaped.dropLast(language == .fr ? 2 : 1)) : escaped
                #expect(page.contains(label), "\(paragraph)")
            }
            for hidden in ["<style", "url(", "<img", "<script", "http:", "<link"] {
                #expect(!mail.html.contains(hidden))
            }
        }
    }

    @Test(arguments: Language.allCases)
    func `a link stands alone on its line, and is the page's link`(language: Language) {
        for message in Self.all(language) where message.link != nil {
            #expect(message.text.split(separator: "\n").contains { $0 == Self.link.url })
            #expect(message.html.string.contains("<a href=\"\(Self.link.url)\""))
            #expect(message.link == Self.link)
        }
    }

    @Test func `French letters have French spaces, and English ones none of them`() {
        for message in Self.all(.fr) {
            let words = message.text.replacing("https://", with: "")
            for sign in [" :", " ;", " ?", " !", "« ", " »"] { #expect(!words.contains(sign), "\(message.subject)") }
            #expect(!message.subject.text.contains(" :"))
        }
        for message in Self.all(.en) {
            for sign in ["«", " :", " ?"] { #expect(!message.text.contains(sign)) }
        }
    }

    @Test func `an invitation names the structure, the referent, the identifier and the end`() {
        let text = Self.invitation(.newAccount).message(from: Self.site, in: .fr).text
        for words in [
            "Ville de Valmont", "Nadia Benslimane (nadia.benslimane@ville-valmont.example)", Self.élodie.email,
            "29\u{A0}novembre 2026 à 10\u{A0}h\u{A0}00", "CIG petite couronne", Self.site.firstVisit,
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `a structure without a referent names the correspondent`() {
        let text = Self.invitation(.newAccount, referents: []).message(from: Self.site, in: .fr).text
        #expect(text.contains("Écrivez à correspondantCIG@cig929394.fr"))
    }

    @Test func `three referents are enough`() {
        let many = (1...9).map { Correspondent(name: "Référent \($0)", email: "r\($0)@ville.example") }
        let text = Self.invitation(.newAccount, referents: many).message(from: Self.site, in: .fr).text
        #expect(text.contains("r3@ville.example"))
        #expect(!text.contains("r4@ville.example"))
    }

    @Test func `the occasions are told apart, and the last reminder says so`() {
        let messages = Invitation.Occasion.allCases.map { Self.invitation($0).message(from: Self.site, in: .fr) }
        #expect(Set(messages.map(\.subject)).count == 4)
        #expect(messages.map(\.kind) == [.invitation, .invitationAsked, .reminder, .reminder])
        #expect(messages[3].text.contains("Ce rappel est le dernier."))
        #expect(!messages[2].text.contains("Ce rappel est le dernier."))
    }

    @Test func `the old address is not told the new one`() {
        let change = AddressChanged(
            name: "É", from: "old@ville.example", to: "new@ville.example", by: "Nadia", at: Self.end)
        for language in Language.allCases {
            let old = change.message(to: .old, from: Self.site, in: language)
            #expect(old.text.contains("old@ville.example"))
            #expect(!old.text.contains("new@ville.example"))
            #expect(!old.html.string.contains("new@ville.example"))
            let new = change.message(to: .new, from: Self.site, in: language)
            #expect(new.text.contains("old@ville.example"))
            #expect(new.text.contains("new@ville.example"))
        }
    }

    @Test func `no name becomes markup, a paragraph or a link of its own`() throws {
        let hostile = "<a href=\"https://evil.example\">x</a>\n\nhttps://evil.example\r\n-- \n"
        let person = Correspondent(name: hostile, email: "a@b.example")
        for language in Language.allCases {
            for message in [
                Self.invitation(.newAccount, person: person, structure: hostile, referents: [person])
                    .message(from: Self.site, in: language),
                PasswordChanged(person: person, at: Self.end, device: Text(fr: hostile, en: hostile))
                    .message(from: Self.site, in: language),
                AddressChanged(name: hostile, from: "a@b.example", to: "c@d.example", by: hostile, at: Self.end)
                    .message(to: .new, from: Self.site, in: language),
            ] {
                #expect(!message.html.string.contains("<a href=\"https://evil"))
                #expect(!message.text.split(separator: "\n").contains { $0.hasPrefix("https://evil") })
                #expect(message.text.components(separatedBy: "\n-- \n").count == 2)
            }
        }
    }

    @Test func `no address is so long in one piece that a narrow screen must scroll`() {
        for message in Self.all(.fr) {
            let shown = message.html.string.replacing(#/<[^>]*>/#, with: " ")
            #expect(shown.split(whereSeparator: \.isWhitespace).allSatisfy { $0.count <= 48 })
        }
    }
}
