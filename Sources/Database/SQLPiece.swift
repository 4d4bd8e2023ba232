// Wall file: where the program's literals lie.

/// A piece of a statement's text: a literal of the program, known by its place in memory, which never changes. To find a
/// prepared statement no text is compared, and none is made.
@safe struct SQLPiece: Hashable, Sendable, CustomStringConvertible {
    private let start: UInt
    private let count: Int
    private let literal: StaticString

    static let value = SQLPiece("?")
    static let opening = SQLPiece("(")
    static let comma = SQLPiece(", ")
    static let closing = SQLPiece(")")

    init(_ literal: StaticString) {
        self.literal = literal
        // A literal of one character may be kept as the character itself.
        if literal.hasPointerRepresentation {
            start = unsafe UInt(bitPattern: literal.utf8Start)
            count = literal.utf8CodeUnitCount
        } else {
            start = UInt(literal.unicodeScalar.value)
            count = -1
        }
    }

    var description: String { literal.description }

    static func == (left: SQLPiece, right: SQLPiece) -> Bool { left.start == right.start && left.count == right.count }

    func hash(into hasher: inout Hasher) { hasher.combine(start) }
}
