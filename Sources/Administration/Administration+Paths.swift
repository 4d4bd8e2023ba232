import Directory
import HTTP

extension Request {
    /// The identifier that a segment of the path stands for.
    ///
    /// - Throws: `notFound` when the segment is no identifier.
    func id<Subject>(_ name: String) throws(HTTPError) -> ID<Subject> {
        guard let text = pathParameters[name], let id = ID<Subject>(text) else { throw .notFound }
        return id
    }
}

extension Parameters {
    /// What was typed in a field, nil when nothing was.
    func typed(_ name: String) throws(HTTPError) -> String? {
        guard let text = try only(name), text.contains(where: { !$0.isWhitespace }) else { return nil }
        return text
    }

    /// The identifier chosen in a field; nil when none is.
    func id<Subject>(_ name: String) throws(HTTPError) -> ID<Subject>? {
        try only(name).flatMap { ID<Subject>($0) }
    }
}
