/// A statement whose values are bound, never pasted: `"SELECT name FROM user WHERE id = \(id)"`.
///
/// The literal parts are `StaticString`s, so a `String` computed at run time does not compile in the place of SQL; it
/// can only arrive as a bound value. A piece that several statements share is an `SQL` of its own, interpolated.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The text with `?` in the place of each value: the key of the connection's cache of prepared statements.
    let text: String
    /// The values in the order of their `?`.
    let values: [SQLValue]

    /// A statement without values.
    package init(stringLiteral value: StaticString) {
        text = value.description
        values = []
    }

    /// A statement with its values.
    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// Collects the text and the values of an interpolation.
    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        /// Makes room for the pieces.
        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        /// Text of the program.
        package mutating func appendLiteral(_ literal: StaticString) {
            text += literal.description
        }

        /// A value, bound.
        package mutating func appendInterpolation(_ value: some SQLConvertible) {
            text += "?"
            values.append(value.sqlValue)
        }

        /// A value, bound; NULL for nil.
        package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// A piece of SQL with its own values.
        package mutating func appendInterpolation(_ piece: SQL) {
            text += piece.text
            values += piece.values
        }

        /// `(?, ?, …)` for `IN`: `"… WHERE id IN \(list: ids)"`. An empty list matches nothing.
        ///
        /// Each length is a statement of its own: for long or varying lists write a join instead.
        package mutating func appendInterpolation(list elements: [some SQLConvertible]) {
            text += "(" + Array(repeating: "?", count: elements.count).joined(separator: ", ") + ")"
            values += elements.map(\.sqlValue)
        }
    }
}
