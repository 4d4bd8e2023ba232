/// What another machine answered.
package struct OutboundResponse: Sendable {
    /// 200, 304, 404 …; of the last answer when redirects were followed.
    package let status: Int
    /// The header fields of that answer, names in lower case, in their order.
    package let headers: [(name: String, value: String)]
    /// The body; never longer than the policy allows.
    package let body: [UInt8]
    /// Where the answer came from in the end.
    package let url: String

    /// The first field of that name.
    package subscript(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name == name }?.value
    }

    /// What to give to the next `OutboundRequest.get(_:unless:since:)`.
    package var entityTag: String? { self["etag"] }

    /// Whether what the asker has is still right.
    package var isNotModified: Bool { status == 304 }

    /// Fields from the raw lines of a header; lines that are none are left out.
    static func fields(_ lines: [[UInt8]]) -> [(name: String, value: String)] {
        lines.compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            return (name, PrintableText.line(line[(colon + 1)...], limit: 4096))
        }
    }
}
