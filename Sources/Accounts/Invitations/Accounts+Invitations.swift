package import Directory
package import FoundationEssentials
import Database
import Mail
package import Markup

// Links that travel by mail. The link, the letter that carries it and the journal's entry are one transaction: there is
// no account without its invitation and no invitation without its account.
extension Accounts {
    /// Adds an account and invites its person, in one transaction.
    ///
    /// - Parameter also: further changes in the same transaction, such as first habilitations.
    /// - Throws: `directory` as `Change.addUser`; `mail(.queueFull)` when too many mails wait already. Nothing is changed
    ///   then.
    @discardableResult
    package func addUser(
        _ email: String, givenName: String, familyName: String, to structure: ID<Structure>,
        language: Language = .fr, departsAt: Date? = nil, isNewPerson: Bool = false, by actor: Actor,
        at now: Date, also: (Change, ID<User>) throws -> Void = { _, _ in }
    ) throws(AccountsError) -> ID<User> {
        try change(by: actor, at: now) { change in
            let id = try change.addUser(
                email, givenName: givenName, familyName: familyName, to: structure, language: language,
                departsAt: departsAt, isNewPerson: isNewPerson)
            try also(change, id)
            try invite(id, in: change)
            return id
        }
    }

    /// Sends a person the link to their first password; older links and the mails that carry them become void.
    ///
    /// - Throws: `directory` when the actor may not act on this account (Invariant 8), or it is not live;
    ///   `mail(.queueFull)`.
    @discardableResult
    package func invite(_ user: ID<User>, by actor: Actor, at now: Date) throws(AccountsError) -> LinkMail {
        try change(by: actor, at: now) { change in try invite(user, in: change) }
    }

    /// The same within a change that is already open: with the account's addition, or many at once.
    @discardableResult
    package func invite(_ user: ID<User>, in change: Change) throws(AccountsError) -> LinkMail {
        try accountsErrors {
            let found = try account(user, in: change)
            guard try !hasPassword(user, in: change.connection) else { return .alreadyActivated }
            return try sendLink(.activation, to: found, in: change)
        }
    }

    /// Sends a person the link to a new password, or the invitation if they never had one: for whoever may act on the
    /// account (Invariant 8).
    ///
    /// - Throws: as `invite`.
    @discardableResult
    package func sendLink(to user: ID<User>, by actor: Actor, at now: Date) throws(AccountsError) -> LinkMail {
        try change(by: actor, at: now) { change in
            let found = try account(user, in: change)
            let isReset = try hasPassword(user, in: change.connection)
            return try sendLink(isReset ? .reset : .activation, to: found, in: change)
        }
    }

    private func sendLink(
        _ purpose: Link.Purpose, to user: User, in change: Change
    ) throws -> LinkMail {
        let connection = change.connection
        let now = change.now.inStoredPrecision
        if let lately = try mailed(purpose, to: user, since: now - AccountsFigures.doubleClick, in: connection) {
            return .sentJustBefore(lately)
        }
        let occasion: Invitation.Occasion? = purpose == .activation ? .newAccount : nil
        let link = try mailLink(purpose, to: user, as: occasion, from: nil, in: connection, at: now)
        try change.record(purpose == .activation ? .invitationCreated : .resetCreated, person: user.id)
        return .sent(link)
    }

    /// Makes a link and writes the letter that carries it; the caller's transaction.
    ///
    /// - Parameters:
    ///   - occasion: why an invitation is sent; nil for a reset.
    ///   - end: when the link ends, if not after its full time: a reminder does not make an invitation longer.
    func mailLink(
        _ purpose: Link.Purpose, to user: User, as occasion: Invitation.Occasion?, until end: Date? = nil,
        from client: Client?, in connection: Connection, at now: Date
    ) throws -> CreatedLink {
        let created = try makeLink(purpose, for: user.id, until: end, from: client, in: connection, at: now)
        let addressee = try Addressee(user, in: DirectoryView(connection: connection), at: now)
        let isReset = purpose == .reset
        let site = mail.site
        let url = (isReset ? site.newPassword : site.activation) + created.token
        let link = MailMessage.Link(url: url, ends: created.link.expiresAt)
        let message =
            if isReset {
                PasswordReset(person: user.correspondent, referents: addressee.referents, link: link)
                    .message(from: site, in: user.language)
            } else {
                Invitation(
                    occasion ?? .newAccount, person: user.correspondent, structure: addressee.structure,
                    isReferent: addressee.isReferent, referents: addressee.referents, link: link
                ).message(from: site, in: user.language)
            }
        try write(message, to: user, key: "link \(created.number)", in: connection, now: now)
        // A new letter by the hand of somebody responsible: it will tell whether the address works. What anybody may ask
        // for, and reminders, prove nothing.
        if end == nil, client == nil {
            try connection.forgetUnreachable(user.id)
        }
        if !isReset, end == nil {
            try connection.begin(
                InvitationSchedule(at: now, ends: created.link.expiresAt, figures), of: user.id)
        }
        return created
    }

    /// When a mail of this purpose was last written to the address that the person has now, since `moment`, and has not
    /// failed; nil if none was.
    func mailed(
        _ purpose: Link.Purpose, to user: User, since moment: Date, in connection: Connection
    ) throws -> Date? {
        let kinds: Set<MailKind> = purpose == .reset ? [.passwordReset] : MailKind.invitations
        let latest = try mail.outbox.latest(kinds, for: user.id.rawValue, in: connection)
        guard let latest, latest.writtenAt > moment, latest.address == user.email,
            [.queued, .sending, .sent].contains(latest.state)
        else { return nil }
        return latest.writtenAt
    }

    /// The live account, when the actor may act on all of it.
    func account(_ user: ID<User>, in change: Change) throws(DirectoryError) -> User {
        guard let found = try change.user(user, in: change.scope) else { throw .notFound }
        guard found.isLive(at: change.now) else { throw .notLive }
        try change.requireWholeAccount(user)
        return found
    }

    func hasPassword(_ user: ID<User>, in connection: Connection) throws(DatabaseError) -> Bool {
        try connection.exists("SELECT 1 FROM credential WHERE user = \(user)")
    }
}
