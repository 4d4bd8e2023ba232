import Database
import FoundationEssentials

/// JSON in a column.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws(DatabaseError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .unexpectedValue(column: "\(type(of: value))")
        }
    }

    static func decode<Value: Decodable>(_ text: String, column: String) throws(DatabaseError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw .unexpectedValue(column: column)
        }
    }
}
