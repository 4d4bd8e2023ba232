/// One path (or pattern of paths) with one method, and what answers it.
package struct Route: Sendable {
    /// What answers. An `HTTPError` becomes the error page of its status.
    package typealias Handler = @Sendable (Request) throws(HTTPError) -> Response

    /// GET (which answers HEAD too) or POST.
    package let method: Method
    /// `/ouvrir/{application}`: fixed segments, and `{name}` segments that take any one segment.
    package let pattern: String
    /// Where the handler runs.
    package let lane: Lane
    /// Who may call it.
    package let access: Access
    /// The largest body, in bytes; past it the request is refused unread.
    package let bodyLimit: Int
    /// Whether the path holds a secret (a link with a token): the log then shows the pattern in its place.
    package let isSecret: Bool
    /// What answers.
    package let handler: Handler

    /// A form of 256 KiB.
    package static let formLimit = 256 * 1024

    /// Any route; `get` and `post` are shorter.
    package init(
        _ method: Method, _ pattern: String, lane: Lane = .inline, access: Access, bodyLimit: Int,
        isSecret: Bool = false, handler: @escaping Handler
    ) {
        self.method = method
        self.pattern = pattern
        self.lane = lane
        self.access = access
        self.bodyLimit = bodyLimit
        self.isSecret = isSecret
        self.handler = handler
    }

    /// A page.
    package static func get(
        _ pattern: String, lane: Lane = .inline, access: Access = .anyone, isSecret: Bool = false,
        handler: @escaping Handler
    ) -> Route {
        Route(.get, pattern, lane: lane, access: access, bodyLimit: 0, isSecret: isSecret, handler: handler)
    }

    /// A form.
    package static func post(
        _ pattern: String, lane: Lane = .inline, access: Access = .anyone, bodyLimit: Int = formLimit,
        isSecret: Bool = false, handler: @escaping Handler
    ) -> Route {
        Route(.post, pattern, lane: lane, access: access, bodyLimit: bodyLimit, isSecret: isSecret, handler: handler)
    }
}
