/// An address that mail can be sent to or come from: RFC 5321's Mailbox without quoted strings, address literals and
/// comments. Its characters cannot end a command or a header, so nothing can be smuggled in through one.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The whole address, ASCII, as it was given.
    package let text: String
    /// What follows the `@`.
    package let domain: String

    /// Nil if it is not an address. A domain of one label (`localhost`) is one here: relays of a site's own have them.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 254, let separator = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let atoms = bytes[..<separator].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let domain = String(decoding: bytes[(separator + 1)...], as: UTF8.self)
        guard (1...64).contains(separator), atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isAtomText) }),
            HostName.isName(domain)
        else { return nil }
        self.text = text
        self.domain = domain
    }

    package var description: String { text }

    /// RFC 5322 §3.2.3, atext.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        HostName.isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}
