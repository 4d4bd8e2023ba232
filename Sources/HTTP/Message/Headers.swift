/// Header fields in the order received; names are compared without case (RFC 9110 §5.1).
package struct Headers: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// One line: the name in lower case, and the value.
    package struct Field: Hashable, Sendable {
        /// In lower case.
        package let name: String
        /// Without the white space around it.
        package let value: String
    }

    /// All lines, duplicates visible.
    package private(set) var fields: [Field] = []

    /// No field.
    package init() {}

    /// Fields as a literal; a name may stand twice.
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// Adds a line.
    package mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name.lowercased(), value: value))
    }

    /// The first value of that name; setting replaces every line of that name, nil removes them.
    package subscript(name: String) -> String? {
        get {
            let name = name.lowercased()
            return fields.first { $0.name == name }?.value
        }
        set {
            let name = name.lowercased()
            fields.removeAll { $0.name == name }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    /// Every value of that name, in order.
    package func all(_ name: String) -> [String] {
        let name = name.lowercased()
        return fields.filter { $0.name == name }.map(\.value)
    }
}
