// Wall file: libcurl's settings for HTTP.
internal import CCurl

extension CurlHandle {
    /// Asks and waits for the answer.
    func send(_ request: OutboundRequest, by client: OutboundClient) throws(TransferError) -> OutboundResponse {
        try begin(connectTime: client.connectTime, wholeTime: client.wholeTime, authorities: client.authorities)
        try set(CURLOPT_PROTOCOLS_STR, client.schemes.names)
        try set(CURLOPT_REDIR_PROTOCOLS_STR, (client.redirectSchemes ?? client.schemes).names)
        try set(CURLOPT_HTTP_VERSION, convergences_curl_http_1_1())
        // A password in a URL would go to logs and to whoever a redirect names.
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try set(CURLOPT_URL, request.url)
        try set(CURLOPT_MAXFILESIZE_LARGE, size: client.bodyLimit)
        switch request.method {
        case .get:
            try set(CURLOPT_HTTPGET, 1)
            try set(CURLOPT_FOLLOWLOCATION, client.redirects > 0 ? 1 : 0)
            try set(CURLOPT_MAXREDIRS, client.redirects)
        case .post(let body, _):
            try set(CURLOPT_POST, 1)
            try set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
        }
        let exchange = CurlExchange(
            sending: request.outgoing, bodyLimit: client.bodyLimit,
            mayConnect: client.allowsPrivateAddresses ? nil : { PublicAddress.contains($0) })
        // "Expect:" without a value: no question whether the body is welcome, which costs a second where unknown.
        let fields = request.headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
        do throws(TransferError) {
            try perform(exchange, lists: [(CURLOPT_HTTPHEADER, fields)])
        } catch .signInRefused {
            throw .invalid("a user name in a URL")
        }
        return OutboundResponse(
            status: responseCode, headers: OutboundResponse.fields(exchange.headerLines), body: exchange.body,
            url: effectiveURL)
    }
}

extension OutboundClient.Schemes {
    /// As libcurl lists them.
    fileprivate var names: String { self == .encrypted ? "https" : "http,https" }
}

extension OutboundRequest {
    fileprivate var outgoing: [UInt8] {
        if case .post(let body, _) = method { body } else { [] }
    }
}
