import Database
import FoundationEssentials
import Transfer

/// A mail that a worker has taken: its own until the lease ends.
struct LeasedMail: Sendable {
    let id: Int64
    let kind: MailKind
    let address: String
    let messageID: String
    let bytes: [UInt8]
    let link: String?
    /// This attempt's number; with it a worker that was too slow knows that the row is another's by now.
    let attempt: Int
    let writtenAt: Date
    let ends: Date
}

extension Outbox {
    /// Takes the mail that is due first, those that somebody waits for before all others; nil when none is due.
    ///
    /// `normal`: a power failure may take this back, and the mail is then simply due again.
    func lease(in database: Database, at now: Date) throws(DatabaseError) -> LeasedMail? {
        try database.write(.normal) { (connection) throws(DatabaseError) in
            try connection.one(
                """
                UPDATE mail SET state = 'sending', attempts = attempts + 1, due_at = \(now + figures.lease)
                WHERE id = (
                    SELECT id FROM mail WHERE bytes IS NOT NULL AND due_at <= \(now) AND ends_at > \(now)
                    ORDER BY awaited DESC, due_at LIMIT 1)
                RETURNING id, kind, address, message_id, bytes, link, attempts, written_at, ends_at
                """
            ) { row in
                LeasedMail(
                    id: try row.int64(0), kind: try row.value(1), address: try row.text(2), messageID: try row.text(3),
                    bytes: try row.blob(4), link: try row.textOrNil(5), attempt: try row.int(6),
                    writtenAt: try row.date(7), ends: try row.date(8))
            }
        }
    }

    /// The server has it. Durable before the next mail is begun, or a power failure would send it again. Whatever the
    /// row says by now: that it was sent is the truth.
    func noteSent(_ mail: LeasedMail, in database: Database, at now: Date) throws(DatabaseError) {
        try database.write(.full) { (connection) throws(DatabaseError) in
            _ = try connection.execute(
                """
                UPDATE mail SET state = 'sent', bytes = NULL, link = NULL, finished_at = \(now),
                    trouble = NULL, detail = NULL
                WHERE id = \(mail.id)
                """)
        }
    }

    /// It will not be delivered. Nothing happens when the row is another worker's, or cancelled, by now.
    func noteFailed(
        _ mail: LeasedMail, _ trouble: MailTrouble, _ detail: String, in database: Database, at now: Date
    ) throws(DatabaseError) {
        try database.write(.full) { (connection) throws(DatabaseError) in
            _ = try connection.execute(
                """
                UPDATE mail SET state = 'failed', bytes = NULL, link = NULL, finished_at = \(now),
                    trouble = \(trouble), detail = \(detail)
                WHERE id = \(mail.id) AND attempts = \(mail.attempt) AND state = 'sending'
                """)
        }
    }

    /// It is tried again at `next`. Nothing happens when the row is another worker's, or cancelled, by now.
    func notePostponed(
        _ mail: LeasedMail, until next: Date, _ trouble: MailTrouble, _ detail: String, in database: Database
    ) throws(DatabaseError) {
        try database.write(.normal) { (connection) throws(DatabaseError) in
            _ = try connection.execute(
                """
                UPDATE mail SET state = 'queued', due_at = \(next), trouble = \(trouble), detail = \(detail)
                WHERE id = \(mail.id) AND attempts = \(mail.attempt) AND state = 'sending'
                """)
        }
    }

    /// Gives up what has waited too long, unless a worker has it; answers their ids.
    func giveUpEnded(in database: Database, at now: Date) throws(DatabaseError) -> [(id: Int64, kind: MailKind)] {
        try database.write(.full) { (connection) throws(DatabaseError) in
            try connection.query(
                """
                UPDATE mail SET state = 'failed', bytes = NULL, link = NULL, finished_at = \(now),
                    trouble = coalesce(trouble, \(MailTrouble.tooLate))
                WHERE bytes IS NOT NULL AND ends_at <= \(now) AND (state = 'queued' OR due_at <= \(now))
                RETURNING id, kind
                """
            ) { (id: try $0.int64(0), kind: try $0.value(1)) }
        }
    }
}
