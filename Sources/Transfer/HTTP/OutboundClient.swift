/// Asks other machines, within rules; the defaults are the strict ones.
package struct OutboundClient: Sendable {
    /// The schemes that may be spoken.
    package enum Schemes: Hashable, Sendable {
        /// https only.
        case encrypted
        /// http too: a demonstration on one machine.
        case any
    }

    /// The schemes that may be spoken.
    package var schemes: Schemes = .encrypted
    /// The schemes that redirects may lead to; nil: the same.
    package var redirectSchemes: Schemes?
    /// Whether hosts of private networks and this machine itself may be spoken to. Looked at when the connection is
    /// made, after the name was resolved: a name that points inside does not help, nor does a redirect.
    package var allowsPrivateAddresses = false
    /// How many redirects are followed, each under the same rules; those of a POST never are.
    package var redirects = 0
    /// Bytes of body at most; a larger answer is an error, not a cut.
    package var bodyLimit = 4 * 1024 * 1024
    /// How long a connection may take.
    package var connectTime: Duration = .seconds(10)
    /// How long the whole may take, redirects included.
    package var wholeTime: Duration = .seconds(30)
    /// A PEM file of the authorities to trust instead of the system's.
    package var authorities: String?

    /// The strict defaults.
    package init() {}

    /// Asks and waits for the answer. Call it from the wait lane or a thread of one's own.
    ///
    /// Any status is an answer; what is thrown is that there is none. No proxy, password or cookie is taken from the
    /// environment.
    package func send(_ request: OutboundRequest) throws(TransferError) -> OutboundResponse {
        try CurlHandle().send(request, by: self)
    }
}
