package import Database
package import Directory
package import FoundationEssentials
package import Mail
import Markup

// Notices: whoever did not do it must hear of it.
extension Accounts {
    /// Writes to a person that their password was changed.
    ///
    /// - Parameter client: from where; nil on the command line.
    func sendPasswordChanged(
        to user: ID<User>, from client: Client?, in connection: Connection, at now: Date
    ) throws {
        guard let found = try DirectoryView(connection: connection).user(user) else { return }
        let notice = PasswordChanged(
            person: found.correspondent, at: now, device: client.flatMap { DeviceWords.sentence($0.device.stored) })
        try write(
            notice.message(from: mail.site, in: found.language), to: found,
            key: "password-changed \(user) \(now.unixMilliseconds)", in: connection, now: now)
    }

    /// Writes to whoever began long work how it ended; to nobody when their account is gone.
    ///
    /// - Parameter letter: made for that person.
    package func sendJobFinished(
        to user: ID<User>, key: String, in connection: Connection, at now: Date, _ letter: (Correspondent) -> WorkOver
    ) throws(AccountsError) {
        try accountsErrors {
            let found = try DirectoryView(connection: connection).user(user)
            guard let found, found.deletedAt == nil else { return }
            try write(
                letter(found.correspondent).message(from: mail.site, in: found.language), to: found, key: key,
                in: connection, now: now)
        }
    }

    /// Writes to a person that their address was changed: at the old one, which does not learn the new one, and at the
    /// new.
    func sendAddressChanged(to user: User, from oldEmail: String, in change: Change) throws {
        let now = change.now.inStoredPrecision
        let notice = AddressChanged(
            name: user.displayName, from: oldEmail, to: user.email, by: try author(of: change)[user.language],
            at: now)
        let occasion = "address-changed \(user.id) \(now.unixMilliseconds)"
        let language = user.language
        try write(
            notice.message(to: .old, from: mail.site, in: language), to: user, at: oldEmail,
            key: "\(occasion) old", in: change.connection, now: now)
        try write(
            notice.message(to: .new, from: mail.site, in: language), to: user, key: "\(occasion) new",
            in: change.connection, now: now)
    }

    /// Who changes something, as a letter names them: a referent by name, the operators as the house.
    private func author(of change: Change) throws -> Text {
        guard case .user(let id) = change.actor else { return mail.site.owner }
        let name = try change.user(id)?.displayName ?? ""
        guard try !change.isOperator(id) else {
            return Text(fr: "\(name), \(mail.site.owner.fr)", en: "\(name), \(mail.site.owner.en)")
        }
        return Text(fr: "\(name), référent administrateur", en: "\(name), delegated administrator")
    }
}
