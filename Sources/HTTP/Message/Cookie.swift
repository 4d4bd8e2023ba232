/// A cookie that an answer sets, named without its prefix.
///
/// Always HttpOnly, Path=/, of this host alone; Secure and `__Host-` follow the scheme of the public URL in one place
/// (`headerValue(for:)` and `Cookies`), so that other modules only know the bare name.
package struct Cookie: Hashable, Sendable {
    /// When a browser sends the cookie on requests that begin on another site.
    package enum SameSite: String, Hashable, Sendable {
        /// On top-level GET navigations only; the default.
        case lax = "Lax"
        /// Never.
        case strict = "Strict"
    }

    /// Without prefix; letters, digits, `-` and `_`.
    package let name: String
    /// Tokens and small words: no space, quote, comma, semicolon or backslash (RFC 6265 §4.1.1); others are encoded.
    package let value: String
    /// Seconds to live; nil: until the browser closes.
    package let maxAge: Int?
    /// When other sites' requests carry it.
    package let sameSite: SameSite

    /// A cookie to set.
    package init(_ name: String, _ value: String, maxAge: Int? = nil, sameSite: SameSite = .lax) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.sameSite = sameSite
    }

    /// Takes the cookie away from the browser.
    package static func removing(_ name: String) -> Cookie {
        Cookie(name, "", maxAge: 0)
    }

    /// The value of `Set-Cookie` (RFC 6265 §4.1).
    package func headerValue(for publicURL: PublicURL) -> String {
        let safeValue = value.utf8.allSatisfy(Cookie.isAllowed) ? value : PercentEncoding.encode(value)
        var line = "\(Cookie.prefix(for: publicURL))\(name)=\(safeValue); Path=/"
        if let maxAge { line += "; Max-Age=\(maxAge)" }
        if publicURL.isSecure { line += "; Secure" }
        return line + "; HttpOnly; SameSite=\(sameSite.rawValue)"
    }

    /// `__Host-` makes the browser refuse the cookie from a sister domain or over http (RFC 6265bis §4.1.3.2).
    static func prefix(for publicURL: PublicURL) -> String {
        publicURL.isSecure ? "__Host-" : ""
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",")
            && byte != UInt8(ascii: ";") && byte != UInt8(ascii: "\\")
    }
}
