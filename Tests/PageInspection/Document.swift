/// A page as a reader of HTML sees it, strict where browsers forgive: every element closed in its place, every
/// attribute quoted and named once.
struct Document {
    struct Element {
        let name: String
        let attributes: [(name: String, value: String)]
        let parents: [String]

        func attribute(_ name: String) -> String? {
            attributes.first { $0.name == name }?.value
        }
    }

    struct TextRun {
        let text: String
        let parents: [String]
        let language: String?
    }

    private(set) var elements: [Element] = []
    private(set) var texts: [TextRun] = []
    private(set) var faults: [String] = []

    private static let void: Set = ["meta", "link", "input", "br", "hr", "img", "wbr"]

    init(_ html: String) {
        var open: [(name: String, language: String?)] = []
        var rest = html[...]
        if rest.hasPrefix("<!doctype html>\n") {
            rest = rest.dropFirst(16)
        } else {
            faults.append("no doctype")
        }
        while let character = rest.first {
            guard character == "<" else {
                let end = rest.firstIndex(of: "<") ?? rest.endIndex
                let text = Document.unescaped(rest[..<end])
                texts.append(TextRun(text: text, parents: open.map(\.name), language: open.compactMap(\.language).last))
                rest = rest[end...]
                continue
            }
            guard let close = Document.endOfTag(rest) else {
                faults.append("a tag without its end: \(rest.prefix(40))")
                return
            }
            var tag = rest[rest.index(after: rest.startIndex)..<close]
            rest = rest[rest.index(after: close)...]
            if tag.first == "/" {
                let name = String(tag.dropFirst())
                if open.popLast()?.name != name { faults.append("</\(name)> closes another element") }
                continue
            }
            let isSelfClosing = tag.last == "/"
            if isSelfClosing { tag = tag.dropLast() }
            let element = element(tag, parents: open.map(\.name))
            elements.append(element)
            if !isSelfClosing, !Document.void.contains(element.name) {
                open.append((element.name, element.attribute("lang")))
            }
        }
        if !open.isEmpty { faults.append("left open: \(open.map(\.name))") }
    }

    private mutating func element(_ tag: Substring, parents: [String]) -> Element {
        let nameEnd = tag.firstIndex { $0 == " " } ?? tag.endIndex
        let name = String(tag[..<nameEnd])
        var attributes: [(name: String, value: String)] = []
        var rest = tag[nameEnd...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\n" }
            guard !rest.isEmpty else { break }
            let end = rest.firstIndex { $0 == "=" || $0 == " " } ?? rest.endIndex
            let attribute = String(rest[..<end])
            var value = ""
            rest = rest[end...]
            if rest.first == "=" {
                rest = rest.dropFirst()
                guard rest.first == "\"", let quote = rest.dropFirst().firstIndex(of: "\"") else {
                    faults.append("<\(name) \(attribute)= without quotes")
                    break
                }
                value = Document.unescaped(rest.dropFirst()[..<quote])
                rest = rest[rest.index(after: quote)...]
            }
            if attributes.contains(where: { $0.name == attribute }) {
                faults.append("<\(name)> has \(attribute) twice")
            }
            attributes.append((attribute, value))
        }
        return Element(name: name, attributes: attributes, parents: parents)
    }

    /// The `>` that ends the tag at the start of `text`, past any within quotes.
    private static func endOfTag(_ text: Substring) -> Substring.Index? {
        var isQuoted = false
        for index in text.indices {
            switch text[index] {
            case "\"": isQuoted.toggle()
            case ">" where !isQuoted: return index
            default: break
            }
        }
        return nil
    }

    private static func unescaped(_ text: some StringProtocol) -> String {
        var result = String(text)
        for (reference, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
        ] {
            var parts: [Substring] = []
            var rest = result[...]
            while let range = rest.firstRange(of: reference) {
                parts.append(rest[..<range.lowerBound])
                parts.append(character[...])
                rest = rest[range.upperBound...]
            }
            parts.append(rest)
            result = parts.joined()
        }
        return result
    }
}
