package import Accounts
package import Database
package import Mail
import Markup
import Transfer

extension SiteMail {
    /// The mail of a test's site, whose public URL is `https://auth.test`.
    package static let test = SiteMail(
        outbox: Outbox(
            from: MailSender(from: Mailbox(name: "Convergences", .portal)),
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }),
        site: MailSite(
            name: "Convergences", owner: Text(fr: "CIG petite couronne", en: "CIG petite couronne"),
            correspondent: "correspondant@cig.example", portal: "https://auth.test/",
            firstVisit: "https://auth.test/premiere-visite", forgottenPassword: "https://auth.test/mot-de-passe/oublie",
            activation: "https://auth.test/bienvenue/", newPassword: "https://auth.test/mot-de-passe/nouveau/"))
}

extension MailAddress {
    fileprivate static var portal: MailAddress {
        guard let address = MailAddress("portail@cig.example") else { preconditionFailure("no address") }
        return address
    }
}

/// A mail as it was written down, before it is sent.
package struct WrittenMail: Sendable {
    /// What it is about.
    package let kind: MailKind
    /// Where it goes.
    package let address: String
    /// Whose it is.
    package let recipient: Int64?
    /// The link in it.
    package let link: String?
    /// Where it stands.
    package let state: String

    /// The token at the end of the link.
    package var token: String? { link.flatMap { $0.split(separator: "/").last }.map(String.init) }
}

extension Database {
    /// Every mail of the outbox, the first written first.
    package func writtenMails() throws -> [WrittenMail] {
        try read { connection in
            try connection.query("SELECT kind, address, recipient, link, state FROM mail ORDER BY id") { row in
                WrittenMail(
                    kind: try row.value(0), address: try row.text(1), recipient: try row.int64OrNil(2),
                    link: try row.textOrNil(3), state: try row.text(4))
            }
        }
    }
}
