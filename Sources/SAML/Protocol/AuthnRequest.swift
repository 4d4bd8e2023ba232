import Calendar
package import FoundationEssentials
package import XML

/// A service provider asks that a person be authenticated (SAML Core §3.4.1).
package struct AuthnRequest: Hashable, Sendable {
    static let name = QName.samlp("AuthnRequest")
    /// What a sign-on endpoint takes.
    package static let elementName = name

    /// Names the request; the answer's InResponseTo.
    package let id: MessageID
    /// When it was made, by the service provider's clock.
    package let issueInstant: Date
    /// The endpoint it was sent to.
    package let destination: String?
    /// The service provider.
    package let issuer: Issuer
    /// The person must prove anew who they are.
    package let forceAuthn: Bool
    /// Nothing may be shown: answer at once, or NoPassive.
    package let isPassive: Bool
    /// Where the answer goes.
    package let consumer: RequestedConsumer
    /// Which attributes are wanted, by the index in the service provider's metadata.
    package let attributeConsumingServiceIndex: Int?
    /// What kind of name is wanted.
    package let nameIDPolicy: NameIDPolicy?
    /// How the person is to be authenticated.
    package let requestedAuthnContext: RequestedAuthnContext?
    /// Whom the request may be passed on to; kept, decided elsewhere.
    package let scoping: Scoping?
    /// The person who must be authenticated, when the service provider names one (IIP-SSO07).
    package let subject: RequestedSubject?
    /// The service provider's name for people; not proved by anything, so never shown without care.
    package let providerName: String?

    /// Reads samlp:AuthnRequest.
    ///
    /// samlp:Extensions, saml:Conditions and attributes of foreign namespaces are passed over uninterpreted (IIP-EXT01);
    /// anything else outside the schema is refused.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes(
            "ID", "Version", "IssueInstant", "Destination", "Consent", "ForceAuthn", "IsPassive",
            "AssertionConsumerServiceIndex", "AssertionConsumerServiceURL", "ProtocolBinding",
            "AttributeConsumingServiceIndex", "ProviderName")
        let header = try MessageHeader(element)
        guard let issuer = header.issuer else { throw .missing("Issuer", in: "AuthnRequest") }
        id = header.id
        issueInstant = header.issueInstant
        destination = header.destination
        self.issuer = issuer
        forceAuthn = try element.boolean("ForceAuthn") ?? false
        isPassive = try element.boolean("IsPassive") ?? false
        consumer = try RequestedConsumer(element)
        attributeConsumingServiceIndex = try element.unsignedShort("AttributeConsumingServiceIndex")
        providerName = element.attribute("ProviderName")

        var content = try Content(of: element)
        _ = content.optional(Issuer.name)
        _ = content.optional(.ds("Signature"))
        _ = content.optional(.samlp("Extensions"))
        subject = try content.optional(Subject.name, RequestedSubject.init)
        nameIDPolicy = try content.optional(NameIDPolicy.name, NameIDPolicy.init)
        _ = content.optional(Conditions.name)
        requestedAuthnContext = try content.optional(RequestedAuthnContext.name, RequestedAuthnContext.init)
        scoping = try content.optional(Scoping.name, Scoping.init)
        try content.end()
    }

    /// A request to write, as a service provider that wants its answer at `consumer`.
    package init(
        id: MessageID, issueInstant: Date, destination: String, issuer: Issuer, consumer: RequestedConsumer,
        forceAuthn: Bool = false, isPassive: Bool = false, nameIDPolicy: NameIDPolicy? = nil,
        requestedAuthnContext: RequestedAuthnContext? = nil, providerName: String? = nil
    ) {
        self.id = id
        self.issueInstant = issueInstant
        self.destination = destination
        self.issuer = issuer
        self.consumer = consumer
        self.forceAuthn = forceAuthn
        self.isPassive = isPassive
        self.nameIDPolicy = nameIDPolicy
        self.requestedAuthnContext = requestedAuthnContext
        self.providerName = providerName
        attributeConsumingServiceIndex = nil
        scoping = nil
        subject = nil
    }

    /// samlp:AuthnRequest, not signed. Scoping and Subject are only read.
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("ID", id.rawValue), ("Version", "2.0"), ("IssueInstant", DateTime.string(issueInstant)),
                ("Destination", destination), ("ForceAuthn", forceAuthn ? "true" : nil),
                ("IsPassive", isPassive ? "true" : nil),
                ("AttributeConsumingServiceIndex", attributeConsumingServiceIndex.map(String.init)),
                ("ProviderName", providerName),
            ] + consumer.attributes,
            [issuer.element, nameIDPolicy?.element, requestedAuthnContext?.element])
    }
}
