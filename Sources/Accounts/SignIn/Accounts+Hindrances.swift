package import Directory
package import FoundationEssentials
import Database

/// What may keep somebody from signing in, apart from the directory's own reasons: for whoever answers the telephone.
package struct SignInHindrances: Hashable, Sendable {
    /// No attempt is looked at before this moment, from at least one of the person's browsers; nil when none is made
    /// to wait.
    package let waitsUntil: Date?
    /// Wrong passwords since the last sign-in.
    package let wrongPasswords: Int
    /// When the last link was made that lets the person choose a password, and until when it works; nil when none was
    /// in the last weeks.
    package let lastLink: LastLink?
    /// When the password was chosen; nil while there is none.
    package let passwordChosenAt: Date?

    /// A link that was made for a person.
    package struct LastLink: Hashable, Sendable {
        /// For a first password or a new one.
        package let purpose: Link.Purpose
        /// When it was made.
        package let createdAt: Date
        package let expiresAt: Date
        /// When it was used, if it was.
        package let usedAt: Date?
    }
}

extension Accounts {
    /// What keeps a person from signing in now.
    package func hindrances(of user: User, at now: Date) throws(AccountsError) -> SignInHindrances {
        try read { connection in
            SignInHindrances(
                waitsUntil: try connection.longestWait(of: user, figures.throttle, at: now),
                wrongPasswords: try connection.count(
                    """
                    SELECT count(*) FROM sign_in_event
                    WHERE user = \(user.id) AND kind = 'wrongPassword' AND id > coalesce((
                        SELECT max(id) FROM sign_in_event
                        WHERE user = \(user.id) AND kind IN ('signedIn', 'activated', 'passwordReset')), 0)
                    """),
                lastLink: try connection.one(
                    """
                    SELECT purpose, created_at, expires_at, consumed_at FROM link WHERE user = \(user.id)
                    ORDER BY id DESC LIMIT 1
                    """
                ) {
                    SignInHindrances.LastLink(
                        purpose: try $0.value(0), createdAt: try $0.date(1), expiresAt: try $0.date(2),
                        usedAt: try $0.dateOrNil(3))
                },
                passwordChosenAt: try connection.one(
                    "SELECT changed_at FROM credential WHERE user = \(user.id)"
                ) { try $0.date(0) })
        }
    }

    /// Until when attempts to sign in with an address that is nobody's are not looked at; nil when they are.
    package func wait(typing address: String, at now: Date) throws(AccountsError) -> Date? {
        let email = Self.normalized(address)
        return try read { connection in
            try connection.wait(in: [.strangers(typing: email)], figures.throttle, at: now)
        }
    }

    /// Lets a person try again at once: the operator, who knows who is calling, takes the wait away. The day's count of
    /// failures begins anew too.
    ///
    /// - Returns: whether there was a wait.
    @discardableResult
    package func liftWait(of user: ID<User>, by actor: Actor, at now: Date) throws(AccountsError) -> Bool {
        try change(by: actor, at: now) { change in
            guard change.scope == .everything else { throw DirectoryError.operatorOnly }
            guard let found = try change.user(user), found.deletedAt == nil else { throw DirectoryError.notFound }
            let connection = change.connection
            let hasWaited = try connection.longestWait(of: found, figures.throttle, at: now) != nil
            for bucket in try connection.buckets(of: found) {
                try connection.execute("DELETE FROM throttle WHERE bucket = \(bucket.key)")
            }
            if hasWaited { try change.record(.signInWaitLifted, person: user) }
            return hasWaited
        }
    }
}

extension Connection {
    /// Every bucket that attempts on an account are counted in: one for unknown browsers, one for each known one.
    fileprivate func buckets(of user: User) throws(DatabaseError) -> [ThrottleBucket] {
        let devices = try query(
            "SELECT token_hash FROM device WHERE user = \(user.id) ORDER BY last_used_at DESC LIMIT 200"
        ) { try $0.blob(0) }
        return [.strangers(typing: user.email)] + devices.map { .device($0, typing: user.email) }
    }

    fileprivate func longestWait(
        of user: User, _ figures: ThrottleFigures, at now: Date
    ) throws(DatabaseError) -> Date? {
        try wait(in: try buckets(of: user), figures, at: now)
    }

    fileprivate func wait(
        in buckets: [ThrottleBucket], _ figures: ThrottleFigures, at now: Date
    ) throws(DatabaseError) -> Date? {
        var longest: Date?
        for bucket in buckets {
            // Asked as an attempt would ask, and not kept.
            guard var throttle = try storedThrottle(of: bucket),
                case .closed(let until) = throttle.admit(at: now, figures: figures)
            else { continue }
            longest = max(longest ?? until, until)
        }
        return longest
    }
}
