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
