import Crypto
import Database
import Directory
import FoundationEssentials

/// The row a throttle is kept in: named by a digest, so that typed addresses are not stored and no row tells a known
/// address from an unknown one.
struct ThrottleBucket {
    let key: [UInt8]

    /// The bucket that all unknown devices share for one typed address.
    static func strangers(typing email: String) -> ThrottleBucket {
        ThrottleBucket(key: digest("account", [email]))
    }

    /// The bucket of one device that signed in to this account before.
    static func device(_ tokenHash: [UInt8], typing email: String) -> ThrottleBucket {
        ThrottleBucket(key: digest("device", [Base64.encode(tokenHash), email]))
    }

    /// The bucket of a client address.
    static func clientAddress(_ address: String) -> ThrottleBucket {
        ThrottleBucket(key: digest("address", [address]))
    }

    /// The bucket of a client address that asks for links.
    static func asking(_ address: String) -> ThrottleBucket {
        ThrottleBucket(key: digest("asking", [address]))
    }

    private static func digest(_ purpose: String, _ parts: [String]) -> [UInt8] {
        Digest.sha256(Array(([purpose] + parts).joined(separator: "\n").utf8))
    }
}

extension Connection {
    /// Counts an attempt in both buckets, or says until when it is not looked at.
    ///
    /// One transaction with what it read: of parallel attempts each sees the count of the one before.
    func admit(
        _ bucket: ThrottleBucket, from address: ThrottleBucket, figures: ThrottleFigures, at now: Date
    ) throws(DatabaseError) -> ThrottleAnswer {
        if case .closed(let until) = try admit(
            clientAddress: address, atMost: figures.attemptsPerMinute, at: now)
        {
            return .closed(until: until)
        }
        var throttle = try throttle(of: bucket)
        let answer = throttle.admit(at: now, figures: figures)
        if answer == .open { try keep(throttle, in: bucket) }
        return answer
    }

    /// Takes back what a successful attempt counted at `moment`.
    func succeed(_ bucket: ThrottleBucket, countedAt moment: Date) throws(DatabaseError) {
        var throttle = try throttle(of: bucket)
        throttle.succeed(countedAt: moment)
        if throttle == .fresh {
            try execute("DELETE FROM throttle WHERE bucket = \(bucket.key)")
        } else {
            try keep(throttle, in: bucket)
        }
    }

    /// Counts one attempt of a client address, or says until when no more are looked at.
    func admit(
        clientAddress bucket: ThrottleBucket, atMost limit: Int, at now: Date
    ) throws(DatabaseError) -> ThrottleAnswer {
        let window = try one(
            "SELECT started_at, attempts FROM address_throttle WHERE bucket = \(bucket.key)"
        ) { (start: try $0.date(0), attempts: try $0.int(1)) }
        if let window, now < window.start + ThrottleFigures.minute, now > window.start - ThrottleFigures.minute {
            guard window.attempts < limit else {
                return .closed(until: window.start + ThrottleFigures.minute)
            }
            try execute("UPDATE address_throttle SET attempts = attempts + 1 WHERE bucket = \(bucket.key)")
        } else {
            try execute(
                """
                INSERT INTO address_throttle (bucket, started_at, attempts) VALUES (\(bucket.key), \(now), 1)
                ON CONFLICT (bucket) DO UPDATE SET started_at = excluded.started_at, attempts = 1
                """)
        }
        return .open
    }

    private func throttle(of bucket: ThrottleBucket) throws(DatabaseError) -> Throttle {
        try storedThrottle(of: bucket) ?? .fresh
    }

    /// What a bucket remembers; nil for nothing.
    func storedThrottle(of bucket: ThrottleBucket) throws(DatabaseError) -> Throttle? {
        try one("SELECT failures, consecutive, closed_until FROM throttle WHERE bucket = \(bucket.key)") { row in
            Throttle(
                failures: Throttle.unpack(try row.blob(0)), consecutive: try row.int(1), closedUntil: try row.date(2))
        }
    }

    private func keep(_ throttle: Throttle, in bucket: ThrottleBucket) throws(DatabaseError) {
        try execute(
            """
            INSERT INTO throttle (bucket, failures, consecutive, closed_until, expires_at)
            VALUES (\(bucket.key), \(throttle.packed), \(throttle.consecutive), \(throttle.closedUntil),
                \(throttle.expires))
            ON CONFLICT (bucket) DO UPDATE SET failures = excluded.failures, consecutive = excluded.consecutive,
                closed_until = excluded.closed_until, expires_at = excluded.expires_at
            """)
    }
}

extension Throttle {
    /// The failures as big-endian Unix milliseconds, eight bytes each.
    var packed: [UInt8] {
        failures.flatMap { moment in
            let value = UInt64(bitPattern: moment.unixMilliseconds)
            return (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
        }
    }

    static func unpack(_ bytes: [UInt8]) -> [Date] {
        stride(from: 0, through: bytes.count - 8, by: 8).map { start in
            let value = bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return Date(unixMilliseconds: Int64(bitPattern: value))
        }
    }
}
