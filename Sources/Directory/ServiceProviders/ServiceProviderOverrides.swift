/// What the operator decided for a service provider, over what its metadata says: a member that is nil decides
/// nothing. Kept as JSON, apart from the settings, so that new metadata never undoes a decision.
package struct ServiceProviderOverrides: Codable, Hashable, Sendable {
    /// A bundle of choices that fits a family of service providers.
    package enum Preset: String, Codable, Hashable, Sendable, CaseIterable {
        /// The address as NameID, attributes by short names, everything signed.
        case classic
        /// The Kantara deployment profile: transient NameID, attributes by URI names.
        case saml2int
    }

    /// What stands for the person in the assertion's Subject.
    package enum NameIDForm: String, Codable, Hashable, Sendable, CaseIterable {
        /// The person's address.
        case emailAddress
        /// An opaque identity, the same each time, different at each service provider.
        case persistent
        /// An opaque identity, different each time.
        case transient

        /// The URI of the format (SAML Core §8.3).
        package var uri: String {
            switch self {
            case .emailAddress: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
            case .persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
            case .transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
            }
        }

        /// The form with that URI.
        package init?(uri: String) {
            guard let form = Self.allCases.first(where: { $0.uri == uri }) else { return nil }
            self = form
        }
    }

    /// Whom an account at the service provider belongs to.
    package enum Identity: String, Codable, Hashable, Sendable, CaseIterable {
        /// The person: one NameID, the structure is an attribute.
        case person
        /// The person acting for a structure: NameID and SessionIndex differ per structure.
        case personAndStructure
    }

    /// Instead of the preset that the metadata suggests.
    package var preset: Preset?
    /// Instead of the form of the preset.
    package var nameIDForm: NameIDForm?
    /// Whether the Response is signed.
    package var signResponse: Bool?
    /// Whether the Assertion is signed.
    package var signAssertion: Bool?
    /// The XML Signature algorithm's URI, of those that our key can make.
    package var signatureAlgorithm: String?
    /// Refuse unsigned requests, whatever the metadata says.
    package var requireSignedRequests: Bool?
    /// The service provider's session in seconds, shorter than ours.
    package var sessionLifetime: Int?
    /// Whom an account belongs to; *person* unless decided.
    package var identity: Identity?
    /// Instead of the preset's attributes; an empty list releases none.
    package var attributes: [AttributeRule]?
    /// The RelayState sent when the portal opens the application.
    package var defaultRelayState: String?

    /// No decision.
    package init() {}
}

/// One attribute sent to a service provider: under which name, and what it holds.
package struct AttributeRule: Codable, Hashable, Sendable {
    /// What an attribute can hold.
    package enum Source: String, Codable, Hashable, Sendable, CaseIterable {
        /// The person's address.
        case mail
        /// Prénom.
        case givenName
        /// Nom.
        case familyName
        /// Prénom and nom.
        case displayName
        /// `fr` or `en`.
        case language
        /// The name of the structure acted for.
        case structureName
        /// Its SIRET; left out when unknown.
        case structureSIRET
        /// Its identifier here, which never changes.
        case structureID
        /// The value of each role held in the application for the structure.
        case roleValues
        /// The label of each such role with its group's (`BIP\utilisateurs`).
        case roleLabels
    }

    /// The attribute's Name.
    package var name: String
    /// Its NameFormat URI; nil for the preset's.
    package var nameFormat: String?
    /// Its FriendlyName, if it should have one.
    package var friendlyName: String?
    /// What it holds.
    package var source: Source

    /// An attribute of that name and content.
    package init(_ name: String, _ source: Source, nameFormat: String? = nil, friendlyName: String? = nil) {
        self.name = name
        self.nameFormat = nameFormat
        self.friendlyName = friendlyName
        self.source = source
    }
}
