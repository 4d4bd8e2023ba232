/// What a service provider's metadata says of it, as we use it; kept as JSON beside the metadata it was read from.
///
/// Reading tolerates missing members, so that a later version may add some.
package struct ServiceProviderSettings: Codable, Hashable, Sendable {
    /// AssertionConsumerService: where Responses go.
    package var assertionConsumerServices: [AssertionConsumerService] = []
    package var singleLogoutServices: [SingleLogoutService] = []
    /// Certificates that may sign its messages, DER in base64 without line breaks.
    package var signingCertificates: [String] = []
    /// Keys that may sign its messages and have no certificate, SubjectPublicKeyInfo in base64 without line breaks.
    package var bareSigningKeys: [String] = []
    /// Keys to encrypt for, in its order.
    package var encryptionKeys: [EncryptionKey] = []
    /// URIs of the signature algorithms that it takes, in its order; none said means any.
    package var signingMethods: [String] = []
    /// URIs of the digests that it takes; none said means any.
    package var digestMethods: [String] = []
    /// NameIDFormat URIs, in its order of preference.
    package var nameIDFormats: [String] = []
    package var wantAssertionsSigned = false
    /// AuthnRequestsSigned: unsigned requests are refused.
    package var authnRequestsSigned = false
    /// mdui:DisplayName or ServiceName, in the operator's language first.
    package var displayName: String?
    /// AttributeConsumingService: which attributes it asks for.
    package var attributeConsumingServices: [AttributeConsumingService] = []
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
        bareSigningKeys = try values.decodeIfPresent([_].self, forKey: .bareSigningKeys) ?? []
        encryptionKeys = try values.decodeIfPresent([_].self, forKey: .encryptionKeys) ?? []
        signingMethods = try values.decodeIfPresent([_].self, forKey: .signingMethods) ?? []
        digestMethods = try values.decodeIfPresent([_].self, forKey: .digestMethods) ?? []
        nameIDFormats = try values.decodeIfPresent([_].self, forKey: .nameIDFormats) ?? []
        wantAssertionsSigned = try values.decodeIfPresent(Bool.self, forKey: .wantAssertionsSigned) ?? false
        authnRequestsSigned = try values.decodeIfPresent(Bool.self, forKey: .authnRequestsSigned) ?? false
        displayName = try values.decodeIfPresent(String.self, forKey: .displayName)
        attributeConsumingServices =
            try values.decodeIfPresent([_].self, forKey: .attributeConsumingServices) ?? []
        subjectIDRequirement = try values.decodeIfPresent(String.self, forKey: .subjectIDRequirement)
    }

    /// Whether anything that it signs could be verified.
    package var canSign: Bool { !signingCertificates.isEmpty || !bareSigningKeys.isEmpty }

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

    /// A key to encrypt for, with what can be decrypted with it (SAML Metadata §2.4.1.1).
    package struct EncryptionKey: Codable, Hashable, Sendable {
        /// An algorithm by its URI, for OAEP with those of its digest and mask if they are said.
        package struct Method: Codable, Hashable, Sendable {
            /// The algorithm's URI.
            package var algorithm: String
            /// The digest's URI.
            package var digest: String?
            /// The mask generation function's URI.
            package var mask: String?

            /// A method.
            package init(_ algorithm: String, digest: String? = nil, mask: String? = nil) {
                self.algorithm = algorithm
                self.digest = digest
                self.mask = mask
            }
        }

        /// The certificate that holds the key, DER in base64 without line breaks.
        package var certificate: String
        /// What can be decrypted with it; none said means anything.
        package var methods: [Method]

        /// A key.
        package init(certificate: String, methods: [Method] = []) {
            self.certificate = certificate
            self.methods = methods
        }
    }

    /// One AttributeConsumingService (SAML Metadata §2.4.4.1).
    package struct AttributeConsumingService: Codable, Hashable, Sendable {
        /// Its index, by which a request names it.
        package var index: Int
        /// `isDefault`, as written; nil when absent.
        package var isDefault: Bool?
        /// What it asks for.
        package var requestedAttributes: [RequestedAttribute]

        /// A set of wishes.
        package init(index: Int, isDefault: Bool? = nil, requestedAttributes: [RequestedAttribute]) {
            self.index = index
            self.isDefault = isDefault
            self.requestedAttributes = requestedAttributes
        }
    }

    /// One RequestedAttribute (SAML Metadata §2.4.4.2).
    package struct RequestedAttribute: Codable, Hashable, Sendable {
        package var name: String
        /// The name's format URI, if given.
        package var nameFormat: String?
        /// For people, if given.
        package var friendlyName: String?
        package var isRequired: Bool
        /// The only values wanted; empty for any.
        package var values: [String]

        /// A request for an attribute.
        package init(
            name: String, nameFormat: String? = nil, friendlyName: String? = nil, isRequired: Bool = false,
            values: [String] = []
        ) {
            self.name = name
            self.nameFormat = nameFormat
            self.friendlyName = friendlyName
            self.isRequired = isRequired
            self.values = values
        }
    }

    /// The AttributeConsumingService that a request names, or the default one, by the rule of the endpoints; an index
    /// that the metadata does not have names none.
    package func attributeConsumingService(_ index: Int?) -> AttributeConsumingService? {
        let services = attributeConsumingServices
        if let index { return services.first { $0.index == index } }
        return services.first { $0.isDefault == true } ?? services.first { $0.isDefault == nil } ?? services.first
    }

    /// The default endpoint of the metadata's rule (SAML Metadata §2.2.3): the first marked as default, else the first
    /// not marked as not default, else the first.
    package var defaultAssertionConsumerService: AssertionConsumerService? {
        assertionConsumerServices.first { $0.isDefault == true }
            ?? assertionConsumerServices.first { $0.isDefault == nil }
            ?? assertionConsumerServices.first
    }
}
