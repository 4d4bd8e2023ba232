extension HTML {
    /// Collects an interpolated literal in one growing buffer.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var bytes: [UInt8]

        /// Called by the compiler with the sizes of the literal.
        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes = []
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        /// The literal parts: markup.
        package mutating func appendLiteral(_ markup: String) {
            bytes.append(contentsOf: markup.utf8)
        }

        /// Text: escaped.
        package mutating func appendInterpolation(_ text: String) {
            Escaping.append(text, to: &bytes)
        }

        /// A part of a text: escaped.
        package mutating func appendInterpolation(_ text: Substring) {
            Escaping.append(String(text), to: &bytes)
        }

        /// A number in plain digits (for attributes and ids); `Numbers.grouped` writes it for people.
        package mutating func appendInterpolation(_ number: some FixedWidthInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// Nested markup: as it is.
        package mutating func appendInterpolation(_ html: HTML) {
            bytes.append(contentsOf: html.bytes)
        }

        /// Markup that may be missing.
        package mutating func appendInterpolation(_ html: HTML?) {
            if let html { appendInterpolation(html) }
        }

        /// Rows, options, list items: one after the other.
        package mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { appendInterpolation(piece) }
        }

        /// `\(markup, if: condition)`: the markup, or nothing. The markup is only built when it is shown.
        package mutating func appendInterpolation(_ html: @autoclosure () -> HTML, if condition: Bool) {
            if condition { appendInterpolation(html()) }
        }

        /// `<a\(attribute: "aria-current", page)>`: a space, the name and the escaped value; nothing when it is nil.
        package mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            appendName(of: name)
            bytes.append(contentsOf: "=\"".utf8)
            Escaping.append(value, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }

        /// `<input\(attribute: "checked", if: isChosen)>`: a space and the name, or nothing.
        package mutating func appendInterpolation(attribute name: StaticString, if condition: Bool) {
            if condition { appendName(of: name) }
        }

        private mutating func appendName(of name: StaticString) {
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: name.description.utf8)
        }
    }
}
