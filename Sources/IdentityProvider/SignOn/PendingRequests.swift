import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import SAML
import Synchronization

/// The requests that were received: those that wait for a sign-in or a choice, and those answered, kept so that none
/// is answered twice (R9). Rows of the database: they survive a restart and serve a second node.
final class PendingRequests: Sendable {
    /// A request in its row.
    struct Row: Sendable {
        let id: String
        let serviceProvider: ID<ServiceProvider>
        /// What was asked; nil for a request that was answered at once and never waited.
        let request: SignOnRequest?
        /// SHA-256 of the secret of the browser that it is tied to; nil until one came.
        let browser: [UInt8]?
        /// The session that was answered with it; nil when nobody was signed in.
        let session: ID<Session>?
        let answeredAt: Date?
    }

    /// What became of a request that came in.
    enum Arrival: Sendable {
        /// It is new, and waits under this id.
        case new(id: String)
        /// The same message came before, and has this id.
        case repeated(id: String)
        /// Too many wait already.
        case full
    }

    /// How long a request may wait, in seconds; its id is remembered as long, for which 15 minutes would do.
    static let lifetime: TimeInterval = 30 * 60
    /// Within this time an answer may be given again to the same session: a double click cancels the first answer.
    static let doubleClick: TimeInterval = 5
    /// Strangers can send requests, but not without end.
    static let capacity = 200_000

    private let database: Database
    private let randomness: Randomness
    /// An estimate that the sweep corrects: a bound needs no exact count.
    private let occupancy = Atomic<Int>(0)

    init(database: Database, randomness: Randomness) {
        self.database = database
        self.randomness = randomness
    }

    /// Takes in a request. Of two equal messages exactly one is new: the unique index decides.
    ///
    /// - Parameter browser: the browser it is tied to, nil for a cross-site POST, which comes without cookies.
    func admit(_ request: SignOnRequest, browser: [UInt8]?, at now: Date) throws -> Arrival {
        guard occupancy.load(ordering: .relaxed) < Self.capacity else { return .full }
        let id = newID()
        return try database.write(.normal) { connection in
            let isNew = try insert(request, id: id, browser: browser, answered: nil, at: now, in: connection)
            guard !isNew, let earlier = try Self.earlier(request, in: connection) else { return .new(id: id) }
            return .repeated(id: earlier.id)
        }
    }

    /// The row of an id, whoever asks for it; nil when there is none or it has expired.
    func row(_ id: String, at now: Date) throws -> Row? {
        try database.read { connection in
            try Self.row("id = \(id) AND expires_at > \(now)", in: connection)
        }
    }

    /// The row of a message that came before, whoever brings it again; nil when there is none or it has expired.
    func row(of message: StaleMessage, at now: Date) throws -> Row? {
        try database.read { connection in
            try Self.row(
                """
                service_provider = \(message.serviceProvider) AND message_id = \(message.id.rawValue)
                    AND expires_at > \(now)
                """, in: connection)
        }
    }

    /// Ties a request that no browser owns yet to this one; false when another was quicker.
    func bind(_ id: String, to browser: [UInt8]) throws -> Bool {
        try database.write(.normal) { connection in
            try connection.execute(
                """
                UPDATE sign_on_request SET browser = \(browser)
                WHERE id = \(id) AND browser IS NULL AND session IS NULL
                """) == 1
        }
    }

    /// Marks a request as answered: part of the transaction that records the answer, so that of any number of answers
    /// to one request only its own browser's count, and those only within a double click.
    ///
    /// A request that waits under `id` is closed; one that never had to wait is entered as closed; an opening from the
    /// portal has no message to remember.
    ///
    /// - Returns: nil when it may be answered; otherwise the row that says why not.
    func close(
        _ request: SignOnRequest, waitingAs id: String?, for visitor: Visitor, at now: Date, in connection: Connection
    ) throws -> Row? {
        let session = visitor.session?.id
        if id == nil {
            guard request.inResponseTo != nil else { return nil }
            let answered = (session: session, at: now)
            let isNew = try insert(
                request, id: newID(), browser: visitor.browser, answered: answered, at: now, in: connection)
            if isNew { return nil }
        }
        let row =
            if let id { try Self.row("id = \(id)", in: connection) } else {
                try Self.earlier(request, in: connection)
            }
        guard let row, row.belongs(to: visitor), row.mayBeAnswered(for: visitor, at: now) else { return row }
        try connection.execute(
            """
            UPDATE sign_on_request SET answered_at = coalesce(answered_at, \(now)), session = \(session)
            WHERE id = \(row.id)
            """)
        return nil
    }

    /// Uses up a message that is answered at once and never waits: false when it came before.
    func use(_ message: MessageID, of serviceProvider: ID<ServiceProvider>, at now: Date) throws -> Bool {
        try database.write(.normal) { connection in
            try connection.execute(
                """
                INSERT INTO sign_on_request (id, service_provider, message_id, asked, received_at, expires_at, answered_at)
                VALUES (\(newID()), \(serviceProvider), \(message.rawValue), '', \(now), \(now + Self.lifetime), \(now))
                ON CONFLICT DO NOTHING
                """) == 1
        }
    }

    /// Forgets what has expired; called by the housekeeping.
    func sweep(at now: Date) throws {
        let left = try database.write(.normal) { connection in
            try connection.execute("DELETE FROM sign_on_request WHERE expires_at <= \(now)")
            return try connection.count("SELECT count(*) FROM sign_on_request")
        }
        occupancy.store(left, ordering: .relaxed)
    }

    private func newID() -> String { Base32.encode(randomness.bytes(20)) }

    private func insert(
        _ request: SignOnRequest, id: String, browser: [UInt8]?, answered: (session: ID<Session>?, at: Date)?,
        at now: Date,
        in connection: Connection
    ) throws -> Bool {
        // A request that is answered at once is only remembered: nobody will read what it asked.
        let words = answered == nil ? request.json : ""
        let expiry = now + Self.lifetime
        let isNew =
            try connection.execute(
                """
                INSERT INTO sign_on_request
                    (id, service_provider, message_id, asked, browser, session, received_at, expires_at, answered_at)
                VALUES (\(id), \(request.serviceProvider), \(request.inResponseTo), \(words), \(browser),
                    \(answered?.session), \(now), \(expiry), \(answered?.at))
                ON CONFLICT DO NOTHING
                """) == 1
        if isNew { occupancy.wrappingAdd(1, ordering: .relaxed) }
        return isNew
    }

    private static func earlier(_ request: SignOnRequest, in connection: Connection) throws -> Row? {
        try row(
            "service_provider = \(request.serviceProvider) AND message_id = \(request.inResponseTo)", in: connection)
    }

    private static func row(_ condition: SQL, in connection: Connection) throws -> Row? {
        try connection.one(
            """
            SELECT id, service_provider, asked, browser, session, answered_at FROM sign_on_request
            WHERE \(condition)
            """
        ) { row in
            let words = try row.text(2)
            return Row(
                id: try row.text(0), serviceProvider: try row.id(1),
                request: words.isEmpty ? nil : try SignOnRequest(json: words), browser: try row.blobOrNil(3),
                session: try row.idOrNil(4), answeredAt: try row.dateOrNil(5))
        }
    }
}
