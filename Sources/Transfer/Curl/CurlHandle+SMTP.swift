// Wall file: libcurl's settings for SMTP.
internal import CCurl

extension CurlHandle {
    /// Hands one message over; what was said, and why the transfer failed if it did.
    ///
    /// - Parameter afresh: over a new connection even if there is one.
    func deliver(
        _ message: [UInt8], from sender: MailAddress, to recipient: MailAddress, by server: SMTPServer,
        afresh: Bool = false
    ) -> (conversation: SMTPConversation, failure: TransferError?) {
        let exchange = CurlExchange(sending: message)
        do throws(TransferError) {
            try begin(
                connectTime: server.connectTime, wholeTime: server.wholeTime, authorities: server.authorities)
            try set(CURLOPT_PROTOCOLS_STR, server.encryption == .tls ? "smtps" : "smtp")
            try set(CURLOPT_URL, server.url)
            if server.encryption == .startTLS { try set(CURLOPT_USE_SSL, convergences_curl_ssl_all()) }
            if let credentials = server.credentials {
                try set(CURLOPT_USERNAME, credentials.user)
                try set(CURLOPT_PASSWORD, credentials.password)
                // Over an encrypted connection these two say all that the others do.
                try set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
            }
            try set(CURLOPT_MAIL_FROM, "<\(sender.text)>")
            try set(CURLOPT_UPLOAD, 1)
            // Told to the server with the sender, which can then refuse before it is sent (RFC 1870).
            try set(CURLOPT_INFILESIZE_LARGE, size: message.count)
            // Bounds the wait for the farewell too, which the time of the whole does not.
            try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int(server.wholeTime.components.seconds) + 1)
            // The conversation is told to our callback only, never printed.
            try set(CURLOPT_VERBOSE, 1)
            if afresh { try set(CURLOPT_FRESH_CONNECT, 1) }
            try perform(exchange, lists: [(CURLOPT_MAIL_RCPT, ["<\(recipient.text)>"])])
            return (exchange.conversation, nil)
        } catch {
            return (exchange.conversation, error)
        }
    }
}
