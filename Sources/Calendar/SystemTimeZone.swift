import Glibc

/// The time in Paris by the system's time zone data, so that a change of law arrives with the package tzdata. The wall to
/// glibc's `localtime_r`.
enum SystemTimeZone {
    /// glibc has one zone for the whole process, which it reads from the environment.
    private static let isSet: Bool = {
        unsafe setenv("TZ", "Europe/Paris", 1)
        tzset()
        return true
    }()

    /// Seconds east of Greenwich at a moment, in seconds since 1970. Zero where the system has no data.
    static func offset(at seconds: Int) -> Int {
        guard isSet else { return 0 }
        var moment = time_t(seconds)
        var parts = unsafe tm()
        guard unsafe localtime_r(&moment, &parts) != nil else { return 0 }
        return unsafe parts.tm_gmtoff
    }
}
