package import FoundationEssentials

/// Whose clocks tell the time: those of Paris, or universal time.
package enum Zone: Hashable, Sendable {
    /// France (metropolitan), by the system's time zone data.
    ///
    /// *Trap:* without that data glibc answers universal time and says nothing; the program asks
    /// `requireTimeZoneData()` before it reads or writes a day.
    case paris
    case utc

    /// The day and time that a clock on the wall shows at a moment.
    package func wallClock(at moment: Date) -> WallClock {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
        return WallClock(wallSeconds: seconds + offset(at: seconds))
    }

    /// The moment when the wall's clock has counted so many seconds since 1 January 1970, 00:00 there.
    ///
    /// A time that summer time leaves out is the one after it (02:30 is 03:30); of a time that comes twice the first.
    func moment(wallSeconds: Int) -> Date {
        // A change of the clock is never within a day of another: the offsets of the day before and of the day after are
        // all that can be.
        let before = offset(at: wallSeconds - 86_400)
        let after = offset(at: wallSeconds + 86_400)
        let early = wallSeconds - before
        if before == after || offset(at: early) == before { return Date(timeIntervalSince1970: Double(early)) }
        let late = wallSeconds - after
        // Left out: by the offset from before the change, the clock shows a later time.
        return Date(timeIntervalSince1970: Double(offset(at: late) == after ? late : early))
    }

    /// Seconds east of Greenwich.
    private func offset(at seconds: Int) -> Int {
        switch self {
        case .paris: SystemTimeZone.offset(at: seconds)
        case .utc: 0
        }
    }

    /// Makes the program's time zone known to the C library, before there are other threads.
    ///
    /// - Throws: when the system has no data for Paris.
    package static func requireTimeZoneData() throws(TimeZoneDataMissing) {
        // Past winters and summers of Paris, which no law changes any more.
        guard SystemTimeZone.offset(at: 1_705_320_000) == 3600, SystemTimeZone.offset(at: 1_721_044_800) == 7200 else {
            throw TimeZoneDataMissing()
        }
    }
}

/// The system has no time zone data for Paris.
package struct TimeZoneDataMissing: Error, CustomStringConvertible {
    package var description: String {
        """
        this system has no time zone data for Europe/Paris, so no day can be told: install the package tzdata \
        (apt install tzdata)
        """
    }
}
