/// What a service provider's metadata says of it, as we use it; kept as JSON beside the metadata it was read from.
///
/// Reading tolerates missing members, so that a later version may add some.
package struct ServiceProviderSettings: Codable, Hashable, Sendable {
    /// AssertionConsumerService: where Responses go.
    package var assertionConsumerServices: [AssertionConsumerService] = []
    /// SingleLogoutService.
    package var singleLogoutServices: [SingleLogoutService] = []
    /// Certificates that may sign its messages, DER in base64 without line breaks.
    package var signingCertificates: [String] = []
    /// Certificates to encrypt for, DER in base64 without line breaks.
    package var encryptionCertificates: [String] = []
    /// NameIDFormat URIs, in its order of preference.
    package var nameIDFormats: [String] = []
    /// WantAssertionsSigned.
    package var wantAssertionsSigned = false
    /// AuthnRequestsSigned: unsigned requests are refused.
    package var authnRequestsSigned = false
    /// mdui:DisplayName or ServiceName, in the operator's language first.
    package var displayName: String?
    /// RequestedAttribute of its default AttributeConsumingService.
    package var requestedAttributes: [RequestedAttribute] = []
    /// The subject identifier that its entity attributes ask for (`subject-id`, `pairwise-id`, `any`, `none`).
    package var subjectIDRequirement: String?

    /// Nothing known.
    package init() {}

    /// Reads what is there.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        assertionConsumerServices = try values.decodeIfPresent([_].self, forKey: .assertionConsumerServices) ?? []
        singleLogoutServices = try values.decodeIfPresent([_].self, forKey: .singleLogoutServices) ?? []
        signingCertificates = try values.decodeIfPresent([_].self, forKey: .signingCertificates) ?? []
        encryptionCertificates = try values.decodeIfPresent([_].self, forKey: .encryptionCertificates) ?? []
        nameIDFormats = try values.decodeIfPresent([_].self, forKey: .nameIDFormats) ?? []
        wantAssertionsSigned = try values.decodeIfPresent(Bool.self, forKey: .wantAssertionsSigned) ?? false
        authnRequestsSigned = try values.decodeIfPresent(Bool.self, forKey: .authnRequestsSigned) ?? false
        displayName = try values.decodeIfPresent(String.self, forKey: .displayName)
        requestedAttributes = try values.decodeIfPresent([_].self, forKey: .requestedAttributes) ?? []
        subjectIDRequirement = try values.decodeIfPresent(String.self, forKey: .subjectIDRequirement)
    }

    /// One AssertionConsumerService (SAML Metadata §2.4.4).
    package struct AssertionConsumerService: Codable, Hashable, Sendable {
        /// Its index, unique among them.
        package var index: Int
        /// The binding's URI.
        package var binding: String
        /// The URL, compared exactly.
        package var location: String
        /// `isDefault`, as written; nil when absent.
        package var isDefault: Bool?

        /// An endpoint.
        package init(index: Int, binding: String, location: String, isDefault: Bool? = nil) {
            self.index = index
            self.binding = binding
            self.location = location
            self.isDefault = isDefault
        }
    }

    /// One SingleLogoutService (SAML Metadata §2.4.2).
    package struct SingleLogoutService: Codable, Hashable, Sendable {
        /// The binding's URI.
        package var binding: String
        /// Where requests go.
        package var location: String
        /// Where responses go, if elsewhere.
        package var responseLocation: String?

        /// An endpoint.
        package init(binding: String, location: String, responseLocation: String? = nil) {
            self.binding = binding
            self.location = location
            self.responseLocation = responseLocation
        }
    }

    /// One RequestedAttribute (SAML Metadata §2.4.4.2).
    package struct RequestedAttribute: Codable, Hashable, Sendable {
        /// The attribute's name.
        package var name: String
        /// The name's format URI, if given.
        package var nameFormat: String?
        /// For people, if given.
        package var friendlyName: String?
        /// `isRequired`.
        package var isRequired: Bool

        /// A request for an attribute.
        package init(name: String, nameFormat: String? = nil, friendlyName: String? = nil, isRequired: Bool = false) {
            self.name = name
            self.nameFormat = nameFormat
            self.friendlyName = friendlyName
            self.isRequired = isRequired
        }
    }

    /// The default endpoint of the metadata's rule (SAML Metadata §2.2.3): the first marked as default, else the first
    /// not marked as not default, else the first.
    package var defaultAssertionConsumerService: AssertionConsumerService? {
        assertionConsumerServices.first { $0.isDefault == true }
            ?? assertionConsumerServices.first { $0.isDefault == nil }
            ?? assertionConsumerServices.first
    }
}
