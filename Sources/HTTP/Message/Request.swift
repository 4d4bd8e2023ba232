package import FoundationEssentials

/// A request as handlers see it: read whole, decoded, bounded, its client known.
package struct Request: Sendable {
    /// GET, HEAD, POST or another token.
    package let method: Method
    /// Without the query, as received; a path of ours never holds a `%`.
    package let path: String
    /// After `?`, the octets as received (the redirect binding verifies them, SAML Bindings §3.4.4.1); nil without `?`.
    package let rawQuery: String?
    /// The query, decoded.
    package let query: Parameters
    /// All header fields.
    package let headers: Headers
    /// By bare name: `cookies["session"]`.
    package let cookies: Cookies
    /// Empty when there was none.
    package let body: [UInt8]
    /// The browser's address: the connection's, or what a trusted proxy says.
    package let client: IPAddress
    /// Whether the browser came by https: what a trusted proxy says, else false.
    package let isSecure: Bool
    /// The `Host` header; one that the public URL accepts.
    package let host: String
    /// When the header was complete: "now" for everything this request does.
    package let receivedAt: Date
    /// A short id that the log, the error pages and the person on the phone share.
    package let reference: String
    /// What the `{name}` segments of the route stand for; filled by the router.
    package internal(set) var pathParameters: [String: String] = [:]
    /// The pattern of the route that answers (`/ouvrir/{application}`); filled by the router.
    package internal(set) var route: String?

    /// Builds a request from its parts; the server does, and tests that call a router.
    ///
    /// - Parameter target: path and query as in the request line.
    /// - Throws: `malformed` when the query cannot be decoded.
    package init(
        _ method: Method = .get, _ target: String, headers: Headers = [:], body: [UInt8] = [],
        client: IPAddress = .loopback, isSecure: Bool = false, publicURL: PublicURL = .localhost,
        receivedAt: Date, reference: String = "test"
    ) throws(HTTPError) {
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        self.method = method
        path = String(target[..<(mark ?? target.endIndex)])
        rawQuery = mark.map { String(target[target.utf8.index(after: $0)...]) }
        query = try Parameters(decoding: (rawQuery ?? "").utf8, maximumCount: Request.maximumQueryParameters)
        self.headers = headers
        cookies = Cookies(headers: headers.all("cookie"), publicURL: publicURL)
        self.body = body
        self.client = client
        self.isSecure = isSecure
        host = headers["host"] ?? publicURL.host
        self.receivedAt = receivedAt
        self.reference = reference
    }

    /// The posted form.
    ///
    /// - Throws: `notAForm` unless the content type is `application/x-www-form-urlencoded` (UTF-8); `malformed` for a
    ///   bad encoding or more than 2,000 fields.
    package func form() throws(HTTPError) -> Parameters {
        let types = headers.all("content-type")
        guard types.count == 1, let type = types.first, Request.isForm(type) else { throw .notAForm }
        return try Parameters(decoding: body, maximumCount: Request.maximumFormParameters)
    }

    private static func isForm(_ contentType: String) -> Bool {
        let parts = contentType.lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\"" } }
        guard parts.first == "application/x-www-form-urlencoded" else { return false }
        return parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || $0 == "charset=utf-8" }
    }

    private static let maximumQueryParameters = 100
    private static let maximumFormParameters = 2_000
}

extension PublicURL {
    /// http://localhost, the site of tests and trials.
    package static let localhost = PublicURL(isSecure: false, host: "localhost", port: 80)
}
