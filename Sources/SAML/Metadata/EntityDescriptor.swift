import Calendar
package import FoundationEssentials
package import XML

/// What an entity publishes of itself (SAML Metadata §2.3.2).
///
/// Unlike messages, metadata is read by name and not by order, and what is not known is passed over: the documents in
/// use deviate, and an operator confirms what was understood, or a signature vouches for it.
package struct EntityDescriptor: Hashable, Sendable {
    static let name = QName.md("EntityDescriptor")

    /// Names the entity for good; at most 1,024 characters (SAML Core §8.3.6).
    package let entityID: String
    /// Names the document, for its signature.
    package let id: MessageID?
    /// The moment from which the document may no longer be used.
    package let validUntil: Date?
    /// After how many seconds it is to be fetched anew.
    package let cacheDuration: Int?
    /// Categories and the like: attributes said of the entity itself.
    package let entityAttributes: [Attribute]
    /// Its role as service provider for SAML 2.0.
    package let spSSODescriptor: SPSSODescriptor?
    /// Its role as identity provider for SAML 2.0.
    package let idpSSODescriptor: IDPSSODescriptor?
    /// Which algorithms it takes, where a role says nothing.
    package let algorithms: AlgorithmSupport
    /// Who runs it.
    package let organization: Organization?
    /// Whom to ask.
    package let contactPersons: [ContactPerson]

    /// A description to write; `id` is needed when it is to be signed.
    package init(
        entityID: String, id: MessageID?, validUntil: Date? = nil, cacheDuration: Int? = nil,
        spSSODescriptor: SPSSODescriptor? = nil, idpSSODescriptor: IDPSSODescriptor? = nil,
        organization: Organization? = nil, contactPersons: [ContactPerson] = []
    ) throws(SAMLError) {
        self.entityID = try Bound.uri(entityID, "entityID", in: "EntityDescriptor")
        self.id = id
        self.validUntil = validUntil
        self.cacheDuration = cacheDuration
        entityAttributes = []
        self.spSSODescriptor = spSSODescriptor
        self.idpSSODescriptor = idpSSODescriptor
        algorithms = AlgorithmSupport(digestMethods: [], signingMethods: [])
        self.organization = organization
        self.contactPersons = contactPersons
    }

    /// Reads md:EntityDescriptor.
    package init(_ element: Element, _ policy: EndpointPolicy) throws(SAMLError) {
        try element.expect(Self.name)
        entityID = try element.requiredURI("entityID")
        id = try element.messageID("ID")
        validUntil = try element.dateTime("validUntil")
        cacheDuration = try element.duration("cacheDuration")
        let extensions = element.first(.md("Extensions"))
        entityAttributes = Self.entityAttributes(extensions)
        algorithms = AlgorithmSupport(extensions: extensions)
        spSSODescriptor = try element.all(SPSSODescriptor.name).first(where: RoleDescriptor.supportsSAML2)
            .map { (role) throws(SAMLError) in try SPSSODescriptor(role, policy) }
        idpSSODescriptor = try element.all(IDPSSODescriptor.name).first(where: RoleDescriptor.supportsSAML2)
            .map { (role) throws(SAMLError) in try IDPSSODescriptor(role, policy) }
        organization = try element.first(Organization.name)
            .map { (element) throws(SAMLError) in try Organization(element) }
        var contacts: [ContactPerson] = []
        for contact in element.all(ContactPerson.name) { contacts.append(try ContactPerson(contact)) }
        contactPersons = contacts
    }

    /// An attribute whose values are not simple strings is passed over: it is none that we act on.
    private static func entityAttributes(_ extensions: Element?) -> [Attribute] {
        (extensions?.all(.mdattr("EntityAttributes")) ?? []).flatMap { $0.all(Attribute.name) }
            .compactMap { try? Attribute($0) }
    }

    /// Which algorithms the service provider takes: its role's word, else the entity's.
    package var serviceProviderAlgorithms: AlgorithmSupport? {
        spSSODescriptor.map { $0.role.algorithms.orElse(algorithms) }
    }

    /// The entity's name for people, in this language if there is one.
    package func displayName(in language: String) -> String? {
        let role = spSSODescriptor?.role ?? idpSSODescriptor?.role
        return role?.uiInfo?.displayNames.text(in: language)
            ?? spSSODescriptor?.attributeConsumingService(nil)?.serviceNames.text(in: language)
            ?? organization?.displayNames.text(in: language)
    }

    /// The bytes of md:EntityDescriptor, signed as a whole; it needs an ID.
    package func signed(by signer: XMLSigner) throws(SAMLError) -> [UInt8] {
        do { return try signer.sign(element, after: nil).bytes } catch { throw .xml(error) }
    }

    /// md:EntityDescriptor, not signed; EntityAttributes are only read.
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("ID", id?.rawValue), ("cacheDuration", cacheDuration.map(Duration.string)), ("entityID", entityID),
                ("validUntil", validUntil.map(DateTime.string)),
            ],
            [idpSSODescriptor?.element, spSSODescriptor?.element, organization?.element]
                + contactPersons.map(\.element))
    }
}

extension Element {
    func duration(_ attribute: String) throws(SAMLError) -> Int? {
        guard let text = self.attribute(attribute) else { return nil }
        guard let seconds = Duration.parse(text) else { throw .invalidValue(attribute, in: name.local) }
        return seconds
    }
}
