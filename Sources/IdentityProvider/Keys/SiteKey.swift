package import Crypto
package import Database
package import Directory
package import FoundationEssentials

/// A key of this site as the database knows it: what it is for, how far its life is, its certificate. The private half
/// is in a file that bears `name`; which key signs is decided by this row alone, so that one transaction changes it.
package struct SiteKey: Sendable, Hashable {
    /// What a key does; one key, one use.
    package enum Use: String, Sendable, CaseIterable, SQLConvertible {
        /// Signs assertions, responses and logout messages.
        case signing
        /// Signs our metadata document: its certificate is what a service provider configures out of band.
        case metadata
        /// Decrypts what service providers encrypt for us.
        case encryption
    }

    /// How far a key's life is.
    package enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Made for later. A signing key is published already; an encryption key decrypts already.
        case next
        case current
        /// In use before. A signing key is still published; an encryption key still decrypts.
        case previous
        /// Gone after its time.
        case retired
        /// Gone at once, for a reason that the journal tells.
        case replaced

        /// Whether the key still counts for anything.
        package var isAlive: Bool { self == .next || self == .current || self == .previous }
    }

    package let id: ID<SiteKey>
    package let use: Use
    /// How far its life is.
    package let state: State
    /// The name of its files, without folder and ending.
    package let name: String
    /// Its public half, and how long it is said to last.
    package let certificate: Certificate
    /// When it was made.
    package let madeAt: Date
    /// When a running server first published it, or decrypted with it; nil before.
    package let publishedAt: Date?
    /// When it came into use.
    package let switchedAt: Date?
    /// When another one took its place.
    package let succeededAt: Date?
    /// When it ceased to count for anything.
    package let endedAt: Date?

    static let columns: SQL = """
        id, use, state, name, certificate, made_at, published_at, switched_at, succeeded_at, ended_at
        """

    init(_ row: borrowing Row) throws {
        id = try row.id(0)
        use = try row.value(1)
        state = try row.value(2)
        name = try row.text(3)
        certificate = try Certificate(der: try row.blob(4))
        madeAt = try row.date(5)
        publishedAt = try row.dateOrNil(6)
        switchedAt = try row.dateOrNil(7)
        succeededAt = try row.dateOrNil(8)
        endedAt = try row.dateOrNil(9)
    }

    /// The beginning of the certificate's fingerprint, by which people tell keys apart.
    package var mark: String { String(certificate.fingerprint.prefix(23)) }
}

extension DirectoryReading {
    /// Every key that the site ever had, by use, the newest first within it.
    package func siteKeys() throws -> [SiteKey] {
        try connection.query(
            "SELECT \(SiteKey.columns) FROM site_key ORDER BY use DESC, id DESC"
        ) { try SiteKey($0) }
    }

    /// Rises with every change of a key's state.
    package func siteKeyRevision() throws(DatabaseError) -> Int64 {
        try connection.one("SELECT revision FROM site_key_revision") { try $0.int64(0) } ?? 0
    }
}

extension [SiteKey] {
    /// The key of a use in a state; there is at most one that is alive.
    package func key(_ use: SiteKey.Use, _ state: SiteKey.State) -> SiteKey? {
        first { $0.use == use && $0.state == state }
    }
}
