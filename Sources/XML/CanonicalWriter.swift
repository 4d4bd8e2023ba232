/// Elements to bytes, directly in the form of Exclusive XML Canonicalization (without comments), so that what is signed
/// is what was written and nothing needs to be canonicalised afterwards.
///
/// It appends to one array and makes no string per node. A property test holds it equal to libxml2's canonical form.
package struct CanonicalWriter {
    private let prefixes: Prefixes
    private(set) var bytes: [UInt8] = []
    /// The child of the root after which the position is noted (-1: before the first).
    private let marked: Int?
    private(set) var markedOffset: Int?

    /// An element that was written before and becomes the root's last child.
    private let last: WrittenElement?
    /// The namespaces that are declared anywhere, a bit each.
    private var declarations: UInt64 = 0
    /// The number of the namespace that was last used; there is always one, the signature's.
    private var lastIndex = 0

    /// The canonical bytes of an element: a document without XML declaration. Throws `cannotWrite` for a namespace that
    /// has no prefix, a name that is none, a character that XML 1.0 cannot hold, or an attribute that is there twice.
    ///
    /// - Parameter last: becomes the last child, as it was written.
    package static func bytes(
        _ element: Element, holding last: WrittenElement? = nil, prefixes: Prefixes
    ) throws(XMLError) -> [UInt8] {
        try written(element, holding: last, prefixes: prefixes).bytes
    }

    /// The same, to be put into another element.
    package static func written(
        _ element: Element, holding last: WrittenElement? = nil, prefixes: Prefixes
    ) throws(XMLError) -> WrittenElement {
        var writer = CanonicalWriter(prefixes: prefixes, holding: last)
        try writer.write(element)
        return writer.written
    }

    init(prefixes: Prefixes, marking child: Int? = nil, holding last: WrittenElement? = nil) {
        self.prefixes = prefixes
        self.last = last
        marked = child
        bytes.reserveCapacity((last?.bytes.count ?? 0) + 4 * 1024)
    }

    /// What was written.
    var written: WrittenElement { WrittenElement(bytes: bytes, declarations: declarations) }

    mutating func write(_ root: Element) throws(XMLError) {
        try write(root, declared: 0, isRoot: true)
    }

    /// - Parameter declared: the namespaces that an ancestor declares, a bit each.
    private mutating func write(_ element: Element, declared: UInt64, isRoot: Bool = false) throws(XMLError) {
        var used: UInt64 = 0
        let elementIndex = try index(of: element.name.namespace, used: &used)
        let attributes = try Self.ordered(element.attributes)
        for attribute in attributes { _ = try index(of: attribute.name.namespace, used: &used) }

        bytes.append(UInt8(ascii: "<"))
        let nameStart = bytes.count
        try appendName(elementIndex, element.name.local)
        let nameEnd = bytes.count
        var missing = used & ~declared
        declarations |= missing
        while missing != 0 {
            let entry = prefixes.entries[missing.trailingZeroBitCount]
            missing &= missing - 1
            append(" xmlns:")
            bytes.append(contentsOf: entry.prefix.utf8)
            append("=\"")
            try appendAttributeValue(entry.namespace)
            bytes.append(UInt8(ascii: "\""))
        }
        for attribute in attributes {
            bytes.append(UInt8(ascii: " "))
            try appendName(index(of: attribute.name.namespace, used: &used), attribute.name.local)
            append("=\"")
            try appendAttributeValue(attribute.value)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
        if isRoot, marked == -1 { markedOffset = bytes.count }
        for (position, child) in element.children.enumerated() {
            switch child {
            case .element(let element): try write(element, declared: declared | used)
            case .text(let text): try appendText(text)
            }
            if isRoot, position == marked { markedOffset = bytes.count }
        }
        if isRoot, let last {
            // In canonical form a namespace is not declared again inside of where it is: then the bytes would differ.
            guard last.declarations & used == 0 else { throw .cannotWrite("a written element that declares again") }
            declarations |= last.declarations
            bytes.append(contentsOf: last.bytes)
        }
        append("</")
        bytes.append(contentsOf: bytes[nameStart..<nameEnd])
        bytes.append(UInt8(ascii: ">"))
    }

    // MARK: Names

    /// Numbers of namespaces that are never declared.
    private static let none = -1
    private static let xml = -2

    private mutating func index(of namespace: String, used: inout UInt64) throws(XMLError) -> Int {
        if namespace.isEmpty { return Self.none }
        // Most often an element's namespace is its neighbour's.
        if prefixes.entries[lastIndex].namespace == namespace {
            used |= 1 << UInt64(lastIndex)
            return lastIndex
        }
        if let index = prefixes.index(of: namespace) {
            lastIndex = index
            used |= 1 << UInt64(index)
            return index
        }
        guard namespace == Namespace.xml else { throw .cannotWrite("no prefix for the namespace \(namespace)") }
        return Self.xml
    }

    private mutating func appendName(_ index: Int, _ local: String) throws(XMLError) {
        guard Name.isNCName(local) else { throw .cannotWrite("not a name") }
        if index >= 0 {
            bytes.append(contentsOf: prefixes.entries[index].prefix.utf8)
            bytes.append(UInt8(ascii: ":"))
        } else if index == Self.xml {
            append("xml:")
        }
        bytes.append(contentsOf: local.utf8)
    }

    /// In canonical order: by namespace URI, none first, then by local name (Canonical XML §2.3).
    private static func ordered(_ attributes: [Element.Attribute]) throws(XMLError) -> [Element.Attribute] {
        if isAscending(attributes) { return attributes }  // as our own elements are made
        let sorted = attributes.sorted { precedes($0.name, $1.name) }
        guard isAscending(sorted) else { throw .cannotWrite("an attribute twice") }
        return sorted
    }

    /// Whether each comes before the next; so none is there twice.
    private static func isAscending(_ attributes: [Element.Attribute]) -> Bool {
        attributes.indices.dropFirst().allSatisfy { precedes(attributes[$0 - 1].name, attributes[$0].name) }
    }

    private static func precedes(_ left: QName, _ right: QName) -> Bool {
        if left.namespace != right.namespace { return left.namespace.utf8.precedes(right.namespace.utf8) }
        return left.local.utf8.precedes(right.local.utf8)
    }

    // MARK: Text

    private mutating func append(_ literal: String) {
        bytes.append(contentsOf: literal.utf8)
    }

    private mutating func appendText(_ text: String) throws(XMLError) {
        if isPlain(text, except: UInt8(ascii: ">")) { return bytes.append(contentsOf: text.utf8) }
        try appendEscaped(text, inAttribute: false)
    }

    private mutating func appendAttributeValue(_ value: String) throws(XMLError) {
        if isPlain(value, except: UInt8(ascii: "\"")) { return bytes.append(contentsOf: value.utf8) }
        try appendEscaped(value, inAttribute: true)
    }

    /// Whether nothing in a text needs a look: no control, no `&` or `<`, not the sign given, and no 0xEF, with which
    /// U+FFFE and U+FFFF begin. One expression without a branch, so that the compiler makes it look at sixteen bytes at a
    /// time.
    private func isPlain(_ text: String, except sign: UInt8) -> Bool {
        let span = text.utf8Span.span
        var found: UInt8 = 0
        for index in span.indices {
            let byte = span[index]
            found |=
                (byte < 0x20 ? 1 : 0) | (byte == 0x26 ? 1 : 0) | (byte == 0x3C ? 1 : 0) | (byte == sign ? 1 : 0)
                | (byte == 0xEF ? 1 : 0)
        }
        return found == 0
    }

    /// The escapes of Canonical XML §2.3.
    private mutating func appendEscaped(_ text: String, inAttribute: Bool) throws(XMLError) {
        var beforeLast: UInt8 = 0
        var last: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">") where !inAttribute: append("&gt;")
            case UInt8(ascii: "\"") where inAttribute: append("&quot;")
            case 0x09 where inAttribute: append("&#x9;")
            case 0x0A where inAttribute: append("&#xA;")
            case 0x0D: append("&#xD;")
            case 0x00..<0x20 where byte != 0x09 && byte != 0x0A: throw .cannotWrite("a character that XML has not")
            default:
                // U+FFFE and U+FFFF: EF BF BE and EF BF BF.
                if byte >= 0xBE, last == 0xBF, beforeLast == 0xEF { throw .cannotWrite("a character that XML has not") }
                bytes.append(byte)
            }
            beforeLast = last
            last = byte
        }
    }
}
