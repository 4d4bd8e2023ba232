package import Directory
package import FoundationEssentials
package import Database

extension Accounts {
    /// The session of a cookie's token, if it lives and its person may sign in; nil otherwise, whatever the reason.
    ///
    /// Being asked keeps it from idling; that is written at most once a minute.
    package func session(token: String?, at now: Date) throws(AccountsError) -> Session? {
        guard let token = Token(token) else { return nil }
        let session = try read { connection in
            try connection.one(
                "SELECT \(Session.columns) FROM \(Session.live(at: now)) AND session.token_hash = \(token.hash)"
            ) { try Session($0) }
        }
        if let session, now >= session.lastSeenAt + AccountsFigures.slide { try slide(session, at: now) }
        return session
    }

    /// The live sessions of a person, the last used first.
    package func sessions(of user: ID<User>, at now: Date) throws(AccountsError) -> [Session] {
        try read { connection in
            try connection.query(
                """
                SELECT \(Session.columns) FROM \(Session.live(at: now)) AND session.user = \(user)
                ORDER BY session.last_seen_at DESC, session.id DESC
                """
            ) { try Session($0) }
        }
    }

    /// Signs out: the session of this token ends. Ending what has ended is no error.
    ///
    /// - Parameter also: done in the same transaction, after it.
    package func endSession(
        _ session: Session, from client: Client, at now: Date,
        also: (Connection) throws -> Void = { _ in }
    ) throws(AccountsError) {
        try write { connection in
            let ended = try connection.execute("DELETE FROM session WHERE id = \(session.id)")
            if ended > 0 { try connection.record(.signedOut, of: session.user, from: client, at: now) }
            try also(connection)
        }
    }

    /// Ends sessions because a service provider says so.
    ///
    /// - Parameter also: done in the same transaction, after it.
    package func endSessions(
        _ sessions: [(id: ID<Session>, user: ID<User>)], at now: Date,
        also: (Connection) throws -> Void
    ) throws(AccountsError) {
        try write { connection in
            for session in sessions {
                let ended = try connection.execute("DELETE FROM session WHERE id = \(session.id)")
                if ended > 0 { try connection.record(.sessionsEnded, of: session.user, from: nil, at: now) }
            }
            try also(connection)
        }
    }

    /// Ends one session of a person, from the list of their sessions; answers whether there was such a one.
    package func endSession(_ id: ID<Session>, of user: ID<User>, at now: Date) throws(AccountsError) -> Bool {
        try write { connection in
            let ended = try connection.execute("DELETE FROM session WHERE id = \(id) AND user = \(user)")
            if ended > 0 { try connection.record(.sessionsEnded, of: user, from: nil, at: now) }
            return ended > 0
        }
    }

    /// Ends every session of a person, save one if given; answers how many ended.
    @discardableResult
    package func endSessions(
        of user: ID<User>, except kept: ID<Session>? = nil, at now: Date
    ) throws(AccountsError) -> Int {
        try write { connection in
            let ended = try connection.endSessions(of: user, except: kept)
            if ended > 0 { try connection.record(.sessionsEnded, of: user, from: nil, at: now) }
            return ended
        }
    }

    /// Ends every session of a person in the name of someone else, who needs power over the whole account
    /// (Invariant 8); answers how many ended.
    @discardableResult
    package func closeSessions(of user: ID<User>, by actor: Actor, at now: Date) throws(AccountsError) -> Int {
        try change(by: actor, at: now) { change in
            guard try change.user(user, in: change.scope) != nil else { throw DirectoryError.notFound }
            try change.requireWholeAccount(user)
            let ended = try change.connection.endSessions(of: user)
            if ended > 0 {
                try change.connection.record(.sessionsEnded, of: user, from: nil, at: now)
                try change.record(.sessionsEnded, person: user)
            }
            return ended
        }
    }

    private func slide(_ session: Session, at now: Date) throws(AccountsError) {
        let idleEndsAt = min(now + figures.idle, session.absoluteEndsAt)
        try write(.normal) { connection in
            _ = try connection.execute(
                """
                UPDATE session SET last_seen_at = \(now), idle_ends_at = \(idleEndsAt)
                WHERE id = \(session.id) AND last_seen_at < \(now)
                """)
        }
    }
}

extension Connection {
    @discardableResult
    func endSessions(of user: ID<User>, except kept: ID<Session>? = nil) throws(DatabaseError) -> Int {
        try execute("DELETE FROM session WHERE user = \(user) AND id IS NOT \(kept)")
    }

    /// Begins a session. The caller has made sure, in the same transaction, that the person may sign in.
    func beginSession(
        of user: ID<User>, tokenHash: [UInt8], device: DeviceDescription, figures: AccountsFigures, at now: Date
    ) throws(DatabaseError) -> Session? {
        try execute(
            """
            DELETE FROM session WHERE id IN (
                SELECT id FROM session WHERE user = \(user) ORDER BY last_seen_at DESC
                LIMIT -1 OFFSET \(max(0, figures.sessionsPerPerson - 1)))
            """)
        try execute(
            """
            INSERT INTO session (token_hash, user, device_description, created_at, authenticated_at, last_seen_at,
                idle_ends_at, absolute_ends_at)
            VALUES (\(tokenHash), \(user), \(device.stored), \(now), \(now), \(now),
                \(now + min(figures.idle, figures.absolute)), \(now + figures.absolute))
            """)
        return try one("SELECT \(Session.columns) FROM session WHERE id = \(lastInsertedID)") { try Session($0) }
    }
}
