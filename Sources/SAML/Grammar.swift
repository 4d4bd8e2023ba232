import Calendar
import FoundationEssentials
import XML

/// Reads the child elements of one element in the order of its schema.
///
/// The grammar of what we interpret is a closed list (R3): each reader takes what it knows in order and
/// ends with `end()`, which refuses whatever is left. Elements of foreign namespaces are passed over only where a
/// reader says so.
struct Content: ~Copyable {
    private let parent: String
    private var rest: ArraySlice<Element>

    init(of element: Element) throws(SAMLError) {
        parent = element.name.local
        var elements: [Element] = []
        elements.reserveCapacity(element.children.count)
        for child in element.children {
            switch child {
            case .element(let element): elements.append(element)
            case .text(let text):
                guard text.isXMLSpace else { throw .unexpectedContent(in: parent) }
            }
        }
        rest = elements[...]
    }

    /// The next element if it has this name.
    mutating func optional(_ name: QName) -> Element? {
        guard let next = rest.first, next.name == name else { return nil }
        rest = rest.dropFirst()
        return next
    }

    mutating func optional<T>(
        _ name: QName, _ read: (Element) throws(SAMLError) -> T
    ) throws(SAMLError) -> T? {
        guard let next = optional(name) else { return nil }
        return try read(next)
    }

    mutating func required<T>(
        _ name: QName, _ read: (Element) throws(SAMLError) -> T
    ) throws(SAMLError) -> T {
        guard let next = optional(name) else { throw .missing(name.local, in: parent) }
        return try read(next)
    }

    /// All next elements of this name.
    mutating func all<T>(
        _ name: QName, _ read: (Element) throws(SAMLError) -> T
    ) throws(SAMLError) -> [T] {
        var found: [T] = []
        while let next = optional(name) { found.append(try read(next)) }
        return found
    }

    /// The next element, whatever its name.
    mutating func next() -> Element? { rest.popFirst() }

    /// Refuses what is left.
    consuming func end() throws(SAMLError) {
        guard rest.isEmpty else { throw .unexpectedElement(in: parent) }
    }
}

extension Element {
    /// Refuses an element of another name: for roots, and for readers called with what another one found.
    func expect(_ name: QName) throws(SAMLError) {
        guard self.name == name else { throw .unexpectedRoot(expected: name.local) }
    }

    /// Refuses unqualified attributes that the grammar does not name, and SAML attributes written with a prefix
    /// (`samlp:ID`); attributes of foreign namespaces are passed over (IIP-EXT01).
    func allowAttributes(_ names: String...) throws(SAMLError) {
        for attribute in attributes {
            let known =
                attribute.name.namespace.isEmpty
                ? names.contains(attribute.name.local) : !Namespace.known.contains(attribute.name.namespace)
            guard known else { throw .unexpectedAttribute(in: name.local) }
        }
    }

    func required(_ attribute: String) throws(SAMLError) -> String {
        guard let value = self.attribute(attribute) else { throw .missing(attribute, in: name.local) }
        return value
    }

    /// An xs:dateTime attribute.
    func dateTime(_ attribute: String) throws(SAMLError) -> Date? {
        guard let text = self.attribute(attribute) else { return nil }
        guard let date = DateTime.parse(text) else { throw .invalidValue(attribute, in: name.local) }
        return date
    }

    func requiredDateTime(_ attribute: String) throws(SAMLError) -> Date {
        guard let date = try dateTime(attribute) else { throw .missing(attribute, in: name.local) }
        return date
    }

    /// An xs:boolean attribute.
    func boolean(_ attribute: String) throws(SAMLError) -> Bool? {
        switch self.attribute(attribute)?.trimmingXMLSpace() {
        case nil: return nil
        case "true", "1": return true
        case "false", "0": return false
        default: throw .invalidValue(attribute, in: name.local)
        }
    }

    /// An xs:unsignedShort attribute.
    func unsignedShort(_ attribute: String) throws(SAMLError) -> Int? {
        guard let text = self.attribute(attribute)?.trimmingXMLSpace() else { return nil }
        guard let value = UInt16(text), text.utf8.first != UInt8(ascii: "+") else {
            throw .invalidValue(attribute, in: name.local)
        }
        return Int(value)
    }

    /// An xs:anyURI attribute, at most 1,024 characters.
    func uri(_ attribute: String) throws(SAMLError) -> String? {
        guard let value = self.attribute(attribute) else { return nil }
        return try Bound.uri(value, attribute, in: name.local)
    }

    func requiredURI(_ attribute: String) throws(SAMLError) -> String {
        guard let value = try uri(attribute) else { throw .missing(attribute, in: name.local) }
        return value
    }

    /// An attribute that holds an xs:ID or xs:NCName.
    func messageID(_ attribute: String) throws(SAMLError) -> MessageID? {
        guard let text = self.attribute(attribute) else { return nil }
        guard let id = MessageID(rawValue: text) else { throw .invalidValue(attribute, in: name.local) }
        return id
    }

    func requiredMessageID(_ attribute: String) throws(SAMLError) -> MessageID {
        guard let id = try messageID(attribute) else { throw .missing(attribute, in: name.local) }
        return id
    }

    /// The element's text, which must be all it holds.
    func plainText() throws(SAMLError) -> String {
        do { return try text() } catch { throw .unexpectedContent(in: name.local) }
    }

    /// The element's text as a URI, white space around it dropped (pretty-printed documents have it).
    func uriText() throws(SAMLError) -> String {
        try Bound.uri(try plainText(), "text", in: name.local)
    }
}

/// The bounds of strings, in characters as XML counts them (Unicode scalars).
enum Bound {
    /// What we write (IIP-G02 lets every consumer count on taking this much).
    static let written = 256
    /// Names and identifiers we read.
    static let read = 1024

    static func uri(_ text: String, _ what: String, in parent: String) throws(SAMLError) -> String {
        let value = text.trimmingXMLSpace()
        guard !value.isEmpty, value.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .invalidValue(what, in: parent)
        }
        guard value.hasAtMost(read) else { throw .tooLong(what, in: parent) }
        return value
    }

    /// Checks a string that we are about to write: characters XML can carry, and few enough of them.
    static func written(
        _ value: String, _ what: String, in parent: String, max: Int = written
    ) throws(SAMLError) {
        guard value.unicodeScalars.allSatisfy(\.isXMLCharacter) else { throw .invalidValue(what, in: parent) }
        guard value.hasAtMost(max) else { throw .tooLong(what, in: parent) }
    }
}

extension String {
    /// Whether it has no more characters than that, as XML counts them; its bytes are at least as many, and counted at
    /// once.
    func hasAtMost(_ characters: Int) -> Bool { utf8.count <= characters || unicodeScalars.count <= characters }

    /// Whether only XML white space stands here.
    var isXMLSpace: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D } }

    func trimmingXMLSpace() -> String {
        guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 else { return self }
        let trimmed = drop { $0.isXMLSpace }
        guard let end = trimmed.lastIndex(where: { !$0.isXMLSpace }) else { return "" }
        return String(trimmed[...end])
    }
}

extension Character {
    var isXMLSpace: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" || self == "\r\n" }
}

extension Unicode.Scalar {
    /// XML 1.0 production [2] Char
    var isXMLCharacter: Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
