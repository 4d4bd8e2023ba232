/// What the operator decided for a service provider, over what its metadata says: a member that is nil decides
/// nothing. Kept as JSON, apart from the settings, so that new metadata never undoes a decision.
package struct ServiceProviderOverrides: Codable, Hashable, Sendable {
    /// A bundle of choices that fits a family of service providers.
    package enum Preset: String, Codable, Hashable, Sendable, CaseIterable {
        /// The address as NameID, attributes by short names, everything signed.
        case classic
        /// The Kantara deployment profile: transient NameID, attributes by URI names, a pairwise subject identifier,
        /// encrypted where there is a key.
        case saml2int
        /// For software that stood still: the address as a NameID without format, short names without format, and AES-CBC
        /// where encryption is decided on and no algorithm is declared. What is risked stands in
        /// Documentation/Decisions/0013-presets.md.
        case legacy
    }

    /// Whether assertions are encrypted.
    package enum Encryption: String, Codable, Hashable, Sendable, CaseIterable {
        case never
        /// When the metadata has a key that we can encrypt for.
        case whenPossible
        /// Always: without a usable key there is no assertion.
        case always
    }

    /// The general purpose identifier sent as an attribute (SAML V2.0 Subject Identifier Attributes §3).
    package enum SubjectIdentifier: String, Codable, Hashable, Sendable, CaseIterable {
        case none
        /// The same at every service provider.
        case subjectID
        /// Another one at each service provider.
        case pairwiseID
    }

    /// Which of its attributes a service provider gets.
    package enum Release: String, Codable, Hashable, Sendable, CaseIterable {
        /// All that are set for it; a request that names an AttributeConsumingService gets what that one asks for.
        case all
        /// Those that its metadata asks for.
        case requested
        /// Those that its metadata says it cannot do without (`isRequired`).
        case required
    }

    /// What stands for the person in the assertion's Subject.
    package enum NameIDForm: String, Codable, Hashable, Sendable, CaseIterable {
        /// The person's address.
        case emailAddress
        /// An opaque identity, the same each time, different at each service provider.
        case persistent
        /// An opaque identity, different each time.
        case transient
        /// The person's address, said to be of no known format.
        case unspecified
        /// No NameID at all: the attributes say who it is, and nobody can be logged out by name (IIP-IDP11).
        case none

        /// The URI of the format (SAML Core §8.3); empty without NameID.
        package var uri: String {
            switch self {
            case .none: ""
            case .unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
            case .emailAddress: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
            case .persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
            case .transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
            }
        }

        /// The form that a format's URI asks for; nil for formats that we do not make, and for *unspecified*, which asks
        /// for none.
        package init?(uri: String) {
            let named: [Self] = [.emailAddress, .persistent, .transient]
            guard let form = named.first(where: { $0.uri == uri }) else { return nil }
            self = form
        }

        /// Whether it is the person's address, which the next holder of the address could inherit.
        package var isAddress: Bool { self == .emailAddress || self == .unspecified }
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
    /// Whether assertions are encrypted.
    package var encryption: Encryption?
    /// The content cipher's URI, instead of the best that the metadata declares.
    package var contentCipher: String?
    /// The identifier attribute, instead of the one that the metadata asks for.
    package var subjectIdentifier: SubjectIdentifier?
    /// Which of its attributes it gets.
    package var release: Release?
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
    /// Whether it fetches our metadata again by itself, as its integrator says: then a change of our keys asks nothing of
    /// it. Nobody knows it otherwise.
    package var followsMetadata: Bool?
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
        /// The identifier that is the same everywhere (`…@scope`).
        case subjectID
        /// The identifier that is another one at each service provider (`…@scope`).
        case pairwiseID
    }

    package var name: String
    /// Its NameFormat URI; nil for the preset's.
    package var nameFormat: String?
    /// Its FriendlyName, if it should have one.
    package var friendlyName: String?
    package var source: Source

    /// An attribute of that name and content.
    package init(_ name: String, _ source: Source, nameFormat: String? = nil, friendlyName: String? = nil) {
        self.name = name
        self.nameFormat = nameFormat
        self.friendlyName = friendlyName
        self.source = source
    }
}
