// Wall file: clock_gettime(2).
import Glibc

extension timespec {
    /// The moment so long from now, by a clock that nobody sets (`CLOCK_MONOTONIC`).
    ///
    /// A negative duration counts as none; one of more than eleven days is cut to that, so that no sum overflows.
    static func monotonic(after duration: Duration) -> timespec {
        let (seconds, attoseconds) = max(.zero, min(duration, .seconds(1_000_000))).components
        var moment = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &moment)
        let nanoseconds = moment.tv_nsec + Int(attoseconds / 1_000_000_000)
        moment.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
        moment.tv_nsec = nanoseconds % 1_000_000_000
        return moment
    }
}
