/// A status code (RFC 9110 §15).
package struct Status: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// The three digits.
    package let rawValue: Int

    /// A code as a number.
    package init(rawValue: Int) { self.rawValue = rawValue }
    /// A code as a literal.
    package init(integerLiteral code: Int) { rawValue = code }

    /// 200
    package static let ok: Status = 200
    /// 303: go on there with GET; the answer to a form that was accepted.
    package static let seeOther: Status = 303
    /// 400
    package static let badRequest: Status = 400
    /// 403
    package static let forbidden: Status = 403
    /// 404
    package static let notFound: Status = 404
    /// 405
    package static let methodNotAllowed: Status = 405
    /// 409: the row changed meanwhile
    package static let conflict: Status = 409
    /// 413
    package static let contentTooLarge: Status = 413
    /// 415
    package static let unsupportedMediaType: Status = 415
    /// 421: another site's name in `Host`
    package static let misdirectedRequest: Status = 421
    /// 422: a form with mistakes, shown again
    package static let unprocessableContent: Status = 422
    /// 429
    package static let tooManyRequests: Status = 429
    /// 431
    package static let headerFieldsTooLarge: Status = 431
    /// 500
    package static let internalServerError: Status = 500
    /// 503
    package static let serviceUnavailable: Status = 503
}
