package import Database
import FoundationEssentials

/// JSON in a column: for values that are read whole, and that no statement looks into.
package enum StoredJSON {
    /// Members in the order of their names, so that equal values are equal texts.
    package static func encode(_ value: some Encodable) throws(DatabaseError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .unexpectedValue(column: "\(type(of: value))")
        }
    }

    /// The value that `encode` wrote, or one of an earlier version with the same shape.
    ///
    /// - Throws: `unexpectedValue` with the name of the column, which is all that may be told of it.
    package static func decode<Value: Decodable>(_ text: String, column: String) throws(DatabaseError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw .unexpectedValue(column: column)
        }
    }
}
