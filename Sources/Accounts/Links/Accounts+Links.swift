package import Directory
package import FoundationEssentials
import Crypto
import Database

extension Accounts {
    /// What a link is worth; never uses it up.
    package func peekLink(_ token: String, at now: Date) throws(AccountsError) -> LinkState {
        guard let token = Token(token) else { return .unknown }
        return try stored { () throws(DatabaseError) in
            try database.read { (connection) throws(DatabaseError) in
                try connection.linkState(token.hash, at: now)
            }
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
        let token = Token(randomness)
        return try change(by: actor, at: now) { (change) throws(AccountsError) in
            try inDirectory { () throws(DirectoryError) in
                guard let found = try change.user(user, in: change.scope) else { throw .notFound }
                guard found.isLive(at: now) else { throw .notLive }
                try change.requireWholeAccount(user)
            }
            let link = try stored { () throws(DatabaseError) in
                let isReset = try change.connection.exists("SELECT 1 FROM credential WHERE user = \(user)")
                let end = now + (isReset ? figures.resetLink : figures.activationLink)
                let link = Link(user: user, purpose: isReset ? .reset : .activation, expiresAt: end)
                try change.connection.createLink(token.hash, link, at: now)
                try change.connection.record(.linkCreated, of: user, from: nil, at: now)
                return link
            }
            try inDirectory { () throws(DirectoryError) in
                try change.record(link.purpose == .activation ? .invitationCreated : .resetCreated, person: user)
            }
            return CreatedLink(token: token.text, link: link)
        }
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
        let refusals = policy.refusals(of: password, for: try subject(link.user, at: now))
        guard refusals.isEmpty else { return .refused(refusals) }
        let phc = try hash(password)
        do {
            return try change(by: .user(link.user), at: now) { (change) throws(AccountsError) in
                let kind: SignInEvent.Kind = link.purpose == .activation ? .activated : .passwordReset
                let outcome: LinkOutcome = try stored { () throws(DatabaseError) in
                    let connection = change.connection
                    guard try connection.useUp(token.hash, at: now) else {
                        return .unusable(try connection.linkState(token.hash, at: now))
                    }
                    try connection.setCredential(
                        phc, suitsPowers: policy.suitsPowers(password), of: link.user, at: now)
                    try connection.endSessions(of: link.user)
                    return try begin(link.user, by: kind, client: client, on: connection, at: now)
                        .map(LinkOutcome.signedIn) ?? .unusable(.unknown)
                }
                if case .signedIn = outcome {
                    try inDirectory { () throws(DirectoryError) in
                        try change.record(
                            kind == .activated ? .accountActivated : .passwordChanged, person: link.user)
                    }
                }
                return outcome
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

    /// Makes a link; the person's older ones stop working.
    func createLink(
        _ tokenHash: [UInt8], _ link: Link, at now: Date
    ) throws(DatabaseError) {
        try endLinks(of: link.user, at: now)
        try execute(
            """
            INSERT INTO link (token_hash, user, purpose, created_at, expires_at)
            VALUES (\(tokenHash), \(link.user), \(link.purpose), \(now), \(link.expiresAt))
            """)
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

    /// Sets the password and ends every link: whoever has the new password needs none.
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
    }
}
