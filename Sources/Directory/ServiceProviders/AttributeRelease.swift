package import Markup

/// What a service provider learns of a person: one pure function, for the assertion, for its preview, and for "what
/// this application knows of you" (Invariant 1: only its application's roles, only for the structure acted for).
package enum AttributeRelease {
    /// The person, as asserted.
    package struct Person: Hashable, Sendable {
        /// Lower case.
        package var email: String
        /// Prénom.
        package var givenName: String
        /// Nom.
        package var familyName: String
        /// Preferred language.
        package var language: Language
        /// The identifier that is the same at every service provider, with its scope; nil when none is wanted.
        package var subjectID: String?
        /// The identifier of the person at this service provider, with its scope; nil when none is wanted.
        package var pairwiseID: String?

        /// A person of those names.
        package init(email: String, givenName: String, familyName: String, language: Language = .fr) {
            self.email = email
            self.givenName = givenName
            self.familyName = familyName
            self.language = language
        }
    }

    /// What is released of `person` acting for `structure`.
    ///
    /// - Parameters:
    ///   - roles: those that the person holds for `structure`; the ones of another application than the service
    ///     provider's are left out here too.
    ///   - index: the AttributeConsumingService that the request names, if any.
    package static func release(
        _ person: Person, actingFor structure: ActingStructure, roles: [Role], to serviceProvider: ServiceProvider,
        consumingService index: Int? = nil
    ) -> [ReleasedAttribute] {
        let own = roles.filter { $0.application == serviceProvider.application }
        let settings = serviceProvider.effective
        let wishes = settings.wishes(of: index)
        return settings.attributes.compactMap { rule in
            let format = rule.nameFormat ?? AttributeRule.nameFormat(for: settings.preset)
            var values = values(of: rule.source, person, structure, own)
            if let wishes, !rule.isIdentifier {
                guard let wish = wishes.first(where: { $0.asks(for: rule.name, format) }) else { return nil }
                if !wish.values.isEmpty { values = values.filter(wish.values.contains) }
            }
            guard !values.isEmpty else { return nil }
            return ReleasedAttribute(
                name: rule.name, nameFormat: format, friendlyName: rule.friendlyName, values: values,
                source: rule.source)
        }
    }

    /// The values of a source; a blank one is no value. Equal role values of several roles are sent once.
    private static func values(
        of source: AttributeRule.Source, _ person: Person, _ structure: ActingStructure, _ roles: [Role]
    ) -> [String] {
        let values: [String?] =
            switch source {
            case .mail: [person.email]
            case .givenName: [person.givenName]
            case .familyName: [person.familyName]
            case .displayName: ["\(person.givenName) \(person.familyName)"]
            case .language: [person.language.rawValue]
            case .structureName: [structure.name]
            case .structureSIRET: [structure.siret]
            case .structureID: ["\(structure.id)"]
            case .roleValues: roles.map(\.value)
            case .roleLabels: roles.map(\.path)
            case .subjectID: [person.subjectID]
            case .pairwiseID: [person.pairwiseID]
            }
        var distinct: [String] = []
        for case let value? in values where !value.isEmpty {
            // Compared as bytes: what differs for the service provider is never folded.
            if !distinct.contains(where: { $0.utf8.elementsEqual(value.utf8) }) { distinct.append(value) }
        }
        return distinct
    }
}

/// The structure that a person acts for.
package struct ActingStructure: Hashable, Sendable {
    package let id: ID<Structure>
    package let name: String
    /// Its SIRET, if known.
    package let siret: String?

    /// A structure by what is released of it.
    package init(id: ID<Structure>, name: String, siret: String?) {
        self.id = id
        self.name = name
        self.siret = siret
    }
}

/// An attribute as it is sent.
package struct ReleasedAttribute: Hashable, Sendable {
    package let name: String
    /// The URI of its NameFormat.
    package let nameFormat: String
    package let friendlyName: String?
    /// Its values, at least one.
    package let values: [String]
    /// Where they come from, for the preview.
    package let source: AttributeRule.Source
}

extension AttributeRule {
    /// NameFormat "basic" (SAML Core §8.2.3): short names.
    package static let basicNameFormat = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
    /// NameFormat "uri" (SAML Core §8.2.2).
    package static let uriNameFormat = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"

    /// NameFormat "unspecified" (SAML Core §8.2.1).
    package static let unspecifiedNameFormat = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"

    /// The name format of a preset's attributes.
    package static func nameFormat(for preset: ServiceProviderOverrides.Preset) -> String {
        switch preset {
        case .classic: basicNameFormat
        case .saml2int: uriNameFormat
        case .legacy: unspecifiedNameFormat
        }
    }

    /// The attributes of a preset. The URI names are those of LDAP (mail, givenName, sn, displayName); structure, siret
    /// and role have no standard one and are named in our own space, which stands for a name and answers nothing.
    package static func defaults(for preset: ServiceProviderOverrides.Preset) -> [AttributeRule] {
        switch preset {
        case .classic, .legacy:
            [
                AttributeRule("mail", .mail), AttributeRule("givenName", .givenName), AttributeRule("sn", .familyName),
                AttributeRule("displayName", .displayName), AttributeRule("structure", .structureName),
                AttributeRule("siret", .structureSIRET), AttributeRule("role", .roleValues),
            ]
        case .saml2int:
            [
                AttributeRule("urn:oid:0.9.2342.19200300.100.1.3", .mail, friendlyName: "mail"),
                AttributeRule("urn:oid:2.5.4.42", .givenName, friendlyName: "givenName"),
                AttributeRule("urn:oid:2.5.4.4", .familyName, friendlyName: "sn"),
                AttributeRule("urn:oid:2.16.840.1.113730.3.1.241", .displayName, friendlyName: "displayName"),
                AttributeRule("urn:convergences:attribute:structure", .structureName, friendlyName: "structure"),
                AttributeRule("urn:convergences:attribute:siret", .structureSIRET, friendlyName: "siret"),
                AttributeRule("urn:convergences:attribute:role", .roleValues, friendlyName: "role"),
            ]
        }
    }

    /// The attribute that carries an identifier, under the name that the norm gives it (SAML V2.0 Subject Identifier
    /// Attributes §3); nil for none.
    package static func identifier(_ identifier: ServiceProviderOverrides.SubjectIdentifier) -> AttributeRule? {
        switch identifier {
        case .none: nil
        case .subjectID:
            AttributeRule(
                "urn:oasis:names:tc:SAML:attribute:subject-id", .subjectID, nameFormat: uriNameFormat,
                friendlyName: "subject-id")
        case .pairwiseID:
            AttributeRule(
                "urn:oasis:names:tc:SAML:attribute:pairwise-id", .pairwiseID, nameFormat: uriNameFormat,
                friendlyName: "pairwise-id")
        }
    }

    /// Asked for by its own signal, not by RequestedAttribute.
    fileprivate var isIdentifier: Bool { source == .subjectID || source == .pairwiseID }
}

extension EffectiveSettings {
    /// What the metadata asks for, where that bounds what is sent; nil where it does not (SAML Metadata §2.4.4.1,
    /// IIP-IDP04). Metadata that asks for nothing bounds nothing.
    fileprivate func wishes(of index: Int?) -> [ServiceProviderSettings.RequestedAttribute]? {
        // An index that the metadata does not have is passed over: it is a hint (SAML Core §3.4.1).
        let named = index.flatMap { settings.attributeConsumingService($0) }
        guard release != .all || named != nil, let service = named ?? settings.attributeConsumingService(nil),
            !service.requestedAttributes.isEmpty
        else { return nil }
        return release == .required
            ? service.requestedAttributes.filter(\.isRequired) : service.requestedAttributes
    }
}

extension ServiceProviderSettings.RequestedAttribute {
    /// Whether it means an attribute of that name; a format that is not said, or *unspecified*, means any.
    fileprivate func asks(for name: String, _ format: String) -> Bool {
        let isAnyFormat = nameFormat == nil || nameFormat == AttributeRule.unspecifiedNameFormat
        return self.name == name && (isAnyFormat || nameFormat == format)
    }
}
