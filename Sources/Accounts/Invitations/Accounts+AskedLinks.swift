package import Directory
package import FoundationEssentials
import Database
import Mail

// « Première visite » and « Mot de passe oublié »: anybody may ask for a link to any address, and learns nothing by it.
//
// What is asked is written down as it is, one row whoever the address belongs to, and the answer leaves. What differs
// from address to address (is there an account, may it sign in, has it a password) is looked at a moment later, on
// another thread, at times that no request sets.

/// What asking for a link came to; says nothing of whether the account exists.
package enum AskedLink: Hashable, Sendable {
    /// Written down; if there is such an account, the mail leaves in a moment.
    case taken
    /// Too much was asked for from this client's address.
    case throttled(until: Date)
    /// Too much was asked for altogether: to be tried again in a few seconds.
    case busy
}

extension Accounts {
    /// Takes a request for a link, by somebody who is not signed in. The same work for every address.
    package func askForLink(
        to address: EmailAddress, client: Client, at moment: Date
    ) throws(AccountsError) -> AskedLink {
        let now = moment.inStoredPrecision
        // Survives a killed process; after a power failure one asks again.
        return try write(.normal) { connection in
            let answer = try connection.admit(
                clientAddress: .asking(client.address), atMost: figures.throttle.asksPerMinute, at: now)
            if case .closed(let until) = answer { return .throttled(until: until) }
            guard try connection.count("SELECT count(*) FROM asked_link") < Self.askedAtOnce else { return .busy }
            try connection.execute(
                """
                INSERT INTO asked_link (email, asked_at, address, user_agent)
                VALUES (\(address.text), \(now), \(client.boundedAddress), \(String((client.userAgent ?? "").prefix(400))))
                ON CONFLICT (email) DO NOTHING
                """)
            return .taken
        }
    }

    /// The same for the holder of a link that has ended, who need not type the address again; nil when the link is not
    /// one that has ended.
    package func askForLink(
        replacing token: String, client: Client, at now: Date
    ) throws(AccountsError) -> AskedLink? {
        guard case .expired = try peekLink(token, at: now), let token = Token(token) else { return nil }
        let email = try read { connection in
            try connection.one(
                """
                SELECT user.email FROM link JOIN user ON user.id = link.user
                WHERE link.token_hash = \(token.hash)
                """
            ) { try $0.text(0) }
        }
        guard let email, let address = try? EmailAddress(email) else { return nil }
        return try askForLink(to: address, client: client, at: now)
    }

    /// Answers what was asked for: whoever has a password gets a link to a new one, whoever has none yet the
    /// invitation, and an account that may not sign in nothing. Run it every second; each in a transaction of its own.
    ///
    /// - Returns: how many mails were written down.
    /// - Throws: the first failure, once everything else was tried; what failed is tried again for an hour.
    @discardableResult
    package func answerAskedLinks(at moment: Date) throws(AccountsError) -> Int {
        let now = moment.inStoredPrecision
        let asked = try read { connection in
            try connection.query("SELECT email FROM asked_link ORDER BY asked_at LIMIT 1000") { try $0.text(0) }
        }
        var written = 0
        var failure: AccountsError?
        for email in asked {
            do throws(AccountsError) {
                if try answer(email, at: now) { written += 1 }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return written
    }

    private func answer(_ email: String, at now: Date) throws(AccountsError) -> Bool {
        try write { connection in
            let asked = try connection.one(
                "DELETE FROM asked_link WHERE email = \(email) RETURNING asked_at, address, user_agent"
            ) { (at: try $0.date(0), address: try $0.text(1), userAgent: try $0.text(2)) }
            let user = try DirectoryView(connection: connection).user(email: email)
            guard let asked, asked.at > now - Self.askedAtLatest, let user, user.isLive(at: now) else { return false }
            let purpose: Link.Purpose = try hasPassword(user.id, in: connection) ? .reset : .activation
            guard try mayAskAgain(user, purpose, in: connection, at: now) else { return false }
            _ = try mailLink(
                purpose, to: user, as: .asked,
                from: Client(address: asked.address, userAgent: asked.userAgent, deviceToken: nil), in: connection,
                at: now)
            return true
        }
    }

    /// Nobody's mailbox is filled by strangers, and nobody's link is replaced by them while it is being looked for.
    private func mayAskAgain(
        _ user: User, _ purpose: Link.Purpose, in connection: Connection, at now: Date
    ) throws -> Bool {
        if try mailed(purpose, to: user, since: now - figures.throttle.askPause, in: connection) != nil { return false }
        let today = try mail.outbox.count(
            [.passwordReset, .invitationAsked], for: user.id.rawValue, since: now - ThrottleFigures.day,
            in: connection)
        return today < figures.throttle.asksPerDay
    }

    /// Requests that may wait at once: a second's worth under attack.
    private static let askedAtOnce = 5000
    /// One that nobody could answer for so long is dropped; the person has asked again or given up.
    static let askedAtLatest: TimeInterval = 3600
}
