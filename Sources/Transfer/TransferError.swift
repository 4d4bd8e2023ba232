/// Why nothing came back from another machine, or why nothing was asked of it.
///
/// The detail is libcurl's own sentence, bounded and printable; it names hosts and ports, never a password or a body.
package enum TransferError: Error, Hashable, Sendable {
    /// What was asked for is not something we send: a URL, header or setting that is not well formed.
    case invalid(String)
    /// The address belongs to a private network, this machine or nobody, and only public ones are allowed.
    case refusedAddress
    /// No such host, no route, connection refused.
    case unreachable(String)
    /// The other side, or the network, took too long.
    case timedOut(String)
    /// The certificate of the other side is not trusted or is another host's, or the TLS handshake failed.
    case certificate(String)
    /// Encryption was demanded and the server does not offer it.
    case notEncrypted(String)
    /// The user name or password was refused.
    case signInRefused(String)
    /// The answer is larger than what was allowed; nothing of it is kept.
    case tooLarge
    /// The answer leads elsewhere once too often.
    case tooManyRedirects
    /// The connection broke, or the answer makes no sense.
    case broken(String)
}

extension TransferError: CustomStringConvertible {
    /// One sentence for the log.
    package var description: String {
        switch self {
        case .invalid(let what): "not well formed: \(what)"
        case .refusedAddress: "the address is not a public one"
        case .unreachable(let detail): "not reachable: \(detail)"
        case .timedOut(let detail): "took too long: \(detail)"
        case .certificate(let detail): "no trust in the certificate: \(detail)"
        case .notEncrypted(let detail): "no encryption: \(detail)"
        case .signInRefused(let detail): "user name or password refused: \(detail)"
        case .tooLarge: "the answer is too large"
        case .tooManyRedirects: "too many redirects"
        case .broken(let detail): "the connection failed: \(detail)"
        }
    }
}
