package import Directory
package import FoundationEssentials
import Database

/// One line of what happened to an account; kept beside the journal, not chained, deleted after a year.
package struct SignInEvent: Sendable {
    /// What happened. The raw values are stored.
    package enum Kind: String, Sendable, CaseIterable {
        case signedIn
        case signedOut
        case confirmed
        case activated
        case passwordChanged
        case passwordReset
        case passwordSet
        case linkCreated
        case sessionsEnded
        // Failures: why the password page said no. Never shown to the person who failed.
        case wrongPassword
        case neverActivated
        case suspended
        case departed
        case deleted
        case unknownAddress
        /// Not looked at: too many failures before. Told once a minute.
        case blocked
    }

    /// Grows with time.
    package let id: ID<SignInEvent>
    package let at: Date
    /// Whose account; nil when the address typed is nobody's (the address itself is not kept: people type passwords
    /// there).
    package let user: ID<User>?
    package let kind: Kind
    /// The client's address; empty on the command line.
    package let address: String
    /// Browser and system in words; may be empty.
    package let deviceDescription: String
}

extension SignInEvent.Kind: SQLConvertible {
    /// Kinds of failed attempts.
    package var isFailure: Bool {
        switch self {
        case .wrongPassword, .neverActivated, .suspended, .departed, .deleted, .unknownAddress, .blocked: true
        default: false
        }
    }

    static let failures = allCases.filter(\.isFailure)
}

extension Connection {
    func record(
        _ kind: SignInEvent.Kind, of user: ID<User>?, from client: Client?, at now: Date
    ) throws(DatabaseError) {
        try execute(
            """
            INSERT INTO sign_in_event (at, user, kind, address, device_description)
            VALUES (\(now), \(user), \(kind), \(client?.boundedAddress ?? ""), \(client?.device.stored ?? ""))
            """)
    }
}

extension Accounts {
    /// The newest events of an account, newest first.
    package func events(of user: ID<User>, limit: Int = 50) throws(AccountsError) -> [SignInEvent] {
        try read { connection in
            try connection.query(
                """
                SELECT \(SignInEvent.columns) FROM sign_in_event AS event
                WHERE event.user = \(user) ORDER BY event.id DESC LIMIT \(limit)
                """, SignInEvent.init)
        }
    }

    /// When the person last signed in, before `moment` if given: what the portal shows.
    package func lastSignIn(of user: ID<User>, before moment: Date = .distantFuture) throws(AccountsError) -> Date? {
        try read { connection in
            try connection.lastSignIn(of: user, before: moment)
        }
    }
}

extension Connection {
    func lastSignIn(of user: ID<User>, before moment: Date) throws(DatabaseError) -> Date? {
        try one(
            """
            SELECT at FROM sign_in_event WHERE user = \(user) AND at < \(moment)
                AND kind IN ('signedIn', 'activated', 'passwordReset')
            ORDER BY at DESC LIMIT 1
            """
        ) { try $0.date(0) }
    }
}

extension SignInEvent {
    static let columns: SQL = "event.id, event.at, event.user, event.kind, event.address, event.device_description"

    init(_ row: borrowing Row) throws(DatabaseError) {
        self.init(
            id: try row.id(0), at: try row.date(1), user: try row.idOrNil(2), kind: try row.value(3),
            address: try row.text(4), deviceDescription: try row.text(5))
    }
}

extension Connection {
    /// An attempt that was not looked at, in the transaction that says so; the same work whether or not the address is
    /// somebody's.
    func recordBlocked(_ email: String, from client: Client, at now: Date) throws(DatabaseError) {
        let user = try one("SELECT id FROM user WHERE email = \(email) AND deleted_at IS NULL") {
            try $0.id(0) as ID<User>
        }
        let isTold = try exists(
            "SELECT 1 FROM sign_in_event WHERE user IS \(user) AND at > \(now - 60) AND kind = 'blocked'")
        if !isTold { try record(.blocked, of: user, from: client, at: now) }
    }
}
