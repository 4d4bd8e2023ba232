package import Database
package import FoundationEssentials
import Threads
import Transfer

/// The mails that a site has to send: rows, written in the transaction of whatever they tell of.
///
/// Either both happened or neither: an account without its invitation, or an invitation without the account, cannot be.
/// Any process may write; an `OutboxWorker` delivers. What a mail says, and any link in it, is wiped from the row as
/// soon as it is delivered, given up or cancelled; that it was is kept for `OutboxFigures.retention`.
package struct Outbox: Sendable {
    /// Whether a mail was added.
    package enum Enqueued: Hashable, Sendable {
        /// It will be sent.
        case added(Int64)
        /// One with that key is there, sent or not: nothing was added.
        case alreadyThere(Int64)
    }

    let sender: MailSender
    let figures: OutboxFigures
    private let randomBytes: @Sendable (Int) -> [UInt8]
    /// Signalled at each new mail, so that the worker of this process does not wait for its next look.
    let newMail = WakeUp()

    /// - Parameters:
    ///   - sender: who the mails come from.
    ///   - randomBytes: as many random bytes as asked for; Message-IDs are made of them.
    package init(
        from sender: MailSender, figures: OutboxFigures = .init(), randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.sender = sender
        self.figures = figures
        self.randomBytes = randomBytes
    }

    /// Adds a mail to the transaction of `connection`; it is sent if that commits.
    ///
    /// - Parameters:
    ///   - recipient: the account's id in the directory, if it has one; to find and cancel its mails by.
    ///   - key: names the occasion, such as `invitation 12` for a link's id; a second mail with a key that is there is
    ///     not added, so that a repeated step sends once. Keys are remembered as long as the rows are. Never a secret.
    /// - Throws: `queueFull`, `messageTooLarge`; the caller's transaction should then not commit.
    @discardableResult
    package func enqueue(
        _ message: MailMessage, to mailbox: Mailbox, recipient: Int64? = nil, key: String, in connection: Connection,
        at now: Date
    ) throws(MailError) -> Enqueued {
        let domain = sender.from.address.domain
        let id = randomBytes(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "@" + domain
        let bytes = message.bytes(from: sender, to: mailbox, id: id, at: now)
        guard bytes.count <= figures.messageLimit else { throw .messageTooLarge }
        let ends = min(now + figures.patience, message.link?.ends ?? .distantFuture)
        let enqueued = try stored { () throws(DatabaseError) -> Enqueued? in
            if let there = try connection.one("SELECT id FROM mail WHERE key = \(key)", { try $0.int64(0) }) {
                return .alreadyThere(there)
            }
            let limit = figures.queueLimit + (message.kind.mayUseReserve ? figures.reserve : 0)
            guard try connection.count("SELECT waiting FROM mail_queue") < limit else { return nil }
            try connection.execute(
                """
                INSERT INTO mail
                    (key, kind, awaited, recipient, address, message_id, state, bytes, link, written_at, due_at, ends_at)
                VALUES (\(key), \(message.kind), \(message.kind.isAwaited), \(recipient), \(mailbox.address.text), \(id),
                    'queued', \(bytes), \(message.link?.url), \(now), \(now), \(ends))
                """)
            return .added(connection.lastInsertedID)
        }
        guard let enqueued else { throw .queueFull }
        // Before the commit: the worker's first step waits for this transaction to end, and then sees the row.
        newMail.signal()
        return enqueued
    }

    /// Takes back what still waits for an account: what is in it no longer counts (the link was used or replaced, the
    /// person is gone). A mail that the server has at this moment may arrive all the same.
    ///
    /// Answers how many there were.
    @discardableResult
    package func cancel(
        for recipient: Int64, _ kinds: Set<MailKind> = Set(MailKind.allCases), in connection: Connection, at now: Date
    ) throws(MailError) -> Int {
        try stored { () throws(DatabaseError) in
            try connection.execute(
                """
                UPDATE mail SET state = 'cancelled', bytes = NULL, link = NULL, finished_at = \(now)
                WHERE recipient = \(recipient) AND bytes IS NOT NULL AND kind IN \(list: kinds.sorted())
                """)
        }
    }

    /// Forgets every mail of an account, sent or not: part of erasing a person.
    @discardableResult
    package func erase(_ recipient: Int64, in connection: Connection) throws(MailError) -> Int {
        try stored { () throws(DatabaseError) in
            try connection.execute("DELETE FROM mail WHERE recipient = \(recipient)")
        }
    }
}

extension MailKind: Comparable {
    package static func < (left: MailKind, right: MailKind) -> Bool { left.rawValue < right.rawValue }
}

/// Runs what fails as the store fails and lets it fail as mail does: typed errors do not convert by themselves.
func stored<Value>(_ body: () throws(DatabaseError) -> Value) throws(MailError) -> Value {
    do {
        return try body()
    } catch {
        throw .database(error)
    }
}
