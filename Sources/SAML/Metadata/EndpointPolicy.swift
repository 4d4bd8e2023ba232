/// Which addresses a metadata document may name as endpoints (rule R8): the scheme is checked when metadata is read, so
/// that `javascript:` or `data:` never reaches a page of ours.
package enum EndpointPolicy: Sendable {
    /// Only https: every site that people use.
    case https
    /// http too: a demonstration site that itself runs on a loopback address.
    case httpsOrLoopbackSite

    /// Whether an endpoint may have this address: an absolute URL with a host and without user name, fragment or
    /// characters that URLs do not have.
    package func allows(_ location: String) -> Bool {
        let schemes =
            switch self {
            case .https: ["https://"]
            case .httpsOrLoopbackSite: ["https://", "http://"]
            }
        guard let scheme = schemes.first(where: { location.lowercased().hasPrefix($0) }),
            location.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#""<>\^`{|}#"#.utf8.contains($0) })
        else { return false }
        let authority = location.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
        return !authority.isEmpty && !authority.hasPrefix(":") && !authority.contains("@") && !location.contains("#")
    }
}
