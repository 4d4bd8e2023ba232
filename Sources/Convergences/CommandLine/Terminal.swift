// Wall file: termios(3), read(2).
import Glibc

/// The terminal that a person may sit at.
enum Terminal {
    /// Whether somebody reads the standard output as it is written.
    static var isOutput: Bool { isatty(1) == 1 }

    /// Whether somebody types the standard input.
    static var isInput: Bool { isatty(0) == 1 }

    /// Asks whoever sits there; anything but a yes is a no.
    static func agrees(_ question: String) -> Bool {
        StandardStream.error.write(question)
        return ["y", "yes", "o", "oui"].contains(readLine(strippingNewline: true)?.lowercased())
    }

    /// The standard input up to its end, but no more than `limit` bytes of it: the rest is read and thrown away, so that
    /// whoever writes it is not cut off.
    static func read(atMost limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(0, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(min(count, limit - bytes.count))
        }
    }

    /// Reads one line of the standard input; from a terminal, after a prompt and without showing what is typed.
    static func readSecret(prompt: String) -> String? {
        var shown = termios()
        guard isatty(0) == 1, unsafe tcgetattr(0, &shown) == 0 else { return readLine(strippingNewline: true) }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(0, TCSAFLUSH, &hidden)
        defer {
            unsafe tcsetattr(0, TCSAFLUSH, &shown)
            StandardStream.error.line("")
        }
        StandardStream.error.write(prompt)
        return readLine(strippingNewline: true)
    }
}
