// Wall file: termios(3).
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
