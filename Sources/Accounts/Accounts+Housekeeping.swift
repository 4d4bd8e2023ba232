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
            "ended_session WHERE token_hash IN (SELECT token_hash FROM ended_session WHERE ended_at <= \(now - Accounts.endedSessionMemory) LIMIT 1000)",
            "parked_form WHERE token_hash IN (SELECT token_hash FROM parked_form WHERE expires_at <= \(now) LIMIT 1000)",
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
        var total = try endSessions(runOutAt: now)
        for step in steps {
            var deleted = 0
            repeat {
                deleted = try write(.normal) { connection in
                    try connection.execute("DELETE FROM \(step)")
                }
                total += deleted
            } while deleted == 1000
        }
        return total
    }

    /// Sessions that ran out end; whose they were is remembered for a while (`park`).
    private func endSessions(runOutAt now: Date) throws(AccountsError) -> Int {
        let over: SQL = """
            id IN (SELECT id FROM session WHERE idle_ends_at <= \(now) OR absolute_ends_at <= \(now)
                ORDER BY id LIMIT 1000)
            """
        var total = 0
        var ended = 0
        repeat {
            ended = try write(.normal) { connection in
                try connection.execute(
                    """
                    INSERT INTO ended_session (token_hash, user, ended_at)
                    SELECT token_hash, user, min(idle_ends_at, absolute_ends_at) FROM session WHERE \(over)
                    """)
                return try connection.execute("DELETE FROM session WHERE \(over)")
            }
            total += ended
        } while ended == 1000
        return total
    }
}
