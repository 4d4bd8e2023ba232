/// Which addresses a metadata document may name as endpoints (R8): the scheme is checked when metadata is read, so
/// that `javascript:` or `data:` never reaches a page of ours.
package enum EndpointPolicy: Sendable {
    /// Only https: every site that people use.
    case https
    /// http too: a demonstration site that itself runs on a loopback address.
    case httpsOrLoopbackSite

    /// Whether an endpoint may have this address: an absolute URL with a host and without user name, fragment or
    /// characters that URLs do not have.
    package func allows(_ location: String) -> Bool {
        let bytes = location.utf8
        guard bytes.allSatisfy(Self.isOfURL), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = location[..<colon].lowercased()
        guard scheme == "https" || scheme == "http" && self == .httpsOrLoopbackSite,
            bytes[colon...].starts(with: "://".utf8)
        else { return false }
        let authority = bytes[colon...].dropFirst(3).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        return !authority.isEmpty && authority.first != UInt8(ascii: ":") && !authority.contains(UInt8(ascii: "@"))
    }

    /// Printable ASCII but what RFC 3986 leaves out, and the sign of a fragment.
    private static func isOfURL(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            false
        default: byte > 0x20 && byte < 0x7F
        }
    }
}
