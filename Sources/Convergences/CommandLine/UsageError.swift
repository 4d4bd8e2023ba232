/// The command line itself is wrong: told with where to look, exit code 64 (EX_USAGE).
struct UsageError: Error, CustomStringConvertible {
    let description: String
    /// The words of the command whose help tells more.
    let path: [String]

    init(_ description: String, in path: [String]) {
        self.description = description
        self.path = path
    }
}

/// What was asked for is understood and cannot be done: one sentence that says what to do, exit code 1.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// It cannot be done now, and the same will work later: exit code 75 (EX_TEMPFAIL), at which a mail system keeps what it
/// brought and tries again.
struct TryAgain: Error, CustomStringConvertible {
    let description: String

    init(_ error: any Error) { description = "\(error)" }
}

/// How the program ends.
enum ExitCode {
    static let success: Int32 = 0
    static let refused: Int32 = 1
    static let usage: Int32 = 64
    static let tryAgain: Int32 = 75
}
