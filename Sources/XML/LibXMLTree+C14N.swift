import CXMLSec

/// The canonicalisation that a signature names, and what it is told.
struct Canonicalisation: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        /// Exclusive XML Canonicalization, the one that SAML recommends (Core §5.4.3).
        case exclusive
        /// Canonical XML 1.1, without comments.
        case inclusive11
    }

    var form = Form.exclusive
    /// The `#WithComments` form.
    var withComments = false
    /// InclusiveNamespaces PrefixList: prefixes handled as in inclusive canonicalisation.
    var inclusivePrefixes: [String] = []
}

extension LibXMLTree {
    /// The canonical form of the element at `path`, without its child element numbered `omitted`.
    ///
    /// Failure and an empty result throw: taken for an empty text, they have let forged messages pass elsewhere.
    func canonical(_ path: [Int], omitting omitted: Int? = nil, _ method: Canonicalisation) throws(XMLError) -> [UInt8]
    {
        LibXML.prepare()
        guard let apex = unsafe node(at: path) else { throw .signatureShape("no such element") }
        let hidden: UnsafeMutablePointer<xmlNode>?
        if let omitted {
            guard let node = unsafe node(at: path + [omitted]) else { throw .signatureShape("no such element") }
            unsafe hidden = unsafe node
        } else {
            unsafe hidden = nil
        }
        for prefix in method.inclusivePrefixes {
            guard unsafe xmlSearchNs(pointer, apex, prefix == "#default" ? nil : prefix) != nil else {
                throw .signatureShape("an inclusive prefix that is not in scope")
            }
        }
        guard let output = unsafe xmlAllocOutputBuffer(nil) else { throw .signatureShape("no memory") }
        defer { unsafe xmlOutputBufferClose(output) }
        let mode = method.form == .exclusive ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_1
        var subset = unsafe Subset(apex: apex, hidden: hidden)
        let status = unsafe LibXMLTree.withCStrings(method.inclusivePrefixes) { prefixes in
            unsafe withUnsafeMutablePointer(to: &subset) { subset in
                unsafe xmlC14NExecute(
                    pointer, Subset.holds, subset, Int32(mode.rawValue), prefixes, method.withComments ? 1 : 0, output)
            }
        }
        let count = unsafe xmlOutputBufferGetSize(output)
        guard status >= 0, count > 0, let content = unsafe xmlOutputBufferGetContent(output) else {
            throw .signatureShape("canonicalisation failed")
        }
        return unsafe [UInt8](UnsafeBufferPointer(start: content, count: Int(count)))
    }

    /// The nodes that are canonicalised: those of one element, without those of one of its children.
    @safe private struct Subset {
        let apex: UnsafeMutablePointer<xmlNode>
        let hidden: UnsafeMutablePointer<xmlNode>?

        /// libxml2 asks for each node. A namespace node or an attribute belongs where its element does; a namespace
        /// node has no parent field at all.
        static let holds: xmlC14NIsVisibleCallback = { context, node, parent in
            guard let subset = unsafe context?.assumingMemoryBound(to: Subset.self).pointee, let node = unsafe node
            else {
                return 0
            }
            let type = unsafe node.pointee.type
            var current =
                type == XML_NAMESPACE_DECL || type == XML_ATTRIBUTE_NODE ? unsafe parent : unsafe Optional(node)
            while let ancestor = unsafe current {
                if unsafe ancestor == subset.hidden { return 0 }
                if unsafe ancestor == subset.apex { return 1 }
                unsafe current = unsafe ancestor.pointee.parent
            }
            return 0
        }
    }

    /// A null-terminated array of C strings, or nil for none.
    private static func withCStrings<R>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<xmlChar>?>?) -> R
    ) -> R {
        if strings.isEmpty { return body(nil) }
        // All in one array of bytes, so that nothing has to be freed.
        var starts: [Int] = []
        var bytes: [xmlChar] = []
        for string in strings {
            starts.append(bytes.count)
            bytes += Array(string.utf8) + [0]
        }
        return unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            var pointers = unsafe starts.map { start in unsafe buffer.baseAddress.map { unsafe $0 + start } }
            unsafe pointers.append(nil)
            return unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
        }
    }
}
