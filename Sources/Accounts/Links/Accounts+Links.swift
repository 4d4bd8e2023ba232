package import Directory
package import FoundationEssentials
import Crypto
import Database

extension Accounts {
    /// What a link is worth; never uses it up.
    package func peekLink(_ token: String, at now: Date) throws(AccountsError) -> LinkState {
        guard let token = Token(token) else { return .unknown }
        return try read { connection in
            try connection.linkState(token.hash, at: now)
        }
    }

    /// Makes the link that lets a person choose a password: an activation link when they have none yet, a reset link
    /// otherwise. Older links of the person stop working.
    ///
    /// - Throws: `directory` when the actor may not act on this account (Invariant 8), or it is not live.
    package func createLink(
        for user: ID<User>, by actor: Actor, at moment: Date
    ) throws(AccountsError) -> CreatedLink {
        let now = moment.inStoredPrecision
        return try change(by: actor, at: now) { change in
            _ = try account(user, in: change)
            let isReset = try hasPassword(user, in: change.connection)
            let created = try makeLink(
                isReset ? .reset : .activation, for: user, from: nil, in: change.connection, at: now)
            try change.record(isReset ? .resetCreated : .invitationCreated, person: user)
            return created
        }
    }

    /// Makes a link in the caller's transaction, which has made sure that it may; older ones stop working, with the
    /// mails that carry them.
    ///
    /// - Parameter end: when it ends, if not after its full time.
    func makeLink(
        _ purpose: Link.Purpose, for user: ID<User>, until end: Date? = nil, from client: Client?,
        in connection: Connection, at now: Date
    ) throws -> CreatedLink {
        let token = Token(randomness)
        let life = purpose == .reset ? figures.resetLink : figures.activationLink
        let link = Link(user: user, purpose: purpose, expiresAt: end ?? now + life)
        try endLinks(of: user, in: connection, at: now)
        try connection.record(.linkCreated, of: user, from: client, at: now)
        let number = try connection.insert(token.hash, link, at: now)
        return CreatedLink(token: token.text, link: link, number: number)
    }

    /// Uses a link up: sets the password, ends every session of the person, signs them in. Call it from the hash lane.
    ///
    /// Of parallel uses exactly one succeeds.
    package func useLink(
        _ token: String, password: String, client: Client, at moment: Date
    ) throws(AccountsError) -> LinkOutcome {
        let now = moment.inStoredPrecision
        let state = try peekLink(token, at: now)
        guard case .usable(let link) = state, let token = Token(token) else { return .unusable(state) }
        let violations = policy.violations(of: password, for: try subject(link.user, at: now))
        guard violations.isEmpty else { return .refused(violations) }
        let phc = try hash(password)
        do {
            return try change(by: .user(link.user), at: now) { change in
                let kind: SignInEvent.Kind = link.purpose == .activation ? .activated : .passwordReset
                let connection = change.connection
                guard try connection.useUp(token.hash, at: now) else {
                    return .unusable(try connection.linkState(token.hash, at: now))
                }
                try connection.setCredential(
                    phc, suitsPowers: policy.suitsPowers(password), of: link.user, at: now)
                try connection.endSessions(of: link.user)
                guard let signedIn = try begin(link.user, by: kind, client: client, on: connection, at: now) else {
                    return .unusable(.unknown)
                }
                try endLinks(of: link.user, in: connection, at: now)
                // They read our mail.
                try connection.forgetUnreachable(link.user)
                if kind == .passwordReset {
                    try sendPasswordChanged(to: link.user, from: client, in: connection, at: now)
                }
                try change.record(kind == .activated ? .accountActivated : .passwordChanged, person: link.user)
                return .signedIn(signedIn)
            }
        } catch .directory(.notLive) {
            return .unusable(.unknown)
        }
    }
}

extension Connection {
    func linkState(_ tokenHash: [UInt8], at now: Date) throws(DatabaseError) -> LinkState {
        try one(
            """
            SELECT link.user, link.purpose, link.expires_at, link.consumed_at
            FROM link JOIN user ON user.id = link.user
            WHERE link.token_hash = \(tokenHash) AND \(User.isLive(at: now))
            """
        ) { row -> LinkState in
            let link = Link(user: try row.id(0), purpose: try row.value(1), expiresAt: try row.date(2))
            if try row.dateOrNil(3) != nil { return .used }
            return link.expiresAt > now ? .usable(link) : .expired
        } ?? .unknown
    }

    /// Answers the link's number.
    fileprivate func insert(_ tokenHash: [UInt8], _ link: Link, at now: Date) throws(DatabaseError) -> Int64 {
        try execute(
            """
            INSERT INTO link (token_hash, user, purpose, created_at, expires_at)
            VALUES (\(tokenHash), \(link.user), \(link.purpose), \(now), \(link.expiresAt))
            """)
        return lastInsertedID
    }

    func endLinks(of user: ID<User>, at now: Date) throws(DatabaseError) {
        try execute(
            "UPDATE link SET expires_at = \(now) WHERE user = \(user) AND consumed_at IS NULL AND expires_at > \(now)")
    }

    /// Uses a link up; false when another use came first, its time is over, or its person may not sign in.
    fileprivate func useUp(_ tokenHash: [UInt8], at now: Date) throws(DatabaseError) -> Bool {
        try execute(
            """
            UPDATE link SET consumed_at = \(now)
            WHERE token_hash = \(tokenHash) AND consumed_at IS NULL AND expires_at > \(now)
                AND EXISTS (SELECT 1 FROM user WHERE user.id = link.user AND \(User.isLive(at: now)))
            """) == 1
    }

    /// Sets the password and ends every link and the invitation: whoever has the new password needs none.
    ///
    /// - Parameter suitsPowers: whether it is long enough for a referent or an operator; kept, since a person may become
    ///   one later and a hash does not tell.
    func setCredential(
        _ phc: String, suitsPowers: Bool, of user: ID<User>, at now: Date
    ) throws(DatabaseError) {
        try execute(
            """
            INSERT INTO credential (user, phc, suits_powers, changed_at)
            VALUES (\(user), \(phc), \(suitsPowers), \(now))
            ON CONFLICT (user) DO UPDATE SET phc = excluded.phc, suits_powers = excluded.suits_powers,
                changed_at = excluded.changed_at
            """)
        try endLinks(of: user, at: now)
        try endInvitation(of: user)
    }
}
