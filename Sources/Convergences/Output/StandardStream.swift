// Wall file: the process's standard streams.
import Glibc

/// Where lines go: the standard output for answers, the standard error for everything else.
enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes one line at once, unbuffered: a reader at the other end of a pipe sees it without delay, and lines of
    /// several threads do not mix.
    func line(_ text: String) {
        write(text + "\n")
    }

    /// Writes a text as it is.
    func write(_ text: String) {
        var bytes = ArraySlice(Array(text.utf8))
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(rawValue, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(written)
        }
    }
}
