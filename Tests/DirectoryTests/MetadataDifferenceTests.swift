import Crypto
import FoundationEssentials
import Testing

@testable import Directory

/// What new metadata says otherwise than the old.
struct MetadataDifferenceTests {
    private func settings(_ adjust: (inout ServiceProviderSettings) -> Void = { _ in }) -> ServiceProviderSettings {
        var settings = ServiceProviderSettings()
        settings.assertionConsumerServices = [
            .init(
                index: 0, binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", location: "https://a.example/acs")
        ]
        settings.signingCertificates = ["one"]
        adjust(&settings)
        return settings
    }

    @Test func `nothing differs between equal settings`() {
        #expect(MetadataDifference.between(settings(), settings()).isEmpty)
    }

    @Test func `each part that can change is told`() {
        let changes: [(MetadataDifference.Part, (inout ServiceProviderSettings) -> Void)] = [
            (.assertionConsumerService, { $0.assertionConsumerServices[0].index = 1 }),
            (.defaultConsumer, { $0.assertionConsumerServices[0].location = "https://b.example/acs" }),
            (.singleLogoutService, { $0.singleLogoutServices = [.init(binding: "b", location: "l")] }),
            (.signingKey, { $0.signingCertificates = ["two"] }),
            (.encryptionKey, { $0.encryptionKeys = [.init(certificate: "three")] }),
            (.encryptionMethods, { $0.encryptionKeys = [.init(certificate: "c", methods: [.init("m")])] }),
            (.signingMethods, { $0.signingMethods = ["m"] }), (.digestMethods, { $0.digestMethods = ["m"] }),
            (.nameIDFormats, { $0.nameIDFormats = ["f"] }), (.authnRequestsSigned, { $0.authnRequestsSigned = true }),
            (.wantAssertionsSigned, { $0.wantAssertionsSigned = true }), (.displayName, { $0.displayName = "N" }),
            (
                .requestedAttribute,
                { $0.attributeConsumingServices = [.init(index: 0, requestedAttributes: [.init(name: "mail")])] }
            ),
            (.subjectIdentifier, { $0.subjectIDRequirement = "any" }),
        ]
        #expect(Set(changes.map(\.0)) == Set(MetadataDifference.Part.allCases))
        for (part, change) in changes {
            let found = MetadataDifference.between(settings(), settings(change))
            #expect(found.contains { $0.part == part }, "\(part)")
        }
    }

    @Test func `a key that goes and one that comes are told by their fingerprints`() throws {
        let start = Date(timeIntervalSince1970: 1_795_357_102)
        let certificates = try (0..<2).map { number in
            try Certificate.selfSigned(
                key: try PrivateKey.generate(.ecP256), commonName: "key \(number)", from: start, until: start + 86_400,
                randomness: .system)
        }
        let found = MetadataDifference.between(
            settings { $0.signingCertificates = [certificates[0].base64] },
            settings { $0.signingCertificates = [certificates[1].base64] })
        #expect(found.count == 2)
        let notation = MetadataDifference.notation(of: found)
        #expect(notation.contains("+ signing key \(certificates[1].fingerprint)"))
        #expect(notation.contains("− signing key \(certificates[0].fingerprint)"))
        guard case .key(let key)? = found.first?.after else { throw DirectoryError.notFound }
        #expect(key.notAfter == certificates[1].notAfter && key.subject == certificates[1].subject)
    }

    @Test func `what the journal is told is bounded`() {
        let many = settings { settings in
            settings.assertionConsumerServices = (0..<100).map {
                .init(
                    index: $0, binding: "b", location: "https://a.example/\($0)/" + String(repeating: "x", count: 200))
            }
        }
        let notation = MetadataDifference.notation(of: MetadataDifference.between(settings(), many))
        #expect(notation.count <= 2001)
    }
}
