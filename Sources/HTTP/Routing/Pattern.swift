/// A route whose pattern has `{name}` segments.
struct Pattern: Sendable {
    let route: Route
    private let segments: [Segment]

    private enum Segment: Sendable {
        case fixed(Substring)
        case named(String)
    }

    init(_ route: Route) {
        self.route = route
        segments = Pattern.segments(of: route.pattern).map { segment in
            segment.hasPrefix("{") && segment.hasSuffix("}")
                ? .named(String(segment.dropFirst().dropLast())) : .fixed(segment)
        }
    }

    static func segments(of path: String) -> [Substring] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }

    /// What the named segments stand for, or nil when the path is another one. Empty and dot segments match no name.
    func match(_ path: [Substring]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (segment, part) in zip(segments, path) {
            switch segment {
            case .fixed(let text):
                guard text == part else { return nil }
            case .named(let name):
                guard !part.isEmpty, part != ".", part != ".." else { return nil }
                values[name] = String(part)
            }
        }
        return values
    }
}
