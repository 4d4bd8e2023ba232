/// Where lines go: the standard output for answers, the standard error for everything else.
enum StandardStream: Sendable {
    case output
    case error

    /// Writes one line at once, unbuffered: a reader at the other end of a pipe sees it without delay, and lines of
    /// several threads do not mix.
    func line(_ text: String) {
        write(text + "\n")
    }

    /// Writes a text as it is.
    func write(_ text: String) {
        switch self {
        case .output: OutputFile.standardOutput.write(text)
        case .error: OutputFile.standardError.write(text)
        }
    }
}
