@testable import XML

/// Random numbers that can be had again: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &self) == 0 }
}

/// Random elements in the namespaces of `SAMLNames.prefixes`.
struct ElementGenerator {
    var random: SeededGenerator
    private let namespaces = ["", SAMLNames.protocolNamespace, SAMLNames.assertionNamespace, "urn:example:other"]
    private let locals = ["A", "B", "a", "Émile", "x-1", "_", "lang", "Id9"]
    private let texts = [
        "", "x", " ", "a b", "<&>\"'", "\t\n\r", "é", "🔑", "]]>", "\u{FFFD}", "\u{7F}\u{85}\u{2028}", "&amp;",
        "  two  ", "\u{EFBF}",
    ]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func element(depth: Int = 4) -> Element {
        var attributes: [Element.Attribute] = []
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let namespace = random.chance(6) ? Namespace.xml : namespaces.randomElement(using: &random) ?? ""
            let name = QName(
                namespace, namespace == Namespace.xml ? "lang" : locals.randomElement(using: &random) ?? "a")
            if attributes.contains(where: { $0.name == name }) { continue }
            attributes.append(.init(name, namespace == Namespace.xml ? "fr" : text()))
        }
        let name = QName(namespaces.randomElement(using: &random) ?? "", locals.randomElement(using: &random) ?? "A")
        if depth == 0 || random.chance(3) {
            return Element(name, attributes, text: text())
        }
        let children = (0..<Int.random(in: 0...4, using: &random)).map { _ in element(depth: depth - 1) }
        return Element(name, attributes, children)
    }

    private mutating func text() -> String {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in texts.randomElement(using: &random) ?? "" }.joined()
    }
}

/// Writes an element as other programs may: declarations early, late or twice, attributes in any order, either quote,
/// white space in tags, empty-element tags, character references. Its canonical form is `CanonicalWriter`'s.
struct UntidyWriter {
    var random: SeededGenerator
    private let prefixes = [
        SAMLNames.protocolNamespace: "samlp", SAMLNames.assertionNamespace: "saml", "urn:example:other": "x",
        Namespace.signature: "ds",
    ]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func text(_ element: Element, declared: Set<String> = []) -> String {
        var declared = declared
        let used = Set([element.name.namespace] + element.attributes.map(\.name.namespace))
        var parts: [String] = []
        for (namespace, prefix) in prefixes {
            let isNeeded = used.contains(namespace) && !declared.contains(namespace)
            if isNeeded || random.chance(8) {
                parts.append("xmlns:\(prefix)=\(quoted(namespace))")
                declared.insert(namespace)
            }
        }
        for attribute in element.attributes { parts.append("\(name(attribute.name))=\(quoted(attribute.value))") }
        parts.shuffle(using: &random)
        let tag = name(element.name)
        let attributes = parts.map { (random.chance(5) ? "\n  " : " ") + $0 }.joined()
        if element.children.isEmpty, random.chance(2) { return "<\(tag)\(attributes) />" }
        let content = element.children.map { child in
            switch child {
            case .element(let element): text(element, declared: declared)
            case .text(let text): escaped(text, quote: nil)
            }
        }
        return
            "<\(tag)\(attributes)\(random.chance(5) ? " " : "")>\(content.joined())</\(tag)\(random.chance(5) ? "\n" : "")>"
    }

    private func name(_ name: QName) -> String {
        if name.namespace == Namespace.xml { return "xml:" + name.local }
        return (prefixes[name.namespace].map { $0 + ":" } ?? "") + name.local
    }

    private mutating func quoted(_ value: String) -> String {
        // No references in namespace names: the gate refuses them.
        let quote: Character = random.chance(2) ? "'" : "\""
        return
            "\(quote)\(value.hasPrefix("urn:") || value.hasPrefix("http") ? value : escaped(value, quote: quote))\(quote)"
    }

    private mutating func escaped(_ text: String, quote: Character?) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"", "'": result += quote == Character(scalar) ? "&#\(scalar.value);" : String(scalar)
            case "\r": result += "&#xD;"
            case "\t", "\n": result += quote == nil ? String(scalar) : "&#\(scalar.value);"
            default: result += random.chance(4) ? "&#x\(String(scalar.value, radix: 16));" : String(scalar)
            }
        }
        return result
    }
}
