/// An element as a value: what a received document said, and what is written.
///
/// It has no prefixes, comments, or white space between child elements: what is left is what was meant. It says nothing of trust: an element from `Document.root` is not verified, one from `Document.verified` is.
package struct Element: Hashable, Sendable {
    /// A child: an element or a run of text. Two texts never follow each other in an element that was read.
    package enum Node: Hashable, Sendable {
        case element(Element)
        case text(String)
    }

    /// An attribute; namespace declarations are not attributes here.
    package struct Attribute: Hashable, Sendable {
        /// Most attributes have no namespace, whatever their element's is.
        package let name: QName
        /// The value without escapes.
        package let value: String

        /// An attribute of that name and value.
        package init(_ name: QName, _ value: String) {
            self.name = name
            self.value = value
        }

        /// An attribute in no namespace, as nearly all are.
        package init(_ name: String, _ value: String) {
            self.init(QName("", name), value)
        }
    }

    /// The element's name.
    package var name: QName
    /// In the order of the document; the writer sorts them.
    package var attributes: [Attribute]
    /// In the order of the document.
    package var children: [Node]

    /// An element with any content.
    package init(_ name: QName, _ attributes: [Attribute] = [], children: [Node] = []) {
        self.name = name
        self.attributes = attributes
        self.children = children
    }

    /// An element that holds elements only.
    package init(_ name: QName, _ attributes: [Attribute] = [], _ elements: [Element]) {
        self.init(name, attributes, children: elements.map(Node.element))
    }

    /// An element that holds text only.
    package init(_ name: QName, _ attributes: [Attribute] = [], text: String) {
        self.init(name, attributes, children: text.isEmpty ? [] : [.text(text)])
    }
}

extension Element {
    /// The child elements in order.
    package var elements: [Element] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The first child element of that name.
    package func first(_ name: QName) -> Element? {
        for case .element(let element) in children where element.name == name { return element }
        return nil
    }

    /// All child elements of that name, in order.
    package func all(_ name: QName) -> [Element] {
        elements.filter { $0.name == name }
    }

    /// The value of the attribute of that name in no namespace. `samlp:ID` is not `ID`: an attribute with a prefix is
    /// another attribute, and never answers here.
    package func attribute(_ local: String) -> String? {
        attribute(QName("", local))
    }

    /// The value of the attribute of that name.
    package func attribute(_ name: QName) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// All of the element's text. A child element is an error: a reader that took only what stands before it would read
    /// another value than was signed.
    package func text() throws(XMLError) -> String {
        var text = ""
        for child in children {
            guard case .text(let part) = child else { throw .elementInText(name) }
            text += part
        }
        return text
    }
}
