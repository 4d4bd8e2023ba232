import Crypto
import Database
package import FoundationEssentials

/// Where the metadata of a service provider comes from, what is demanded of it, and how that has gone.
package struct MetadataSource: Hashable, Sendable {
    /// What an operator decides.
    package struct Terms: Hashable, Sendable {
        /// The absolute URL, https unless a key vouches for the document.
        package var url: String
        /// The key that must have signed the document, DER SubjectPublicKeyInfo, got by another way than the document
        /// (IIP-MD03); nil: the server's certificate vouches for it (SDP-MD02).
        package var signingKey: [UInt8]?
        /// How far ahead the document's end may lie, in seconds; nil: it need not have one (IIP-MD04).
        package var longestValidity: TimeInterval?
        /// Whether a change counts as soon as it is found; else it waits for an operator.
        package var appliesItself: Bool

        /// What an operator decides. By default a document that is signed by a known key must end within 30 days, since
        /// an old one can be sent again by whoever kept it; and it is applied by itself. A document that only TLS
        /// vouches for need not end, and its changes wait.
        package init(
            url: String, signingKey: [UInt8]? = nil, longestValidity: TimeInterval?? = nil, appliesItself: Bool? = nil
        ) {
            self.url = url
            self.signingKey = signingKey
            self.longestValidity = longestValidity ?? (signingKey == nil ? nil : Self.standardValidity)
            self.appliesItself = appliesItself ?? (signingKey != nil)
        }

        /// 30 days.
        package static let standardValidity: TimeInterval = 30 * 86_400
    }

    package let serviceProvider: ID<ServiceProvider>
    /// What an operator decided.
    package let terms: Terms
    /// Grows with every decision: an attempt under older terms writes nothing.
    package let version: Int
    /// What the source called the last good document, to be asked for only when it is another.
    package let entityTag: String?
    /// When the source changed it, in its own words.
    package let modified: String?
    /// SHA-256 of the newest good document, applied or not.
    package let digest: [UInt8]?
    /// When that document first came.
    package let documentAt: Date?
    package let documentValidUntil: Date?
    /// When it was made, if it says so.
    package let documentCreatedAt: Date?
    /// SHA-256 of a document that an operator refused.
    package let rejectedDigest: [UInt8]?
    /// How long to wait between two attempts, as the last good document asked; in seconds.
    package let pause: TimeInterval?
    /// From when on it is asked again.
    package let dueAt: Date
    /// When it was asked last.
    package let attemptedAt: Date?
    /// When it last gave a good document, or said that it has no other.
    package let succeededAt: Date?
    /// How many attempts have failed since.
    package let failures: Int
    /// When the first of these was.
    package let failingSince: Date?
    /// What became of the last attempt.
    package let outcome: MetadataOutcome?
    /// The detail of it, for those who look closely; English, printable, bounded.
    package let detail: String

    static let columns: SQL = """
        service_provider, url, signing_key, longest_validity, applies_itself, version, entity_tag, modified, digest,
        document_at, document_valid_until, document_created_at, rejected_digest, due_at, attempted_at, succeeded_at,
        failures, failing_since, outcome, coalesce(detail, ''), pause
        """

    init(_ row: borrowing Row) throws(DatabaseError) {
        serviceProvider = try row.id(0)
        terms = Terms(
            url: try row.text(1), signingKey: try row.blobOrNil(2),
            longestValidity: .some(try row.int64OrNil(3).map { TimeInterval($0) }), appliesItself: try row.bool(4))
        version = try row.int(5)
        entityTag = try row.textOrNil(6)
        modified = try row.textOrNil(7)
        digest = try row.blobOrNil(8)
        documentAt = try row.dateOrNil(9)
        documentValidUntil = try row.dateOrNil(10)
        documentCreatedAt = try row.dateOrNil(11)
        rejectedDigest = try row.blobOrNil(12)
        dueAt = try row.date(13)
        attemptedAt = try row.dateOrNil(14)
        succeededAt = try row.dateOrNil(15)
        failures = try row.int(16)
        failingSince = try row.dateOrNil(17)
        outcome = try row.textOrNil(18).flatMap { MetadataOutcome(rawValue: $0) }
        detail = try row.text(19)
        pause = try row.int64OrNil(20).map { TimeInterval($0) }
    }

    /// The key's fingerprint, as `openssl` shows the SHA-256 of a public key: "AB:CD…".
    package var keyFingerprint: String? { terms.signingKey.map(Self.fingerprint) }

    /// The fingerprint of a key, DER SubjectPublicKeyInfo.
    package static func fingerprint(_ key: [UInt8]) -> String {
        Digest.sha256(key).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: ":")
    }
}

extension DirectoryReading {
    /// Where the metadata of a service provider comes from; nil when an operator handed it in.
    package func metadataSource(of id: ID<ServiceProvider>) throws(DirectoryError) -> MetadataSource? {
        try one(
            "SELECT \(MetadataSource.columns) FROM metadata_source WHERE service_provider = \(id)", MetadataSource.init)
    }

    /// Every source, by service provider.
    package func metadataSources() throws(DirectoryError) -> [MetadataSource] {
        try query(
            "SELECT \(MetadataSource.columns) FROM metadata_source ORDER BY service_provider", MetadataSource.init)
    }

    /// The sources to be asked now, the longest due first. Those of a service provider that is switched off are left
    /// alone.
    package func metadataSourcesDue(at now: Date, limit: Int) throws(DirectoryError) -> [MetadataSource] {
        try query(
            """
            SELECT \(MetadataSource.columns) FROM metadata_source WHERE due_at <= \(now)
                AND (SELECT enabled FROM service_provider WHERE id = metadata_source.service_provider) = 1
            ORDER BY due_at LIMIT \(limit)
            """, MetadataSource.init)
    }
}
