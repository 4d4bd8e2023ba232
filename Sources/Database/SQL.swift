/// A statement whose values are bound, never pasted: `"SELECT name FROM user WHERE id = \(id)"`.
///
/// The literal parts are `StaticString`s, so a `String` computed at run time does not compile in the place of SQL; it
/// can only arrive as a bound value. A piece that several statements share is an `SQL` of its own, interpolated.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The text in pieces, with `?` in the place of each value: the key of the connection's cache of prepared
    /// statements. It is put together only when a statement is prepared.
    let pieces: [SQLPiece]
    /// The values in the order of their `?`.
    let values: [SQLValue]

    /// The whole text.
    var text: String { pieces.map(\.description).joined() }

    /// A statement without values.
    package init(stringLiteral value: StaticString) {
        pieces = [SQLPiece(value)]
        values = []
    }

    /// A text made at run time, for tests; see ``SQLPiece/init(runTime:)``.
    init(runTime text: String) {
        pieces = [SQLPiece(runTime: text)]
        values = []
    }

    /// A statement with its values.
    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        values = stringInterpolation.values
    }

    /// Collects the pieces and the values of an interpolation.
    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [SQLPiece] = []
        var values: [SQLValue] = []

        /// Makes room for the pieces.
        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
            values.reserveCapacity(interpolationCount)
        }

        /// Text of the program.
        package mutating func appendLiteral(_ literal: StaticString) {
            pieces.append(SQLPiece(literal))
        }

        /// A value, bound.
        package mutating func appendInterpolation(_ value: some SQLConvertible) {
            pieces.append(.value)
            values.append(value.sqlValue)
        }

        /// A value, bound; NULL for nil.
        package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            pieces.append(.value)
            values.append(value?.sqlValue ?? .null)
        }

        /// A piece of SQL with its own values.
        package mutating func appendInterpolation(_ piece: SQL) {
            pieces += piece.pieces
            values += piece.values
        }

        /// `(?, ?, …)` for `IN`: `"… WHERE id IN \(list: ids)"`. An empty list matches nothing.
        ///
        /// Each length is a statement of its own: for long or varying lists write a join instead.
        package mutating func appendInterpolation(list elements: [some SQLConvertible]) {
            pieces.append(.opening)
            for index in elements.indices {
                if index > elements.startIndex { pieces.append(.comma) }
                pieces.append(.value)
            }
            pieces.append(.closing)
            values += elements.map(\.sqlValue)
        }
    }
}
