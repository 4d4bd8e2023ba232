/// Deliveries to one server, over one connection as long as the server keeps it open.
///
/// Used by one thread at a time. The connection is closed with the session, or by `hangUp`.
package final class SMTPSession {
    /// Where mail goes.
    package let server: SMTPServer
    private var handle: CurlHandle
    /// Whether there may be a connection left of an earlier delivery.
    private var isConnected = false

    /// Connects to nobody yet.
    /// - Throws: `broken` when libcurl cannot start (no memory).
    package init(_ server: SMTPServer) throws(TransferError) {
        self.server = server
        handle = try CurlHandle()
    }

    /// Hands one message to the server for one recipient, and waits for its word at most `server.wholeTime`.
    ///
    /// - Parameters:
    ///   - message: RFC 5322, lines ended by CR LF; dots are stuffed on the way.
    ///   - sender: the envelope's, to which bounces go.
    package func deliver(_ message: [UInt8], from sender: MailAddress, to recipient: MailAddress) -> SMTPOutcome {
        let wasConnected = isConnected
        let (conversation, failure) = handle.deliver(message, from: sender, to: recipient, by: server)
        isConnected = failure == nil
        // A server may close a connection that it finds idle; without a word of it, nothing can have been accepted.
        guard failure != nil, wasConnected, conversation.isSilent else { return SMTPOutcome(conversation, failure) }
        let (second, secondFailure) = handle.deliver(message, from: sender, to: recipient, by: server, afresh: true)
        isConnected = secondFailure == nil
        return SMTPOutcome(second, secondFailure)
    }

    /// Says goodbye and closes the connection, if there is one; the next delivery makes another.
    package func hangUp() throws(TransferError) {
        guard isConnected else { return }
        isConnected = false
        handle = try CurlHandle()
    }
}
