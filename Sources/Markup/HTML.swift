/// A piece of HTML, known to be well escaped because of its type.
///
/// A literal is markup; what is interpolated into it is text and is escaped, unless it is `HTML` itself:
///
///     let item: HTML = "<li title=\"\(user.name)\">\(icon) \(user.name)</li>"
///
/// A `String` variable does not compile where `HTML` is wanted, so no text from outside becomes markup.
/// Trap: the escaping protects text between tags and in attributes **within quotes**; never interpolate into an
/// attribute without quotes, a tag name, a script or a style (the content security policy forbids inline ones).
package struct HTML: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The markup in UTF-8: the body of a response as it is.
    package private(set) var bytes: [UInt8]

    /// Nothing at all; what a missing part of a page is.
    package static let empty = HTML(bytes: [])

    /// Markup written in the source.
    package init(stringLiteral markup: String) {
        bytes = Array(markup.utf8)
    }

    /// Markup written in the source, with escaped text and nested markup.
    package init(stringInterpolation: StringInterpolation) {
        bytes = stringInterpolation.bytes
    }

    /// Text that becomes HTML by escaping: what `\(text)` does, for a place that wants `HTML`.
    package init(text: String) {
        bytes = []
        Escaping.append(text, to: &bytes)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The markup as a string; for tests and logs, a page is sent as `bytes`.
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether there is nothing to show.
    package var isEmpty: Bool { bytes.isEmpty }

    /// One piece after the other.
    package static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum += right
        return sum
    }

    /// Appends in place, so that a loop over rows copies each byte once.
    package static func += (left: inout HTML, right: HTML) {
        left.bytes.append(contentsOf: right.bytes)
    }
}

extension Sequence where Element == HTML {
    /// The pieces in their order, with `separator` between two of them.
    package func joined(separator: HTML = .empty) -> HTML {
        var result = HTML.empty
        var isFirst = true
        for piece in self {
            if !isFirst { result += separator }
            result += piece
            isFirst = false
        }
        return result
    }
}
