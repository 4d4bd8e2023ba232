import Crypto
package import FoundationEssentials

/// One thing that new metadata says otherwise than the old: what an operator looks at before it counts.
package struct MetadataDifference: Hashable, Sendable {
    /// What part of the metadata.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        /// Where Responses go.
        case assertionConsumerService = "AssertionConsumerService"
        /// Which of these is taken when a request names none.
        case defaultConsumer = "default AssertionConsumerService"
        /// Where logout messages go.
        case singleLogoutService = "SingleLogoutService"
        /// A key that may sign its messages.
        case signingKey = "signing key"
        /// A key to encrypt for.
        case encryptionKey = "encryption key"
        /// What can be decrypted with its keys.
        case encryptionMethods = "EncryptionMethod"
        /// The signature algorithms that it takes.
        case signingMethods = "SigningMethod"
        /// The digests that it takes.
        case digestMethods = "DigestMethod"
        /// The kinds of name, in its order.
        case nameIDFormats = "NameIDFormat"
        /// Whether it signs its requests.
        case authnRequestsSigned = "AuthnRequestsSigned"
        /// Whether it wants assertions signed.
        case wantAssertionsSigned = "WantAssertionsSigned"
        case displayName = "DisplayName"
        /// An attribute that it asks for.
        case requestedAttribute = "RequestedAttribute"
        /// The subject identifier that its entity attributes ask for.
        case subjectIdentifier = "subject-id:req"
    }

    /// What is said.
    package enum Value: Hashable, Sendable {
        /// A text of the metadata: an address, a name, an identifier.
        case text(String)
        /// A yes or no.
        case truth(Bool)
        /// A key by its certificate, or a bare one.
        case key(Key)
    }

    /// A key as people compare it.
    package struct Key: Hashable, Sendable {
        /// SHA-256 of the certificate, or of a bare key, "AB:CD…".
        package let fingerprint: String
        /// Whom the certificate names; "KeyValue" for a bare key.
        package let subject: String
        /// Its dates; they bind nobody (IIP-MD12).
        package let notBefore: Date?
        package let notAfter: Date?

        init(_ certificate: String) {
            guard let read = try? Certificate(base64: certificate) else {
                if let key = try? PublicKey(base64: certificate) {
                    (fingerprint, subject, notBefore, notAfter) = (key.fingerprint, "KeyValue", nil, nil)
                    return
                }
                // Nothing that was read from metadata; two of them are still two.
                (fingerprint, subject, notBefore, notAfter) = (String(certificate.prefix(40)), "?", nil, nil)
                return
            }
            fingerprint = read.fingerprint
            subject = read.subject
            notBefore = read.notBefore
            notAfter = read.notAfter
        }
    }

    /// What part it is about.
    package let part: Part
    /// What was said; nil when it is new.
    package let before: Value?
    /// What is said now; nil when it is gone.
    package let after: Value?

    /// Everything that differs, in the order of importance; empty when both say the same.
    package static func between(
        _ old: ServiceProviderSettings, _ new: ServiceProviderSettings
    ) -> [MetadataDifference] {
        let lists: [(Part, [Value], [Value])] = [
            (.assertionConsumerService, consumers(old), consumers(new)),
            (.singleLogoutService, logouts(old), logouts(new)),
            (
                .signingKey, keys(old.signingCertificates + old.bareSigningKeys),
                keys(new.signingCertificates + new.bareSigningKeys)
            ),
            (.encryptionKey, keys(old.encryptionKeys.map(\.certificate)), keys(new.encryptionKeys.map(\.certificate))),
            (.requestedAttribute, attributes(old), attributes(new)),
        ]
        var found = lists.flatMap { part, before, after in
            after.filter { !before.contains($0) }.map { MetadataDifference(part: part, before: nil, after: $0) }
                + before.filter { !after.contains($0) }.map { MetadataDifference(part: part, before: $0, after: nil) }
        }
        let lines: [(Part, Value?, Value?)] = [
            (.defaultConsumer, defaultConsumer(old), defaultConsumer(new)),
            (.authnRequestsSigned, .truth(old.authnRequestsSigned), .truth(new.authnRequestsSigned)),
            (.wantAssertionsSigned, .truth(old.wantAssertionsSigned), .truth(new.wantAssertionsSigned)),
            (.nameIDFormats, list(old.nameIDFormats), list(new.nameIDFormats)),
            (.encryptionMethods, methods(old), methods(new)),
            (.signingMethods, list(old.signingMethods), list(new.signingMethods)),
            (.digestMethods, list(old.digestMethods), list(new.digestMethods)),
            (.subjectIdentifier, text(old.subjectIDRequirement), text(new.subjectIDRequirement)),
            (.displayName, text(old.displayName), text(new.displayName)),
        ]
        found += lines.filter { $0.1 != $0.2 }.map { MetadataDifference(part: $0, before: $1, after: $2) }
        return found
    }

    /// The differences as one line for the journal, the same in every language: SAML's own names, + and −. Bounded.
    package static func notation(of differences: [MetadataDifference]) -> String {
        let lines = differences.map { difference in
            let part = difference.part.rawValue
            switch (difference.before, difference.after) {
            case (nil, let after?): return "+ \(part) \(after.notation)"
            case (let before?, nil): return "− \(part) \(before.notation)"
            case (let before, let after): return "\(part) \(before?.notation ?? "–") → \(after?.notation ?? "–")"
            }
        }
        let whole = lines.joined(separator: " ; ")
        return whole.count <= 2000 ? whole : "\(whole.prefix(2000))…"
    }

    private static func consumers(_ settings: ServiceProviderSettings) -> [Value] {
        settings.assertionConsumerServices.map { .text("\(short($0.binding)) \($0.location) (\($0.index))") }
    }

    private static func defaultConsumer(_ settings: ServiceProviderSettings) -> Value? {
        text(settings.defaultAssertionConsumerService?.location)
    }

    private static func logouts(_ settings: ServiceProviderSettings) -> [Value] {
        settings.singleLogoutServices.map {
            .text("\(short($0.binding)) \($0.location)" + ($0.responseLocation.map { " (\($0))" } ?? ""))
        }
    }

    private static func keys(_ certificates: [String]) -> [Value] {
        var seen: Set<String> = []
        return certificates.filter { seen.insert($0).inserted }.map { .key(Key($0)) }
    }

    private static func attributes(_ settings: ServiceProviderSettings) -> [Value] {
        settings.attributeConsumingServices.flatMap { service in
            service.requestedAttributes.map { attribute in
                let details = [
                    attribute.friendlyName, attribute.isRequired ? "isRequired" : nil,
                    attribute.values.isEmpty ? nil : attribute.values.joined(separator: " | "),
                    settings.attributeConsumingServices.count > 1 ? "AttributeConsumingService \(service.index)" : nil,
                ].compactMap(\.self)
                return .text(attribute.name + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"))
            }
        }
    }

    private static func methods(_ settings: ServiceProviderSettings) -> Value? {
        var seen: [String] = []
        for method in settings.encryptionKeys.flatMap(\.methods) {
            let name = ([method.algorithm, method.digest, method.mask].compactMap(\.self)).map(short)
                .joined(separator: "+")
            if !seen.contains(name) { seen.append(name) }
        }
        return list(seen)
    }

    private static func list(_ values: [String]) -> Value? {
        values.isEmpty ? nil : .text(values.map(short).joined(separator: ", "))
    }

    private static func text(_ value: String?) -> Value? { value.map { .text($0) } }

    /// What tells URIs of one kind apart: "HTTP-POST", "rsa-sha256", "persistent".
    private static func short(_ uri: String) -> String {
        guard uri.hasPrefix("urn:oasis:") || uri.hasPrefix("http://www.w3.org/"),
            let cut = uri.lastIndex(where: { $0 == ":" || $0 == "#" })
        else { return uri }
        return String(uri[uri.index(after: cut)...])
    }
}

extension MetadataDifference.Value {
    fileprivate var notation: String {
        switch self {
        case .text(let text): text
        case .truth(let truth): truth ? "true" : "false"
        case .key(let key): key.fingerprint
        }
    }
}
