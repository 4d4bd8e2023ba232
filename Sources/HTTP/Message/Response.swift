package import Markup

/// An answer. The server adds the security headers, the cookies' prefix and the length (`SecurityHeaders`).
package struct Response: Sendable {
    /// The status.
    package var status: Status
    /// Own header fields. Of those that `SecurityHeaders` sets, only `Cache-Control` may be chosen here.
    package var headers: Headers
    /// The body; not sent to HEAD.
    package var body: [UInt8]
    /// In the place of `body`: one that is made while it is sent.
    package private(set) var stream: BodyStream?
    /// Cookies to set.
    package var cookies: [Cookie] = []
    /// Where the forms of this page may lead.
    package var formTargets: FormTargets = .ownSite

    /// Where a page's forms may be sent: `form-action` of the content security policy.
    package enum FormTargets: Hashable, Sendable {
        /// Our own pages.
        case ownSite
        /// A service provider's assertion consumer, and wherever it redirects then (browsers check that too).
        case serviceProviders
    }

    /// An answer from its parts.
    ///
    /// - Parameter contentType: nil for an answer without a body.
    package init(_ status: Status, contentType: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.body = body
        headers = [:]
        headers["content-type"] = contentType
    }

    /// A page.
    package static func html(_ page: HTML, status: Status = .ok) -> Response {
        Response(status, contentType: "text/html; charset=utf-8", body: page.bytes)
    }

    /// Plain text.
    package static func text(_ text: String, status: Status = .ok) -> Response {
        Response(status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// Go on at `location` with GET: the answer to a form that was accepted, or a redirect.
    package static func seeOther(_ location: String) -> Response {
        var response = Response(.seeOther)
        response.headers["location"] = location
        return response
    }

    /// A file that every browser may keep for a year, because its name changes with its content.
    ///
    /// - Parameter encoding: `gzip` when the bytes are so compressed.
    package static func immutableFile(_ bytes: [UInt8], contentType: String, encoding: String? = nil) -> Response {
        var response = Response(.ok, contentType: contentType, body: bytes)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        response.headers["content-encoding"] = encoding
        return response
    }

    /// An answer whose body is made while it is sent, for what may be long: an export.
    package static func streaming(_ stream: BodyStream, contentType: String) -> Response {
        var response = Response(.ok, contentType: contentType)
        response.stream = stream
        return response
    }

    /// The body as a whole, for who calls a router without a server; asks a stream for all it has.
    package func wholeBody() throws -> [UInt8] {
        guard let stream else { return body }
        var whole: [UInt8] = []
        while let piece = try stream.next() { whole += piece }
        return whole
    }

    /// The same answer with a cookie to set.
    package func setting(_ cookie: Cookie) -> Response {
        var response = self
        response.cookies.append(cookie)
        return response
    }

    /// The same answer with a header field.
    package func with(_ name: String, _ value: String) -> Response {
        var response = self
        response.headers[name] = value
        return response
    }
}
