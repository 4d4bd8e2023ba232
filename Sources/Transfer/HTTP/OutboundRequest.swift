/// A request to another machine.
package struct OutboundRequest: Sendable {
    /// What is asked.
    package enum Method: Hashable, Sendable {
        /// The document at the address.
        case get
        /// An answer to a body (SOAP).
        case post([UInt8], contentType: String)
    }

    /// What is asked.
    package let method: Method
    /// The absolute URL.
    package let url: String
    /// Further fields, in their order.
    package let headers: [(name: String, value: String)]

    /// - Throws: `invalid` for a field that is none (RFC 9110 §5.5): a line break in one would be a second field.
    package init(
        _ method: Method, _ url: String, headers: [(name: String, value: String)] = []
    ) throws(TransferError) {
        var headers = headers
        if case .post(_, let contentType) = method { headers.append(("Content-Type", contentType)) }
        for (name, value) in headers {
            let isToken =
                !name.isEmpty && name.utf8.allSatisfy { HostName.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
            guard isToken, value.utf8.count <= 8192, value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                throw .invalid("a header field of the request")
            }
        }
        guard url.utf8.count <= 4096, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalid("the URL of the request")
        }
        self.method = method
        self.url = url
        self.headers = headers
    }

    /// The document at an address, unless it is still the one that we have.
    ///
    /// - Parameters:
    ///   - entityTag: the `ETag` of the one that we have; the answer is 304 without a body when it is still that one.
    ///   - modified: its `Last-Modified`, for servers without entity tags.
    package static func get(
        _ url: String, unless entityTag: String? = nil, since modified: String? = nil
    ) throws(TransferError) -> OutboundRequest {
        var headers: [(name: String, value: String)] = []
        if let entityTag { headers.append(("If-None-Match", entityTag)) }
        if let modified { headers.append(("If-Modified-Since", modified)) }
        return try OutboundRequest(.get, url, headers: headers)
    }
}
