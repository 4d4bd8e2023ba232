package import FoundationEssentials
import Database

extension Accounts {
    /// Deletes what no longer counts; run every few minutes. Sessions, links, devices and buckets that have ended,
    /// events past their retention, failures past their number.
    ///
    /// In steps of bounded size, so that no one else waits long for the writer; answers how many rows went.
    @discardableResult
    package func deleteExpired(at now: Date) throws(AccountsError) -> Int {
        let month: TimeInterval = 30 * 86_400
        let steps: [SQL] = [
            "session WHERE id IN (SELECT id FROM session WHERE idle_ends_at <= \(now) OR absolute_ends_at <= \(now) LIMIT 1000)",
            "link WHERE id IN (SELECT id FROM link WHERE expires_at <= \(now - month) LIMIT 1000)",
            """
            device WHERE (token_hash, user) IN (
                SELECT token_hash, user FROM device WHERE last_used_at <= \(now - figures.deviceMemory) LIMIT 1000)
            """,
            "asked_link WHERE email IN (SELECT email FROM asked_link WHERE asked_at <= \(now - Self.askedAtLatest) LIMIT 1000)",
            "throttle WHERE bucket IN (SELECT bucket FROM throttle WHERE expires_at <= \(now) LIMIT 1000)",
            """
            address_throttle WHERE bucket IN (
                SELECT bucket FROM address_throttle WHERE started_at <= \(now - ThrottleFigures.minute) LIMIT 1000)
            """,
            "sign_in_event WHERE id IN (SELECT id FROM sign_in_event WHERE at <= \(now - figures.eventRetention) LIMIT 1000)",
            """
            sign_in_event WHERE id IN (
                SELECT id FROM sign_in_event WHERE kind IN \(list: SignInEvent.Kind.failures) ORDER BY id DESC
                LIMIT 1000 OFFSET \(figures.failuresKept))
            """,
        ]
        var total = 0
        for step in steps {
            var deleted = 0
            repeat {
                deleted = try stored { () throws(DatabaseError) in
                    try database.write(.normal) { (connection) throws(DatabaseError) in
                        try connection.execute("DELETE FROM \(step)")
                    }
                }
                total += deleted
            } while deleted == 1000
        }
        return total
    }
}
