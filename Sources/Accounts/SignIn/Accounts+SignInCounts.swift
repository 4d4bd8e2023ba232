package import Directory
package import FoundationEssentials
import Database

/// How many sign-in events of one kind there were within one hour.
package struct SignInCount: Hashable, Sendable {
    /// When the hour begins.
    package let hour: Date
    package let kind: SignInEvent.Kind
    package let count: Int
}

extension Accounts {
    /// How many events of these kinds there were each hour since a moment: for all of the site from counters that the
    /// schema keeps, for a referent's people from their own events. Exactly those that the list of events has.
    package func signInCounts(
        of kinds: [SignInEvent.Kind], in scope: Scope, since start: Date
    ) throws(AccountsError) -> [SignInCount] {
        let hour: Int64 = 3_600_000
        let first = start.unixMilliseconds / hour
        let source: SQL =
            scope == .everything
            ? "SELECT hour, kind, count FROM sign_in_hour WHERE hour >= \(first) AND kind IN \(list: kinds)"
            : """
            SELECT event.at / \(hour) AS hour, event.kind, count(*)
            FROM (\(scope.wholeUsers)) AS mine
                CROSS JOIN sign_in_event AS event ON event.user = mine.user AND event.at >= \(first * hour)
            WHERE event.kind IN \(list: kinds)
            GROUP BY 1, 2
            """
        return try read { connection in
            try connection.query("\(source) ORDER BY 1") { row in
                SignInCount(
                    hour: Date(unixMilliseconds: try row.int64(0) * hour), kind: try row.value(1),
                    count: try row.int(2))
            }
        }
    }

    /// When the first event that is still kept happened, within the hour; nil where there is none.
    package func firstSignInEvent() throws(AccountsError) -> Date? {
        try read { connection in
            try connection.one("SELECT min(hour) FROM sign_in_hour") { try $0.int64OrNil(0) }.flatMap(\.self)
                .map { Date(unixMilliseconds: $0 * 3_600_000) }
        }
    }
}
