/// The name of an element or attribute: a namespace URI (empty for none) and a local name. Prefixes are spelling, not
/// part of a name: only the writer knows them.
package struct QName: Hashable, Sendable, CustomStringConvertible {
    /// The namespace URI, or "" for no namespace.
    package let namespace: String
    /// The part after the prefix.
    package let local: String

    /// A name in a namespace; `""` for none.
    package init(_ namespace: String, _ local: String) {
        self.namespace = namespace
        self.local = local
    }

    /// `{namespace}local`, as James Clark writes it.
    package var description: String { namespace.isEmpty ? local : "{\(namespace)}\(local)" }
}

/// The namespaces and transforms that XML, XML Signature and XML Encryption themselves need.
enum Namespace {
    static let xml = "http://www.w3.org/XML/1998/namespace"
    static let xmlns = "http://www.w3.org/2000/xmlns/"
    static let signature = "http://www.w3.org/2000/09/xmldsig#"
    static let encryption = "http://www.w3.org/2001/04/xmlenc#"
    static let encryption11 = "http://www.w3.org/2009/xmlenc11#"
    /// What EncryptedData holds (XML Encryption §3.1).
    static let encryptedElement = "http://www.w3.org/2001/04/xmlenc#Element"
    static let exclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let exclusiveC14NWithComments = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"
    static let inclusiveC14N11 = "http://www.w3.org/2006/12/xml-c14n11"
    static let envelopedSignature = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
}
