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

    /// The canonical bytes of an element: a document without XML declaration. Throws `cannotWrite` for a namespace that
    /// has no prefix, a name that is none, a character that XML 1.0 cannot hold, or an attribute that is there twice.
    package static func bytes(_ element: Element, prefixes: Prefixes) throws(XMLError) -> [UInt8] {
        var writer = CanonicalWriter(prefixes: prefixes)
        try writer.write(element)
        return writer.bytes
    }

    init(prefixes: Prefixes, marking child: Int? = nil) {
        self.prefixes = prefixes
        marked = child
        bytes.reserveCapacity(8 * 1024)
    }

    mutating func write(_ root: Element) throws(XMLError) {
        try write(root, declared: 0, isRoot: true)
    }

    /// - Parameter declared: the namespaces that an ancestor declares, a bit each.
    private mutating func write(_ element: Element, declared: UInt64, isRoot: Bool = false) throws(XMLError) {
        var used: UInt64 = 0
        let elementIndex = try index(of: element.name.namespace, used: &used)
        let attributes = try sorted(element.attributes, used: &used)

        bytes.append(UInt8(ascii: "<"))
        let nameStart = bytes.count
        try appendName(elementIndex, element.name.local)
        let nameEnd = bytes.count
        var missing = used & ~declared
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
            try appendName(attribute.index, attribute.value.name.local)
            append("=\"")
            try appendAttributeValue(attribute.value.value)
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
        append("</")
        bytes.append(contentsOf: bytes[nameStart..<nameEnd])
        bytes.append(UInt8(ascii: ">"))
    }

    // MARK: Names

    /// Numbers of namespaces that are never declared.
    private static let none = -1
    private static let xml = -2

    private func index(of namespace: String, used: inout UInt64) throws(XMLError) -> Int {
        if namespace.isEmpty { return Self.none }
        if let index = prefixes.index(of: namespace) {
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

    /// Canonical order: by namespace URI, none first, then by local name (Canonical XML §2.3).
    private func sorted(_ attributes: [Element.Attribute], used: inout UInt64) throws(XMLError)
        -> [(index: Int, value: Element.Attribute)]
    {
        var sorted: [(index: Int, value: Element.Attribute)] = []
        sorted.reserveCapacity(attributes.count)
        for attribute in attributes {
            var place = sorted.count
            while place > 0, Self.precedes(attribute.name, sorted[place - 1].value.name) { place -= 1 }
            if place > 0, sorted[place - 1].value.name == attribute.name {
                throw .cannotWrite("the attribute \(attribute.name.local) twice")
            }
            sorted.insert((try index(of: attribute.name.namespace, used: &used), attribute), at: place)
        }
        return sorted
    }

    private static func precedes(_ left: QName, _ right: QName) -> Bool {
        if left.namespace != right.namespace { return left.namespace.utf8.precedes(right.namespace.utf8) }
        return left.local.utf8.precedes(right.local.utf8)
    }

    // MARK: Text

    private mutating func append(_ literal: StaticString) {
        bytes.append(contentsOf: literal.description.utf8)
    }

    private mutating func appendText(_ text: String) throws(XMLError) {
        try append(text, escaping: Self.textEscapes)
    }

    private mutating func appendAttributeValue(_ value: String) throws(XMLError) {
        try append(value, escaping: Self.attributeEscapes)
    }

    /// Copies runs of plain bytes at once.
    private mutating func append(_ string: String, escaping escapes: [UInt8]) throws(XMLError) {
        let utf8 = string.utf8
        var isPlain = true
        for byte in utf8 where escapes[Int(byte)] != Self.plain {
            isPlain = false
            break
        }
        if isPlain { return bytes.append(contentsOf: utf8) }
        var beforeLast: UInt8 = 0
        var last: UInt8 = 0
        for byte in utf8 {
            switch escapes[Int(byte)] {
            case Self.plain: bytes.append(byte)
            case Self.ampersand: append("&amp;")
            case Self.less: append("&lt;")
            case Self.greater: append("&gt;")
            case Self.quote: append("&quot;")
            case Self.tab: append("&#x9;")
            case Self.lineFeed: append("&#xA;")
            case Self.carriageReturn: append("&#xD;")
            case Self.perhaps:
                // U+FFFE and U+FFFF: EF BF BE, EF BF BF.
                if beforeLast == 0xEF, last == 0xBF, byte >= 0xBE { throw .cannotWrite("a character that XML has not") }
                bytes.append(byte)
            default: throw .cannotWrite("a character that XML has not")
            }
            beforeLast = last
            last = byte
        }
    }

    private static let plain: UInt8 = 0
    private static let ampersand: UInt8 = 1
    private static let less: UInt8 = 2
    private static let greater: UInt8 = 3
    private static let quote: UInt8 = 4
    private static let tab: UInt8 = 5
    private static let lineFeed: UInt8 = 6
    private static let carriageReturn: UInt8 = 7
    private static let perhaps: UInt8 = 8
    private static let forbidden: UInt8 = 9

    /// Canonical XML §2.3: text.
    private static let textEscapes: [UInt8] = {
        var table = [UInt8](repeating: plain, count: 256)
        for control in 0..<0x20 { table[control] = forbidden }
        table[0x09] = plain
        table[0x0A] = plain
        table[0x0D] = carriageReturn
        table[Int(UInt8(ascii: "&"))] = ampersand
        table[Int(UInt8(ascii: "<"))] = less
        table[Int(UInt8(ascii: ">"))] = greater
        table[0xEF] = perhaps
        table[0xBE] = perhaps
        table[0xBF] = perhaps
        return table
    }()

    /// Canonical XML §2.3: attribute values.
    private static let attributeEscapes: [UInt8] = {
        var table = textEscapes
        table[0x09] = tab
        table[0x0A] = lineFeed
        table[Int(UInt8(ascii: ">"))] = plain
        table[Int(UInt8(ascii: "\""))] = quote
        return table
    }()
}
