import Database
package import FoundationEssentials

/// An entry with its link of the chain, as it is stored: for an archive that can be verified without the database.
package struct JournalRecord: Hashable, Sendable {
    /// The entry.
    package let entry: JournalEntry
    /// The words as they were hashed, JSON; nil once erased.
    package let payload: String?
    /// What was hashed before the words; nil once they are erased.
    package let salt: [UInt8]?
    /// SHA-256(salt ‖ payload).
    package let payloadHash: [UInt8]
    /// The hash of the entry before.
    package let previousHash: [UInt8]
    /// SHA-256(previous hash ‖ header ‖ payload hash).
    package let hash: [UInt8]
}

extension DirectoryReading {
    /// Entries with their links, the oldest first, after one of them.
    package func journalRecords(after last: Int64 = 0, limit: Int) throws(DirectoryError) -> [JournalRecord] {
        try query(
            """
            SELECT \(JournalEntry.columns), salt, payload_hash, previous_hash, hash
            FROM journal WHERE id > \(last) ORDER BY id LIMIT \(limit)
            """, JournalRecord.init)
    }

    /// The link of one entry.
    package func journalRecord(_ id: ID<JournalEntry>) throws(DirectoryError) -> JournalRecord? {
        try journalRecords(after: id.rawValue - 1, limit: 1).first { $0.entry.id == id.rawValue }
    }

    /// The last entry before a moment: what an export since that moment begins after; 0 when there is none.
    package func lastJournalEntry(before moment: Date) throws(DirectoryError) -> Int64 {
        try one("SELECT id FROM journal WHERE at < \(moment) ORDER BY at DESC, id DESC LIMIT 1") { try $0.int64(0) }
            ?? 0
    }
}

extension JournalRecord {
    init(_ row: borrowing Row) throws(DatabaseError) {
        entry = try JournalEntry(row)
        payload = try row.textOrNil(8)
        salt = try row.blobOrNil(9)
        payloadHash = try row.blob(10)
        previousHash = try row.blob(11)
        hash = try row.blob(12)
    }
}
