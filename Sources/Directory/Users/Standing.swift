import Database
package import FoundationEssentials

/// How an account stands, as lists tell it; the first that holds.
package enum Standing: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// Suspended, or past its departure date.
    case blocked
    /// No password was ever made.
    case neverActivated
    /// No sign-in for a long time.
    case dormant
    case active

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The moment that lists are seen at, and from when on an account counts as dormant.
package struct ListMoment: Hashable, Sendable {
    package let now: Date
    /// Accounts not used since then are dormant.
    package let dormantSince: Date
    /// How many days without a sign-in that is.
    package let dormantDays: Int

    /// - Parameter dormantAfter: days without a sign-in (180 unless the setting `users.dormant.days` says otherwise).
    package init(_ now: Date, dormantAfter days: Int = 180) {
        self.now = now
        dormantDays = days
        dormantSince = now - Double(days) * 86_400
    }

    // A column that is missing makes a comparison unknown, which a condition takes for false; `NOT` must not make it
    // true.
    /// The first part repeats what the second says, in the words of the index of the few it may hold for.
    var isBlocked: SQL {
        "(user.state = 'suspended' OR user.departs_at IS NOT NULL) AND \(blocked)"
    }

    var blocked: SQL { "(user.state = 'suspended' OR (user.departs_at IS NOT NULL AND user.departs_at <= \(now)))" }
    var notBlocked: SQL { "(user.state = 'active' AND (user.departs_at IS NULL OR user.departs_at > \(now)))" }
    var neverActivated: SQL { "(user.activated_at IS NULL AND \(notBlocked))" }
    var dormant: SQL {
        """
        (coalesce(user.last_sign_in_at, user.activated_at) < \(dormantSince) AND user.activated_at IS NOT NULL
            AND \(notBlocked))
        """
    }

    /// The standing's raw value.
    var standing: SQL {
        """
        CASE WHEN \(blocked) THEN 0 WHEN user.activated_at IS NULL THEN 1
            WHEN coalesce(user.last_sign_in_at, user.activated_at) < \(dormantSince) THEN 2 ELSE 3 END
        """
    }
}

extension DirectoryReading {
    /// How many days without a sign-in make an account dormant: the setting `users.dormant.days`, 180 unless set.
    package func listMoment(_ now: Date) throws(DirectoryError) -> ListMoment {
        let days = try setting("users.dormant.days").flatMap { Int($0) } ?? 180
        return ListMoment(now, dormantAfter: min(max(days, 1), 3650))
    }
}
