// Wall file: open(2) and write(2).
import Glibc
import Site

/// An open file that lines are appended to; open for as long as the process runs.
struct OutputFile: Sendable {
    static let standardOutput = OutputFile(descriptor: 1)
    static let standardError = OutputFile(descriptor: 2)

    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// A file that only its owner may read, emptied first.
    init(emptying path: String) throws(CommandError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandError("cannot write \(path): \(PrivateFiles.reason(errno))") }
        self.descriptor = descriptor
    }

    /// Appends a text, in one piece as far as the system lets; what cannot be written is lost.
    func write(_ text: String) {
        var bytes = ArraySlice(Array(text.utf8))
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(written)
        }
    }
}
