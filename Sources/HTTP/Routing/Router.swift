/// Finds the route of a request by its exact path, and answers.
package struct Router: Sendable {
    /// Makes the page for a request that no handler answers: 404, 405 and the statuses of `HTTPError`.
    package typealias ErrorPage = @Sendable (Status, Request) -> Response

    /// Every route, so that a test can go through them.
    package let routes: [Route]
    private let errorPage: ErrorPage
    private let fixed: [String: [Route]]
    private let patterns: [Pattern]

    /// What a method and a path lead to.
    package enum Match: Sendable {
        /// A route, and what its `{name}` segments stand for.
        case route(Route, pathParameters: [String: String])
        /// The path exists, with other methods; the value of `Allow`.
        case methodNotAllowed(allow: String)
        /// No such path.
        case notFound
    }

    /// A router over routes. Two routes with one method and pattern are a mistake in the source and stop the program.
    package init(_ routes: [Route], errorPage: @escaping ErrorPage = Router.plainErrorPage) {
        self.routes = routes
        self.errorPage = errorPage
        let names = routes.map { "\($0.method.rawValue) \($0.pattern)" }
        precondition(Set(names).count == names.count, "two routes with one method and pattern")
        fixed = Dictionary(grouping: routes.filter { !$0.pattern.contains("{") }, by: \.pattern)
        patterns = routes.filter { $0.pattern.contains("{") }.map(Pattern.init)
    }

    /// The route of a method and a path. Fixed paths go before patterns; HEAD is answered by the GET route.
    package func match(_ method: Method, _ path: String) -> Match {
        guard Router.isPlain(path) else { return .notFound }
        let wanted = method == .head ? .get : method
        var allowed: [Method] = []
        for route in fixed[path] ?? [] {
            if route.method == wanted { return .route(route, pathParameters: [:]) }
            allowed.append(route.method)
        }
        guard allowed.isEmpty else { return .methodNotAllowed(allow: Router.allow(allowed)) }
        let segments = Pattern.segments(of: path)
        for pattern in patterns {
            guard let values = pattern.match(segments) else { continue }
            if pattern.route.method == wanted { return .route(pattern.route, pathParameters: values) }
            allowed.append(pattern.route.method)
        }
        return allowed.isEmpty ? .notFound : .methodNotAllowed(allow: Router.allow(allowed))
    }

    /// Answers a request, errors included.
    package func answer(_ request: Request) -> Response {
        answer(request, match(request.method, request.path))
    }

    /// Answers a request whose route is already known.
    func answer(_ request: Request, _ match: Match) -> Response {
        switch match {
        case .route(let route, let pathParameters):
            var request = request
            request.pathParameters = pathParameters
            request.route = route.pattern
            do {
                return try route.handler(request)
            } catch {
                return refusal(error.status, request)
            }
        case .methodNotAllowed(let allow):
            return refusal(.methodNotAllowed, request).with("allow", allow)
        case .notFound:
            return refusal(.notFound, request)
        }
    }

    /// The error page of a status.
    package func refusal(_ status: Status, _ request: Request) -> Response {
        errorPage(status, request)
    }

    /// A page of one line, for a site without pages of its own.
    package static let plainErrorPage: ErrorPage = { status, request in
        .text("\(status.rawValue) – \(request.reference)\n", status: status)
    }

    /// A path of visible ASCII without escapes: ours need none, so that one path has one spelling.
    private static func isPlain(_ path: String) -> Bool {
        path.utf8.first == UInt8(ascii: "/")
            && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "%") }
    }

    private static func allow(_ methods: [Method]) -> String {
        var names = methods.map(\.rawValue)
        if methods.contains(.get) { names.append(Method.head.rawValue) }
        return names.joined(separator: ", ")
    }
}
