import XML

/// The person a service provider wants authenticated (SAML Core §3.4.1): another person's assertion must not answer it.
package enum RequestedSubject: Hashable, Sendable {
    /// Named in the clear.
    case nameID(NameID)
    /// Named by an EncryptedID or BaseID, which is not supported: to be answered by an error.
    case unreadable
    /// Nobody named: only confirmations, which the web browser profile forbids.
    case unnamed

    init(_ element: Element) throws(SAMLError) {
        try element.expect(Subject.name)
        var content = try Content(of: element)
        guard let first = content.next() else {
            self = .unnamed
            return
        }
        switch first.name {
        case NameID.name: self = .nameID(try NameID(first))
        case .saml("EncryptedID"), .saml("BaseID"): self = .unreadable
        case SubjectConfirmation.name: self = .unnamed
        default: throw .unexpectedElement(in: "Subject")
        }
    }
}
