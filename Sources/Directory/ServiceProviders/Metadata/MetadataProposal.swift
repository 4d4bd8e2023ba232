import Database
package import FoundationEssentials

/// A change of a service provider's metadata that waits for an operator.
package struct MetadataProposal: Hashable, Sendable {
    package let serviceProvider: ID<ServiceProvider>
    /// What would be applied.
    package let settings: ServiceProviderSettings
    /// The end of the document, if it has one.
    package let validUntil: Date?
    /// SHA-256 of the document: what an operator looked at is what is applied, or nothing.
    package let digest: [UInt8]
    /// Whether its source gave it; else an operator did.
    package let isFromSource: Bool
    /// When it was found.
    package let foundAt: Date

    init(_ row: borrowing Row) throws(DatabaseError) {
        serviceProvider = try row.id(0)
        settings = try StoredJSON.decode(try row.text(1), column: "metadata_proposal.settings")
        validUntil = try row.dateOrNil(2)
        digest = try row.blob(3)
        isFromSource = try row.bool(4)
        foundAt = try row.date(5)
    }

    /// The digest as a form carries it.
    package var mark: String { digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

/// Attempts that came to the same, one after the other.
package struct MetadataAttempt: Hashable, Sendable {
    /// What they came to.
    package let outcome: MetadataOutcome
    /// The detail, for those who look closely.
    package let detail: String
    /// When the first was.
    package let firstAt: Date
    /// When the last was.
    package let lastAt: Date
    /// How many there were.
    package let times: Int
}

extension DirectoryReading {
    /// The change that waits, or nil.
    package func metadataProposal(for id: ID<ServiceProvider>) throws(DirectoryError) -> MetadataProposal? {
        try one(
            """
            SELECT service_provider, settings, valid_until, digest, from_source, found_at
            FROM metadata_proposal WHERE service_provider = \(id)
            """, MetadataProposal.init)
    }

    /// How many changes wait.
    package func metadataProposalCount() throws(DirectoryError) -> Int {
        try count("SELECT count(*) FROM metadata_proposal")
    }

    /// What became of the last attempts, the newest first.
    package func metadataAttempts(
        of id: ID<ServiceProvider>, limit: Int = 20
    ) throws(DirectoryError) -> [MetadataAttempt] {
        try query(
            """
            SELECT outcome, detail, first_at, last_at, times FROM metadata_attempt
            WHERE service_provider = \(id) ORDER BY id DESC LIMIT \(limit)
            """
        ) { row in
            MetadataAttempt(
                outcome: MetadataOutcome(rawValue: try row.text(0)) ?? .unreadable, detail: try row.text(1),
                firstAt: try row.date(2), lastAt: try row.date(3), times: try row.int(4))
        }
    }
}
