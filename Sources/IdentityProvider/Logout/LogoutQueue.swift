import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import SAML

/// The logouts that go on, and the durable queue of the service providers to tell: rows that the schema writes when a
/// session ends, whoever ended it (Decisions/0120).
struct LogoutQueue: Sendable {
    /// Where the answer goes when a service provider began the logout.
    struct Reply: Codable, Sendable, Hashable {
        let serviceProvider: ID<ServiceProvider>
        let request: String
        let relayState: String?

        /// The value as its row keeps it.
        fileprivate var json: String {
            // Encoding strings and numbers cannot fail; an empty object would be refused on reading.
            (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }
    }

    let database: Database
    let randomness: Randomness

    /// How long a page of a logout can be looked at, in seconds.
    static let pageLifetime: TimeInterval = 30 * 60
    /// When a service provider that did not answer is asked again, in seconds since the last time; then it is given up.
    private static let pauses: [TimeInterval] = [60, 10 * 60, 3600, 6 * 3600]
    /// How long whoever leased a row may work on it, in seconds.
    private static let leaseTime: TimeInterval = 60
    /// How long a row is kept after the last that happened to it.
    private static let memory: TimeInterval = 7 * 86_400

    /// A name for a logout, 160 random bits: who knows it may see how far it is.
    func newName() -> String { Base32.encode(randomness.bytes(20)) }

    /// Begins a logout that somebody looks at: part of the transaction in which its sessions end, so that nobody else
    /// takes its service providers from the queue. They are left to who begins it for the length of a lease.
    ///
    /// - Parameters:
    ///   - initiator: the service provider that began it, which knows already.
    ///   - reply: where the answer goes; nil when none is wanted.
    func begin(
        _ name: String, of sessions: [ID<Session>], by initiator: ID<ServiceProvider>? = nil, reply: Reply?,
        at now: Date, in connection: Connection
    ) throws(DatabaseError) {
        try connection.execute(
            "INSERT INTO logout (id, reply, expires_at) VALUES (\(name), \(reply?.json), \(now + Self.pageLifetime))")
        for session in sessions {
            try connection.execute(
                """
                UPDATE logout_participant SET logout = \(name), next_at = \(now + Self.leaseTime)
                WHERE session = \(session) AND logout IS NULL
                """)
        }
        if let initiator {
            try connection.execute(
                """
                UPDATE logout_participant SET state = 'done', forget_at = \(now + Self.memory)
                WHERE logout = \(name) AND service_provider = \(initiator)
                """)
        }
    }

    /// Whether a logout of that name goes on.
    func isKnown(_ logout: String, at now: Date) throws -> Bool {
        try database.read { connection in
            try connection.count("SELECT count(*) FROM logout WHERE id = \(logout) AND expires_at > \(now)") > 0
        }
    }

    /// The service providers of a logout, in the order in which they were opened; those last that lately kept a browser
    /// that was sent there, so that they keep it from nobody.
    func participants(of logout: String) throws -> [LogoutParticipant] {
        try select(
            """
            logout = \(logout) ORDER BY EXISTS (
                SELECT 1 FROM logout_participant other
                WHERE other.service_provider = logout_participant.service_provider AND other.request IS NOT NULL
                    AND other.logout IS NOT \(logout)), logout_participant.id
            """)
    }

    /// One of them.
    func participant(_ id: ID<LogoutParticipant>, of logout: String) throws -> LogoutParticipant? {
        try select("logout = \(logout) AND logout_participant.id = \(id)").first
    }

    /// Leases rows that are due, so that nobody else works on them for a while: of sessions that ended without a browser in
    /// front of us, and those that were to be asked again.
    func lease(at now: Date, limit: Int = 64) throws -> [LogoutParticipant] {
        try database.write(.normal) { connection in
            try connection.query(
                """
                UPDATE logout_participant SET next_at = \(now + Self.leaseTime)
                WHERE id IN (SELECT id FROM logout_participant
                    WHERE state = 'waiting' AND next_at <= \(now) LIMIT \(limit))
                RETURNING \(LogoutParticipant.columns)
                """
            ) { row in try LogoutParticipant(row) }
        }
    }

    /// Notes what became of a participant.
    func settle(_ participant: LogoutParticipant, _ state: LogoutParticipant.State, at now: Date) throws {
        try database.write(.normal) { connection in
            try connection.execute(
                """
                UPDATE logout_participant SET state = \(state.rawValue), forget_at = \(now + Self.memory)
                WHERE id = \(participant.id) AND state NOT IN ('done', 'unable')
                """)
        }
    }

    /// Notes that the browser may be sent to a participant, whose host answers.
    func leaveToBrowser(_ participant: LogoutParticipant) throws {
        try database.write(.normal) { connection in
            try connection.execute(
                """
                UPDATE logout_participant SET state = 'browser'
                WHERE id = \(participant.id) AND state IN ('waiting', 'failed')
                """)
        }
    }

    /// Notes that a participant did not answer: it is asked again later, and given up in the end.
    func postpone(_ participant: LogoutParticipant, at now: Date) throws {
        guard participant.attempts < Self.pauses.count else { return try settle(participant, .failed, at: now) }
        let next = now + Self.pauses[participant.attempts]
        try database.write(.normal) { connection in
            try connection.execute(
                """
                UPDATE logout_participant SET attempts = attempts + 1, next_at = \(next)
                WHERE id = \(participant.id) AND state = 'waiting'
                """)
        }
    }

    /// Notes that the browser carries a request to a participant.
    func ask(_ participant: LogoutParticipant, by request: MessageID, at now: Date) throws {
        try database.write(.normal) { connection in
            try connection.execute(
                """
                UPDATE logout_participant
                SET state = 'asked', request = \(request.rawValue), forget_at = \(now + Self.memory)
                WHERE id = \(participant.id)
                """)
        }
    }

    /// Takes in the answer that a browser brings from a participant; it counts once.
    ///
    /// - Returns: the logout that it belongs to; nil when nothing of the kind was asked of this service provider.
    func answered(
        _ request: MessageID, by serviceProvider: ID<ServiceProvider>, _ isSuccess: Bool, at now: Date
    ) throws -> String? {
        let state: LogoutParticipant.State = isSuccess ? .done : .failed
        return try database.write(.normal) { connection in
            try connection.one(
                """
                UPDATE logout_participant
                SET state = \(state.rawValue), request = NULL, forget_at = \(now + Self.memory)
                WHERE service_provider = \(serviceProvider) AND request = \(request.rawValue) AND state = 'asked'
                RETURNING logout
                """
            ) { row in try row.textOrNil(0) } ?? nil
        }
    }

    /// Changes who gets the answer of a logout that is under way. The service provider has to take part in it.
    ///
    /// - Returns: false when the logout is over, already answered, or one of somebody else.
    func redirectAnswer(of logout: String, to reply: Reply, at now: Date) throws -> Bool {
        try database.write(.normal) { connection in
            try connection.execute(
                """
                UPDATE logout SET reply = \(reply.json)
                WHERE id = \(logout) AND replied_at IS NULL AND expires_at > \(now) AND EXISTS (
                    SELECT 1 FROM logout_participant
                    WHERE logout = \(logout) AND service_provider = \(reply.serviceProvider))
                """) == 1
        }
    }

    /// Where the answer of a logout goes; nil when nobody waits for one (any more).
    func reply(of logout: String, at now: Date) throws -> Reply? {
        let json = try database.read { connection in
            try connection.one(
                """
                SELECT reply FROM logout
                WHERE id = \(logout) AND replied_at IS NULL AND reply IS NOT NULL AND expires_at > \(now)
                """
            ) { row in try row.text(0) }
        }
        return try json.map { try JSONDecoder().decode(Reply.self, from: Data($0.utf8)) }
    }

    /// Notes that the answer leaves; true once.
    func close(_ logout: String, at now: Date) throws -> Bool {
        try database.write(.normal) { connection in
            try connection.execute(
                "UPDATE logout SET replied_at = \(now) WHERE id = \(logout) AND replied_at IS NULL") == 1
        }
    }

    /// Forgets what has had its time, and the parts of sessions that run out by themselves: nobody ended those, and each
    /// service provider was told their end when they began (`SessionNotOnOrAfter`). Before the housekeeping of accounts
    /// deletes the sessions, at the same moment.
    func sweep(at now: Date) throws {
        try database.write(.normal) { connection in
            try connection.execute(
                """
                DELETE FROM session_participant WHERE session IN (
                    SELECT id FROM session WHERE idle_ends_at <= \(now) OR absolute_ends_at <= \(now))
                """)
            try connection.execute(
                "UPDATE logout_participant SET forget_at = \(now + Self.memory) WHERE forget_at IS NULL")
            try connection.execute("DELETE FROM logout_participant WHERE forget_at <= \(now)")
            try connection.execute("DELETE FROM logout WHERE expires_at <= \(now)")
        }
    }

    private func select(_ condition: SQL) throws -> [LogoutParticipant] {
        try database.read { connection in
            try connection.query("SELECT \(LogoutParticipant.columns) FROM logout_participant WHERE \(condition)") {
                row in try LogoutParticipant(row)
            }
        }
    }
}
