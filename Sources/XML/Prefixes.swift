/// Which prefix each namespace is written with: one prefix a namespace, one namespace a prefix, over the whole document.
///
/// That rule is what lets the writer know the exclusive canonical form without looking back: a namespace is declared by
/// the outermost element that uses it, and nowhere inside it again.
package struct Prefixes: Sendable, ExpressibleByDictionaryLiteral {
    /// An entry; its index is the namespace's number in the writer.
    struct Entry {
        let namespace: String
        let prefix: String
    }

    /// Sorted by prefix: the order in which canonical XML writes declarations.
    let entries: [Entry]

    /// `[namespace: prefix]`, at most 63. The signature's namespace is `ds` and always there; XML's own is `xml`.
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements)
    }

    /// As the literal. A prefix is an ASCII NCName; a wrong table is an error of the program, found at its first use.
    package init(_ table: [(String, String)]) {
        let all = table.filter { $0.0 != Namespace.signature } + [(Namespace.signature, "ds")]
        precondition(all.count <= 64, "more than 63 namespaces")
        precondition(Set(all.map(\.0)).count == all.count, "a namespace with two prefixes")
        precondition(Set(all.map(\.1)).count == all.count, "a prefix for two namespaces")
        precondition(
            all.allSatisfy {
                !$0.0.isEmpty && $0.0 != Namespace.xml && $0.0 != Namespace.xmlns && Name.isNCName($0.1)
                    && !$0.1.lowercased().hasPrefix("xml")
            }, "a namespace or prefix that cannot be declared")
        entries = all.map { Entry(namespace: $0.0, prefix: $0.1) }.sorted { $0.prefix.utf8.precedes($1.prefix.utf8) }
    }

    /// The number of a namespace, or nil when the table has none.
    func index(of namespace: String) -> Int? {
        for index in entries.indices where entries[index].namespace == namespace { return index }
        return nil
    }
}

/// Checks of XML names.
enum Name {
    /// Whether it is an NCName (Namespaces in XML §3). Beyond ASCII every character passes here: libxml2 has checked
    /// names that were read, and those written are constants of the program.
    static func isNCName(_ name: String) -> Bool {
        var isFirst = true
        let bytes = name.utf8Span.span
        for index in bytes.indices {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                0x80...:
                break
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if isFirst { return false }
            default: return false
            }
            isFirst = false
        }
        return !isFirst
    }
}

extension String.UTF8View {
    /// Whether it comes first in the order of code points, which is canonical XML's (a `String` compares otherwise).
    func precedes(_ other: String.UTF8View) -> Bool {
        lexicographicallyPrecedes(other)
    }
}
