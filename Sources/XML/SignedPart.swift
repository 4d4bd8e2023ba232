/// Which element of a document has to be the signed one. It is found by its place, never by its ID.
package enum SignedPart: Hashable, Sendable {
    /// The root, with the only signature and the only `ID` attribute of the document: a request, a logout message.
    case root
    /// The root, among other elements that have IDs and perhaps signatures: a Response with its Assertion.
    case rootAmongOthers
    /// The root's one child element of that name: a signed Assertion in a Response.
    case child(QName)
    /// The only child element of the root's one child of that name, with the only signature and the only `ID` attribute of
    /// the document: a message in the Body of a SOAP envelope.
    case content(of: QName)
    /// The root of a metadata document: its signature is the first child (SAML Metadata §3), other IDs are allowed.
    case metadataRoot
}
