/// Named values in an order: one object in JSON, one line per value for people.
struct Record: Sendable {
    let fields: [(name: String, cell: Cell)]

    init(_ fields: [(String, Cell)]) {
        self.fields = fields.map { (name: $0.0, cell: $0.1) }
    }

    var plain: String {
        let width = fields.map(\.name.count).max() ?? 0
        return fields.map { field in
            field.name + String(repeating: " ", count: width - field.name.count + 2) + field.cell.plain
        }.joined(separator: "\n")
    }
}

extension Record: Encodable {
    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for field in fields { try container.encode(field.cell, forKey: Key(stringValue: field.name)) }
    }
}
