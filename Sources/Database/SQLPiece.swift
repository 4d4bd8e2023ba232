import Synchronization

// Wall file: where the program's literals lie.

/// A piece of a statement's text: a literal of the program, known by its place in memory, which never changes. To find a
/// prepared statement no text is compared, and none is made.
@safe struct SQLPiece: Hashable, Sendable, CustomStringConvertible {
    /// Where the text lies; a literal of one character may be kept as the character itself.
    private let start: UInt
    /// Its bytes; nothing can be as long as ``character``.
    private let count: Int

    private static let character = -1

    static let value = SQLPiece("?")
    static let opening = SQLPiece("(")
    static let comma = SQLPiece(", ")
    static let closing = SQLPiece(")")

    init(_ literal: StaticString) {
        if literal.hasPointerRepresentation {
            start = unsafe UInt(bitPattern: literal.utf8Start)
            count = literal.utf8CodeUnitCount
        } else {
            start = UInt(literal.unicodeScalar.value)
            count = Self.character
        }
    }

    /// A text made at run time, which only tests have: this is `internal` so that no module of the program can ask for
    /// it. The text gets a place for ever, as a literal has one, and each text one.
    init(runTime text: String) {
        self = Self.runTime.withLock { known in
            if let piece = known[text] { return piece }
            let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
            _ = unsafe bytes.initialize(from: text.utf8)
            let piece = SQLPiece(start: UInt(bitPattern: bytes.baseAddress), count: bytes.count)
            known[text] = piece
            return piece
        }
    }

    private init(start: UInt, count: Int) {
        self.start = start
        self.count = count
    }

    private static let runTime = Mutex<[String: SQLPiece]>([:])

    var description: String {
        if count == Self.character { return Unicode.Scalar(UInt32(start)).map(String.init) ?? "" }
        let bytes = unsafe UnsafeBufferPointer(start: UnsafePointer<UInt8>(bitPattern: start), count: count)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(start) }
}
