package import Database
package import Directory
package import FoundationEssentials

/// Until when service providers may go by copies of our metadata that they fetched before.
///
/// A document asks to be fetched anew after its `cacheDuration` (Metadata §2.3.1). One that was fetched before the setting
/// was lowered still asks for the longer time: lowering it does not hasten a change of keys.
package struct MetadataCopies: Sendable {
    /// The longest `cacheDuration` of those that the configuration has now and that a server published last; seconds.
    private let cacheDuration: TimeInterval
    /// Until when copies with a longer one may be in use.
    private let longerUntil: Date

    /// From when on no copy is in use that was fetched before a moment.
    package func replaced(after moment: Date) -> Date {
        max(moment + cacheDuration, longerUntil)
    }

    /// As `replaced(after:)`, counted in seconds from the moment.
    package func wait(from moment: Date) -> TimeInterval {
        replaced(after: moment).timeIntervalSince(moment)
    }

    fileprivate init(_ publication: MetadataPublication, last: Int?, longerUntil: Date?) {
        cacheDuration = TimeInterval(max(publication.cacheDuration, last ?? 0))
        self.longerUntil = longerUntil ?? .distantPast
    }
}

extension DirectoryReading {
    /// The copies that may be in use.
    /// - Parameter publication: what the configuration says now, though a running server may not know it yet.
    package func metadataCopies(_ publication: MetadataPublication) throws(DatabaseError) -> MetadataCopies {
        let noted = try connection.one("SELECT cache_duration, longer_until FROM metadata_copies") {
            (last: try $0.int(0), longerUntil: try $0.dateOrNil(1))
        }
        return MetadataCopies(publication, last: noted?.last, longerUntil: noted?.longerUntil)
    }

    /// Whether a server has yet to note how long copies of its documents may be kept.
    package func isNew(_ publication: MetadataPublication) throws(DatabaseError) -> Bool {
        try connection.one("SELECT cache_duration FROM metadata_copies") { try $0.int(0) } != publication.cacheDuration
    }
}

extension Change {
    /// A running server publishes metadata that may be kept for so long from now on.
    package func notePublication(_ publication: MetadataPublication) throws(DatabaseError) {
        try connection.execute(
            """
            INSERT INTO metadata_copies (id, cache_duration) VALUES (1, \(publication.cacheDuration))
            ON CONFLICT DO UPDATE SET cache_duration = excluded.cache_duration,
                longer_until = iif(excluded.cache_duration < cache_duration,
                    max(coalesce(longer_until, 0), \(now) + 1000 * cache_duration), longer_until)
            """)
    }
}
