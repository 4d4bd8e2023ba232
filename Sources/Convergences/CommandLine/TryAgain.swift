/// It cannot be done now, and the same will work later: exit code 75 (EX_TEMPFAIL), at which a mail system keeps what it
/// brought and tries again.
struct TryAgain: Error, CustomStringConvertible {
    let description: String

    init(_ error: any Error) { description = "\(error)" }
}
