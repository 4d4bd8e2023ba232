/// The decoded parameters of a query or of a form: in their order, duplicates visible.
package struct Parameters: Hashable, Sendable {
    /// One `name=value`.
    package struct Field: Hashable, Sendable {
        /// Decoded.
        package let name: String
        /// Decoded; empty when there was no `=`.
        package let value: String
    }

    /// All of them, as they came.
    package let fields: [Field]

    /// No parameter.
    package static let none = Parameters([])

    /// Parameters from values: tests and links of ours (`encoded`).
    package init(_ fields: [(name: String, value: String)]) {
        self.fields = fields.map { Field(name: $0.name, value: $0.value) }
    }

    /// Decodes `application/x-www-form-urlencoded` bytes, strictly.
    ///
    /// - Parameter maximumCount: more parameters than this are refused.
    /// - Throws: `malformed` for a broken escape, a NUL, bytes that are not UTF-8, or too many parameters.
    package init(decoding encoded: some Sequence<UInt8>, maximumCount: Int) throws(HTTPError) {
        var rest = Array(encoded)[...]
        var fields: [Field] = []
        while !rest.isEmpty {
            let stop = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
            let pair = rest[..<stop]
            rest = rest[stop...].dropFirst()
            guard !pair.isEmpty else { continue }
            guard fields.count < maximumCount else { throw .malformed("more parameters than allowed") }
            let end = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try PercentEncoding.decode(pair[..<end])
            let value = try PercentEncoding.decode(pair[end...].dropFirst())
            fields.append(Field(name: name, value: value))
        }
        self.fields = fields
    }

    /// The first value of that name. Trap: where a second one would matter (messages, tokens) use `only`.
    package subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// Every value of that name, in order: check boxes.
    package func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// The value of a parameter that may stand at most once; nil when it is missing.
    ///
    /// - Throws: `malformed` when it stands twice.
    package func only(_ name: String) throws(HTTPError) -> String? {
        let values = all(name)
        guard values.count <= 1 else { throw .malformed("a parameter stands more than once") }
        return values.first
    }

    /// The urlencoded form, for a query of ours.
    package var encoded: String {
        fields.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
    }
}
