package import Database
package import FoundationEssentials
import Threads

extension Outbox {
    /// How the outbox is doing, for the operator's desk and the health check.
    package func standing(in connection: Connection) throws(MailError) -> OutboxStanding {
        try stored { () throws(DatabaseError) in
            OutboxStanding(
                waiting: try connection.count("SELECT waiting FROM mail_queue"),
                oldest: try connection.one("SELECT min(written_at) FROM mail WHERE bytes IS NOT NULL") {
                    try $0.dateOrNil(0)
                } ?? nil,
                failed: try connection.count("SELECT count(*) FROM mail WHERE state = 'failed'"),
                lastSent: try connection.one(
                    "SELECT finished_at FROM mail WHERE state = 'sent' ORDER BY id DESC LIMIT 1"
                ) { try $0.date(0) })
        }
    }

    /// Mails in one state, the latest first, from before `id` on: a page of them.
    package func entries(
        _ state: OutboxEntry.State, before id: Int64 = .max, limit: Int = 50, in connection: Connection
    ) throws(MailError) -> [OutboxEntry] {
        try entries("state = \(state) AND id < \(id)", limit, connection)
    }

    /// The mails of one account, the latest first: what was sent to it, and what was not and why.
    package func entries(
        for recipient: Int64, limit: Int = 50, in connection: Connection
    ) throws(MailError) -> [OutboxEntry] {
        try entries("recipient = \(recipient)", limit, connection)
    }

    /// The last mail of these kinds to an account; nil when there is none, or none is remembered.
    package func latest(
        _ kinds: Set<MailKind>, for recipient: Int64, in connection: Connection
    ) throws(MailError) -> OutboxEntry? {
        try entries("recipient = \(recipient) AND kind IN \(list: kinds.sorted())", 1, connection).first
    }

    /// How many mails of these kinds were written to an account since a moment.
    package func count(
        _ kinds: Set<MailKind>, for recipient: Int64, since moment: Date, in connection: Connection
    ) throws(MailError) -> Int {
        try stored { () throws(DatabaseError) in
            try connection.count(
                """
                SELECT count(*) FROM mail
                WHERE recipient = \(recipient) AND kind IN \(list: kinds.sorted()) AND written_at > \(moment)
                """)
        }
    }

    /// Tries everything that waits for its next attempt at once: for whoever has just mended the mail server.
    @discardableResult
    package func hurry(in connection: Connection, at now: Date) throws(MailError) -> Int {
        let hurried = try stored { () throws(DatabaseError) in
            try connection.execute("UPDATE mail SET due_at = \(now) WHERE state = 'queued' AND due_at > \(now)")
        }
        newMail.signal()
        return hurried
    }

    /// Notes that a mail came back, if there is one of that Message-ID: whose it was and where it went.
    package func noteReturned(
        _ messageID: String, detail: String?, in connection: Connection
    ) throws(MailError) -> (recipient: Int64?, address: String)? {
        try stored { () throws(DatabaseError) in
            try connection.one(
                """
                UPDATE mail SET trouble = \(MailTrouble.returned), detail = coalesce(\(detail), detail)
                WHERE message_id = \(messageID) AND state = 'sent' RETURNING recipient, address
                """
            ) { (recipient: try $0.int64OrNil(0), address: try $0.text(1)) }
        }
    }

    /// Deletes what is over and past its retention; run daily. In steps of bounded size, so that no one else waits long
    /// for the writer; answers how many rows went.
    @discardableResult
    package func deleteExpired(in database: Database, at now: Date) throws(MailError) -> Int {
        var total = 0
        var deleted = 0
        repeat {
            deleted = try stored { () throws(DatabaseError) in
                try database.write(.normal) { (connection) throws(DatabaseError) in
                    try connection.execute(
                        """
                        DELETE FROM mail WHERE id IN (
                            SELECT id FROM mail WHERE finished_at <= \(now - figures.retention) LIMIT 1000)
                        """)
                }
            }
            total += deleted
        } while deleted == 1000
        return total
    }

    private func entries(_ condition: SQL, _ limit: Int, _ connection: Connection) throws(MailError) -> [OutboxEntry] {
        try stored { () throws(DatabaseError) in
            try connection.query(
                """
                SELECT id, kind, recipient, address, state, attempts, written_at, due_at, finished_at, trouble, detail
                FROM mail WHERE \(condition) ORDER BY id DESC LIMIT \(limit)
                """
            ) { row in
                let state: OutboxEntry.State = try row.value(4)
                return OutboxEntry(
                    id: try row.int64(0), kind: try row.value(1), recipient: try row.int64OrNil(2),
                    address: try row.text(3), state: state, attempts: try row.int(5), writtenAt: try row.date(6),
                    nextAttempt: state == .queued ? try row.date(7) : nil, finishedAt: try row.dateOrNil(8),
                    trouble: try row.textOrNil(9).flatMap(MailTrouble.init(rawValue:)),
                    detail: try row.textOrNil(10))
            }
        }
    }
}
