import Database
package import FoundationEssentials

/// Messages of a service provider that were refused for the same reason.
package struct IntegrationError: Hashable, Sendable {
    /// Whose messages; nil when nobody of that name is registered.
    package let serviceProvider: ID<ServiceProvider>?
    /// What an unknown sender calls itself: cut and printable, but a stranger's words; empty for a known one.
    package let issuer: String
    /// Which check failed.
    package let finding: IntegrationFinding
    /// The detail for the integrator's engineer, in English; nothing of the message.
    package let detail: String
    /// The reference that the person was shown for the last one: the same stands in the log.
    package let reference: String
    /// When the first was.
    package let firstAt: Date
    /// When the last was.
    package let lastAt: Date
    /// How many there were.
    package let times: Int

    static let columns: SQL =
        "service_provider, issuer, finding, detail, reference, first_at, last_at, times"

    init(_ row: borrowing Row) throws(DatabaseError) {
        serviceProvider = try row.int64OrNil(0).map { ID($0) }
        issuer = try row.text(1)
        finding = IntegrationFinding(rawValue: try row.text(2)) ?? .grammar
        detail = try row.text(3)
        reference = try row.text(4)
        firstAt = try row.date(5)
        lastAt = try row.date(6)
        times = try row.int(7)
    }

    /// Rows for one service provider, and for all unknown senders together.
    package static let limits = (serviceProvider: 100, unknown: 1000)
}

/// One refusal, before it is written down.
package struct IntegrationNote: Hashable, Sendable {
    /// Whose message; nil for an unknown sender.
    package let serviceProvider: ID<ServiceProvider>?
    /// What an unknown sender calls itself.
    package let issuer: String
    /// Which check failed.
    package let finding: IntegrationFinding
    /// The detail, without anything of the message.
    package let detail: String

    /// A refusal; texts are cut, and what is not printable in them becomes blanks.
    package init(
        serviceProvider: ID<ServiceProvider>?, issuer: String = "", finding: IntegrationFinding, detail: String
    ) {
        self.serviceProvider = serviceProvider
        self.issuer = serviceProvider == nil ? Self.line(issuer, 200) : ""
        self.finding = finding
        self.detail = Self.line(detail, 300)
    }

    private static func line(_ text: String, _ limit: Int) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}

/// How often a refusal came, and when.
package struct IntegrationCount: Hashable, Sendable {
    /// The reference of the last one.
    package var reference: String
    /// When the first was.
    package var firstAt: Date
    /// When the last was.
    package var lastAt: Date
    /// How many there were.
    package var times: Int

    /// The first.
    package init(reference: String, at moment: Date) {
        self.reference = reference
        firstAt = moment
        lastAt = moment
        times = 1
    }

    /// One more.
    package mutating func add(reference: String, at moment: Date) {
        self.reference = reference
        lastAt = max(lastAt, moment)
        times += 1
    }
}

extension Directory {
    /// Writes refusals down, in one transaction, and forgets the oldest kinds beyond the limits. It is no change of the
    /// directory: a crash may lose the last seconds.
    package func recordIntegrationErrors(
        _ notes: [IntegrationNote: IntegrationCount]
    ) throws(DirectoryError) {
        guard !notes.isEmpty else { return }
        try directoryErrors {
            try database.write(.normal) { connection in
                for (note, count) in notes {
                    // A service provider that was removed meanwhile takes its refusals along.
                    let isThere: SQL =
                        note.serviceProvider.map { "EXISTS (SELECT 1 FROM service_provider WHERE id = \($0))" } ?? "1"
                    try connection.execute(
                        """
                        INSERT INTO integration_error
                            (service_provider, issuer, finding, detail, reference, first_at, last_at, times)
                        SELECT \(note.serviceProvider), \(note.issuer), \(note.finding), \(note.detail),
                            \(count.reference), \(count.firstAt), \(count.lastAt), \(count.times)
                        WHERE \(isThere)
                        ON CONFLICT DO UPDATE SET reference = excluded.reference, last_at = excluded.last_at,
                            times = times + excluded.times
                        """)
                }
                for provider in Set(notes.keys.map(\.serviceProvider)) {
                    let limit =
                        provider == nil ? IntegrationError.limits.unknown : IntegrationError.limits.serviceProvider
                    try connection.execute(
                        """
                        DELETE FROM integration_error WHERE service_provider IS \(provider) AND id NOT IN
                            (SELECT id FROM integration_error WHERE service_provider IS \(provider)
                             ORDER BY last_at DESC, id DESC LIMIT \(limit))
                        """)
                }
            }
        }
    }

    /// Forgets refusals that came last before a moment.
    package func deleteIntegrationErrors(before moment: Date) throws(DirectoryError) {
        try directoryErrors {
            try database.write(.normal) { connection in
                _ = try connection.execute("DELETE FROM integration_error WHERE last_at < \(moment)")
            }
        }
    }
}

extension DirectoryReading {
    /// The refusals of a service provider, or of everybody unknown (nil), the newest first.
    package func integrationErrors(
        of id: ID<ServiceProvider>?, limit: Int = 100
    ) throws(DirectoryError) -> [IntegrationError] {
        try query(
            """
            SELECT \(IntegrationError.columns) FROM integration_error WHERE service_provider IS \(id)
            ORDER BY last_at DESC, id DESC LIMIT \(limit)
            """, IntegrationError.init)
    }

    /// How many kinds of refusal there were since a moment, by service provider; nil stands for everybody unknown.
    package func integrationErrorCounts(
        since moment: Date
    ) throws(DirectoryError) -> [ID<ServiceProvider>?: Int] {
        let counts = try query(
            """
            SELECT service_provider, count(*) FROM integration_error WHERE last_at >= \(moment)
            GROUP BY service_provider
            """
        ) { (try $0.int64OrNil(0).map { ID<ServiceProvider>($0) }, try $0.int(1)) }
        return Dictionary(counts) { $0 + $1 }
    }
}
