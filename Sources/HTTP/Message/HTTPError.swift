/// Why a request, or the server itself, cannot go on.
package enum HTTPError: Error, Hashable, Sendable {
    /// The request breaks a rule of HTTP or of form encoding; the sentence is for the log.
    case malformed(StaticReason)
    /// The body is not an urlencoded form.
    case notAForm
    /// What the path names does not exist for this person.
    case notFound
    /// A body larger than the route takes.
    case contentTooLarge
    /// The address or port cannot be listened on; the system's error number.
    case cannotListen(address: String, port: UInt16, errno: Int32)
    /// libmicrohttpd did not start (memory, threads or descriptors ran out).
    case cannotStart

    /// What a request with this error is answered with.
    package var status: Status {
        switch self {
        case .malformed: .badRequest
        case .notAForm: .unsupportedMediaType
        case .contentTooLarge: .contentTooLarge
        case .notFound: .notFound
        case .cannotListen, .cannotStart: .internalServerError
        }
    }
}

/// A fixed sentence of ours, so that no part of a request can slip into an error.
package struct StaticReason: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The sentence, for the log.
    package let description: String

    /// Only from the source.
    package init(stringLiteral value: StaticString) {
        description = value.description
    }
}
