/// A request method, as sent: case-sensitive, known or not (RFC 9110 §9).
package struct Method: RawRepresentable, Hashable, Sendable {
    /// The token of the request line.
    package let rawValue: String

    /// Any token is a method; the router knows which a path takes.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Reads; changes nothing.
    package static let get = Method(rawValue: "GET")
    /// As GET, without the body of the answer.
    package static let head = Method(rawValue: "HEAD")
    /// Submits a form or a message.
    package static let post = Method(rawValue: "POST")
}
