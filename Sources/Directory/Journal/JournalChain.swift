import Crypto
import Database
import FoundationEssentials

/// The hash chain of the journal, one link an entry (Documentation/Decisions/0021):
///
///     payload hash = SHA-256(salt ‖ payload)
///     hash         = SHA-256(previous hash ‖ header ‖ payload hash)
///
/// The header is the entry's identifier, moment, kind and objects, each on a line of its own.
enum JournalChain {
    /// What stands before the first entry.
    static let start = [UInt8](repeating: 0, count: 32)

    static func payloadHash(salt: [UInt8], payload: String) -> [UInt8] {
        Digest.sha256(salt + Array(payload.utf8))
    }

    static func hash(
        previous: [UInt8], id: Int64, at: Date, kind: String, about: JournalEntry.About, payloadHash: [UInt8]
    ) -> [UInt8] {
        let objects: [Int64?] = [
            about.actor?.rawValue, about.person?.rawValue, about.structure?.rawValue, about.application?.rawValue,
            about.role?.rawValue,
        ]
        let lines = ["\(id)", "\(at.unixMilliseconds)", kind] + objects.map { $0.map { "\($0)" } ?? "-" }
        let header = lines.joined(separator: "\n") + "\n"
        return Digest.sha256(previous + Array(header.utf8) + payloadHash)
    }
}
