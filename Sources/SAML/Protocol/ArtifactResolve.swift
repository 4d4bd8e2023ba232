import Calendar
package import FoundationEssentials
package import XML

/// Asks for the message that an artifact stands for (SAML Core §3.5.1).
package struct ArtifactResolve: Hashable, Sendable {
    static let name = QName.samlp("ArtifactResolve")
    /// What an ArtifactResolutionService takes.
    package static let elementName = name

    /// Names the question.
    package let id: MessageID
    /// When it was asked, by the asker's clock.
    package let issueInstant: Date
    /// The endpoint it was sent to.
    package let destination: String?
    /// Who asks.
    package let issuer: Issuer
    /// What stands for the message; nil for a text that is no artifact of ours to know.
    package let artifact: Artifact?

    /// A question to write.
    package init(id: MessageID, issueInstant: Date, destination: String, issuer: Issuer, artifact: Artifact) {
        self.id = id
        self.issueInstant = issueInstant
        self.destination = destination
        self.issuer = issuer
        self.artifact = artifact
    }

    /// Reads samlp:ArtifactResolve; Extensions are passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("ID", "Version", "IssueInstant", "Destination", "Consent")
        let header = try MessageHeader(element)
        guard let issuer = header.issuer else { throw .missing("Issuer", in: "ArtifactResolve") }
        id = header.id
        issueInstant = header.issueInstant
        destination = header.destination
        self.issuer = issuer
        var content = try Content(of: element)
        _ = content.optional(Issuer.name)
        _ = content.optional(.ds("Signature"))
        _ = content.optional(.samlp("Extensions"))
        artifact = try content.required(.samlp("Artifact")) { (artifact) throws(SAMLError) in
            Artifact(rawValue: try artifact.plainText().trimmingXMLSpace())
        }
        try content.end()
    }

    /// samlp:ArtifactResolve, not signed.
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("ID", id.rawValue), ("Version", "2.0"), ("IssueInstant", DateTime.string(issueInstant)),
                ("Destination", destination),
            ], [issuer.element, artifact.map { Element(.samlp("Artifact"), text: $0.rawValue) }])
    }
}
