package import XML

extension Element {
    /// An element to write: attributes and children that are nil do not appear.
    init(_ name: QName, having attributes: [(String, String?)], _ children: [Element?] = []) {
        var nodes: [Node] = []
        nodes.reserveCapacity(children.count)
        for case let child? in children { nodes.append(.element(child)) }
        self.init(name, Element.written(attributes), children: nodes)
    }

    /// An element with text to write; attributes that are nil do not appear.
    init(_ name: QName, having attributes: [(String, String?)], text: String) {
        self.init(name, Element.written(attributes), text: text)
    }

    private static func written(_ attributes: [(String, String?)]) -> [Attribute] {
        var written: [Attribute] = []
        written.reserveCapacity(attributes.count)
        for case (let name, let value?) in attributes { written.append(Attribute(name, value)) }
        return written
    }

    /// The canonical bytes of this element, under the prefixes of `Namespace`.
    package func bytes() throws(SAMLError) -> [UInt8] { try written().bytes }

    /// The same, to be put into another element.
    ///
    /// - Parameter last: becomes the last child, as it was written.
    package func written(holding last: WrittenElement? = nil) throws(SAMLError) -> WrittenElement {
        do {
            return try CanonicalWriter.written(self, holding: last, prefixes: Namespace.prefixes)
        } catch { throw .xml(error) }
    }
}
