package import Database

/// The identifier of a `Subject`: a structure's cannot stand where a user's is wanted. Never given twice, so it also
/// is a safe pseudonym of someone who was erased.
package struct ID<Subject>: Hashable, Sendable, Comparable, Codable, SQLConvertible, CustomStringConvertible {
    package let rawValue: Int64

    /// The identifier with that key, whether or not a row has it.
    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// The identifier written in decimal, as in a path or on the command line; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let key = Int64(text), key > 0 else {
            return nil
        }
        rawValue = key
    }

    /// Reads a bare number.
    package init(from decoder: any Decoder) throws { rawValue = try Int64(from: decoder) }

    /// Writes a bare number.
    package func encode(to encoder: any Encoder) throws { try rawValue.encode(to: encoder) }

    /// The key, an INTEGER.
    package var sqlValue: SQLValue { .integer(rawValue) }

    /// The key in decimal.
    package var description: String { "\(rawValue)" }

    /// Older first.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Row {
    /// An identifier.
    package func id<Subject>(_ column: Int) throws(DatabaseError) -> ID<Subject> { ID(try int64(column)) }

    /// An identifier, or nil for NULL.
    package func idOrNil<Subject>(_ column: Int) throws(DatabaseError) -> ID<Subject>? {
        try int64OrNil(column).map { ID($0) }
    }
}
