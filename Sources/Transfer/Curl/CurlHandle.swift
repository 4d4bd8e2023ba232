// Wall file: a libcurl easy handle.
internal import CCurl

/// One libcurl easy handle: settings for one transfer after another, and the connections left over from them.
/// Used by one thread at a time.
@safe struct CurlHandle: ~Copyable {
    private let handle: UnsafeMutableRawPointer
    /// Where libcurl writes its sentence about a failure.
    private let sentence: UnsafeMutablePointer<CChar>

    /// libcurl's own start, once in the process; TLS's included. Safe from several threads since `static let` is.
    private static let isStarted = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() throws(TransferError) {
        guard CurlHandle.isStarted, let handle = unsafe curl_easy_init() else {
            throw .broken("libcurl does not start")
        }
        unsafe self.handle = handle
        unsafe sentence = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe sentence.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe sentence.deallocate()
    }

    /// Forgets every setting, keeps connections, and sets what holds for all transfers: nothing is taken from the
    /// environment, certificates are verified, no signal is raised.
    func begin(connectTime: Duration, wholeTime: Duration, authorities: String?) throws(TransferError) {
        unsafe curl_easy_reset(handle)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, connectTime.milliseconds)
        try set(CURLOPT_TIMEOUT_MS, wholeTime.milliseconds)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NETRC, convergences_curl_no_netrc())
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, convergences_curl_tls_1_2())
        if let authorities {
            try set(CURLOPT_CAINFO, authorities)
            // Else Debian's folder of authorities would be trusted beside the file.
            try check(unsafe convergences_curl_set_text(handle, CURLOPT_CAPATH, nil))
        }
    }

    func set(_ option: CURLoption, _ number: Int) throws(TransferError) {
        try check(unsafe convergences_curl_set_number(handle, option, number))
    }

    func set(_ option: CURLoption, size: Int) throws(TransferError) {
        try check(unsafe convergences_curl_set_size(handle, option, curl_off_t(size)))
    }

    /// A text without NUL; libcurl copies it.
    func set(_ option: CURLoption, _ text: String) throws(TransferError) {
        try check(unsafe convergences_curl_set_text(handle, option, text))
    }

    /// Runs the transfer that was set up; libcurl reads from and writes to `exchange` meanwhile.
    ///
    /// - Parameter lists: texts for options that take a list.
    func perform(
        _ exchange: CurlExchange, lists: [(option: CURLoption, texts: [String])] = []
    ) throws(TransferError) {
        try connect(exchange)
        // The connection may outlive the exchange: nobody is told of its end.
        defer { _ = try? connect(nil) }
        try check(unsafe convergences_curl_set_error_buffer(handle, sentence))
        unsafe sentence.pointee = 0
        var made: [CurlList] = []
        for (option, texts) in lists {
            let list = try CurlList(texts)
            try check(unsafe convergences_curl_set_list(handle, option, list.first))
            made.append(list)
        }
        let code = withExtendedLifetime((exchange, made)) { unsafe curl_easy_perform(handle) }
        guard code == CURLE_OK else {
            if exchange.isTooLarge { throw .tooLarge }
            if exchange.hasRefusedAddress { throw .refusedAddress }
            throw error(code)
        }
    }

    /// Lets libcurl's callbacks work on `exchange`, or on nothing.
    private func connect(_ exchange: CurlExchange?) throws(TransferError) {
        let context = unsafe exchange.map { unsafe Unmanaged.passUnretained($0).toOpaque() }
        try check(
            unsafe convergences_curl_set_callbacks(
                handle, giveBytes, takeBytes, takeHeader, takeConversation,
                exchange?.mayConnect == nil ? nil : openSocket, context))
    }

    /// The status of the last answer.
    var responseCode: Int {
        var code = 0
        unsafe convergences_curl_get_number(handle, CURLINFO_RESPONSE_CODE, &code)
        return code
    }

    /// The URL that answered in the end.
    var effectiveURL: String {
        var text: UnsafePointer<CChar>?
        unsafe convergences_curl_get_text(handle, CURLINFO_EFFECTIVE_URL, &text)
        return unsafe text.map { unsafe PrintableText.line(String(cString: $0).utf8, limit: 4096) } ?? ""
    }

    /// A setting that libcurl does not take: no memory, or a text it cannot use.
    private func check(_ code: CURLcode) throws(TransferError) {
        guard code == CURLE_OK else { throw .invalid(unsafe String(cString: curl_easy_strerror(code))) }
    }

    private func error(_ code: CURLcode) -> TransferError {
        let own = unsafe String(cString: sentence)
        let detail = PrintableText.line(own.isEmpty ? unsafe String(cString: curl_easy_strerror(code)).utf8 : own.utf8)
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .invalid(detail)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: return .unreachable(detail)
        case CURLE_OPERATION_TIMEDOUT: return .timedOut(detail)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR:
            return .certificate(detail)
        case CURLE_USE_SSL_FAILED: return .notEncrypted(detail)
        case CURLE_LOGIN_DENIED: return .signInRefused(detail)
        case CURLE_FILESIZE_EXCEEDED: return .tooLarge
        case CURLE_TOO_MANY_REDIRECTS: return .tooManyRedirects
        default: return .broken(detail)
        }
    }
}

/// A list of texts in libcurl's form, freed with its last reference.
@safe private final class CurlList {
    let first: UnsafeMutablePointer<curl_slist>?

    init(_ texts: [String]) throws(TransferError) {
        var first: UnsafeMutablePointer<curl_slist>?
        for text in texts {
            guard let longer = unsafe curl_slist_append(first, text) else {
                unsafe curl_slist_free_all(first)
                throw .broken("no memory")
            }
            unsafe first = longer
        }
        unsafe self.first = first
    }

    deinit { unsafe curl_slist_free_all(first) }
}

extension Duration {
    /// At least one: libcurl takes 0 for "for ever".
    fileprivate var milliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
