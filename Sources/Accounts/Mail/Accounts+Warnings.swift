package import Database
import Directory
package import FoundationEssentials
package import Mail
import Markup
import Transfer

// Warnings to those who run the site.
extension Accounts {
    /// Writes a warning down in the transaction of what it tells of: to the shared mailbox of those who run the site, in
    /// French, or to each operator in their own language.
    ///
    /// - Parameter key: names the occasion; a second warning of that key goes to nobody.
    package func warnOperators(
        _ warning: OperatorWarning, key: String, in connection: Connection, at now: Date
    ) throws(AccountsError) {
        try accountsErrors {
            if let contact = mail.technicalContact.flatMap({ MailAddress($0) }) {
                let letter = warning.message(to: "", from: mail.site, in: .fr, at: now)
                _ = try mail.outbox.enqueue(
                    letter, to: Mailbox(name: mail.site.owner.fr, contact), key: key, in: connection, at: now)
                return
            }
            for person in try DirectoryView(connection: connection).operators() where person.isLive(at: now) {
                let letter = warning.message(
                    to: person.displayName, from: mail.site, in: person.language, at: now)
                try write(letter, to: person, key: "\(key) \(person.id)", in: connection, now: now)
            }
        }
    }
}
