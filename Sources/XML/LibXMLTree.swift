import CXMLSec

/// The wall to libxml2: one parsed document, freed with this value.
///
/// Elements inside it are named by paths: `[]` is the root, `[1]` its second child element, `[1, 0]` the first child
/// element of that.
@safe struct LibXMLTree: ~Copyable {
    private let document: UnsafeMutablePointer<xmlDoc>

    /// Parses bytes that `ByteScan` let pass. Errors, and anything that libxml2 reports as an error and goes on, throw.
    init(parsing bytes: [UInt8]) throws(XMLError) {
        LibXML.prepare()
        guard let context = unsafe xmlNewParserCtxt() else { throw .notWellFormed("no memory") }
        defer { unsafe xmlFreeParserCtxt(context) }
        // Per context, so that nothing is printed and nothing is shared between threads.
        unsafe context.pointee.sax.pointee.serror = { context, error in
            guard let error = unsafe error, unsafe error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue,
                let context = unsafe context?.assumingMemoryBound(to: xmlParserCtxt.self)
            else { return }
            // Any value will do: it says that there was an error, which libxml2's own flags do for most of them.
            unsafe context.pointee._private = UnsafeMutableRawPointer(context)
        }
        let parsed = unsafe bytes.withUnsafeBytes { buffer in
            unsafe xmlCtxtReadMemory(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, "UTF-8",
                Int32(XML_PARSE_NONET.rawValue))
        }
        guard let parsed = unsafe parsed else { throw unsafe LibXMLTree.error(of: context) }
        guard unsafe context.pointee.wellFormed == 1, unsafe context.pointee.nsWellFormed == 1,
            unsafe context.pointee._private == nil
        else {
            unsafe xmlFreeDoc(parsed)
            throw unsafe LibXMLTree.error(of: context)
        }
        guard unsafe parsed.pointee.intSubset == nil, unsafe parsed.pointee.extSubset == nil else {
            unsafe xmlFreeDoc(parsed)
            throw .notPlain("a DTD")
        }
        unsafe document = unsafe parsed
    }

    deinit {
        unsafe xmlFreeDoc(document)
    }

    /// Number and line, no text: libxml2's messages quote the document.
    private static func error(of context: UnsafeMutablePointer<xmlParserCtxt>) -> XMLError {
        let error = unsafe context.pointee.lastError
        return .notWellFormed("libxml2 error \(unsafe error.code), line \(unsafe error.line)")
    }

    // MARK: Reading

    /// The element at a path as a value, without the child element numbered `omitted`.
    func element(at path: [Int] = [], omitting omitted: Int? = nil) throws(XMLError) -> Element {
        guard let node = unsafe node(at: path) else { throw .notPlain("no such element") }
        return try unsafe LibXMLTree.element(node, omitting: omitted)
    }

    /// The recursion is as deep as the document, which the byte scan has bounded.
    private static func element(_ node: UnsafeMutablePointer<xmlNode>, omitting omitted: Int? = nil) throws(XMLError)
        -> Element
    {
        var element = Element(unsafe name(node.pointee.name, node.pointee.ns))
        var attribute = unsafe node.pointee.properties
        while let current = unsafe attribute {
            let value = try unsafe text(of: current)
            element.attributes.append(.init(unsafe name(current.pointee.name, current.pointee.ns), value))
            unsafe attribute = unsafe current.pointee.next
        }
        var text = ""
        var hasComment = false
        var elementIndex = 0
        var child = unsafe node.pointee.children
        while let current = unsafe child {
            switch unsafe current.pointee.type {
            case XML_ELEMENT_NODE:
                if elementIndex != omitted { element.children.append(.element(try unsafe Self.element(current))) }
                elementIndex += 1
            case XML_TEXT_NODE: text += unsafe string(current.pointee.content)
            case XML_COMMENT_NODE: hasComment = true
            default: throw .notPlain("a node that is neither element nor text")
            }
            unsafe child = unsafe current.pointee.next
        }
        if elementIndex == 0, !text.isEmpty, !hasComment {
            element.children = [.text(text)]
        } else if !text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) {
            throw .notPlain(hasComment ? "a comment inside text" : "text between elements")
        }
        return element
    }

    private static func text(of attribute: UnsafeMutablePointer<xmlAttr>) throws(XMLError) -> String {
        var value = ""
        var child = unsafe attribute.pointee.children
        while let current = unsafe child {
            guard unsafe current.pointee.type == XML_TEXT_NODE else { throw .notPlain("an entity in an attribute") }
            value += unsafe string(current.pointee.content)
            unsafe child = unsafe current.pointee.next
        }
        return value
    }

    private static func name(_ local: UnsafePointer<xmlChar>?, _ namespace: UnsafeMutablePointer<xmlNs>?) -> QName {
        QName(unsafe string(namespace?.pointee.href), unsafe string(local))
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
        unsafe text.map { unsafe String(cString: $0) } ?? ""
    }

    // MARK: For the walls

    /// Borrowed: valid while the tree is.
    func node(at path: [Int]) -> UnsafeMutablePointer<xmlNode>? {
        var node = unsafe xmlDocGetRootElement(document)
        for index in path {
            var child = unsafe node.flatMap { unsafe xmlFirstElementChild($0) }
            for _ in 0..<index { unsafe child = unsafe child.flatMap { unsafe xmlNextElementSibling($0) } }
            unsafe node = unsafe child
        }
        return unsafe node
    }

    /// Borrowed: valid while the tree is.
    var pointer: UnsafeMutablePointer<xmlDoc> { unsafe document }
}

/// What is set once for the process.
enum LibXML {
    /// To be called before anything else of libxml2, on every thread: silence is a setting of the thread.
    static func prepare() {
        _ = isReady
        unsafe xmlSetStructuredErrorFunc(nil) { _, _ in }
    }

    private static let isReady: Bool = {
        xmlInitParser()
        // Debian's libxml2 can read files and URLs; nothing that was received may make it do so.
        unsafe xmlSetExternalEntityLoader { _, _, _ in nil }
        return true
    }()
}
