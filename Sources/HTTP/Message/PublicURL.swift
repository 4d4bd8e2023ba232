/// Where browsers reach this server: `https://auth.example.fr`, or `http://localhost:8080` for a try on one machine.
///
/// What depends on the scheme (cookie prefix, Secure, HSTS) and on the name (accepted `Host`) asks this value.
package struct PublicURL: Hashable, Sendable, CustomStringConvertible {
    /// Whether browsers come by https.
    package let isSecure: Bool
    /// The name, in lower case; an IPv6 address in its brackets.
    package let host: String
    /// The port, the scheme's own when none was written.
    package let port: UInt16

    /// Reads `scheme://host[:port]`, a single `/` at the end allowed; nil for anything else (no path, no user, no query).
    package init?(_ text: String) {
        let text = text.lowercased()
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else { return nil }
        var rest = text.dropFirst(isSecure ? 8 : 7)
        if rest.last == "/" { rest.removeLast() }
        guard let authority = Authority(rest) else { return nil }
        self.isSecure = isSecure
        host = authority.host
        port = authority.port ?? (isSecure ? 443 : 80)
    }

    init(isSecure: Bool, host: String, port: UInt16) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
    }

    /// Without a slash at the end, the scheme's own port left out; also the value of `Origin` for our pages.
    package var description: String {
        let scheme = isSecure ? "https" : "http"
        return port == defaultPort ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }

    /// Whether the name is this machine's own, where http and service providers with http are accepted.
    package var isLoopback: Bool {
        host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
    }

    /// Whether a `Host` header names this site; the scheme's own port may be written or not.
    package func accepts(hostHeader: String) -> Bool {
        guard let authority = Authority(Substring(hostHeader.lowercased())) else { return false }
        return authority.host == host && (authority.port ?? defaultPort) == port
    }

    private var defaultPort: UInt16 { isSecure ? 443 : 80 }

    /// `host[:port]`
    private struct Authority {
        let host: String
        let port: UInt16?

        init?(_ text: Substring) {
            var name = text
            var digits: Substring?
            if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
                name = text[..<colon]
                digits = text[text.index(after: colon)...]
            }
            guard !name.isEmpty, name.utf8.count <= 255, name.utf8.allSatisfy(Authority.isAllowed) else { return nil }
            guard !name.contains(":") || (name.hasPrefix("[") && name.hasSuffix("]")) else { return nil }
            host = String(name)
            if let digits {
                guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                    let number = UInt16(digits), number > 0
                else { return nil }
                port = number
            } else {
                port = nil
            }
        }

        private static func isAllowed(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
                true
            default: false
            }
        }
    }
}
