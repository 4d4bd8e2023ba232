import Crypto
import Directory
import FoundationEssentials
import Markup
import Pages
import Site

/// What an operator decides for a service provider, over what its metadata says.
enum ServiceProviderDecisions {
    private typealias Overrides = ServiceProviderOverrides

    static let options = [
        Option("preset", "PRESET", "classic, saml2int, or legacy with its risks"),
        Option("name-id", "FORM", "emailAddress, persistent, transient, unspecified or none"),
        Option("subject-identifier", "WHICH", "none, subjectID or pairwiseID, as an attribute"),
        Option("release", "WHAT", "all its attributes, those its metadata has requested, or those required"),
        Option("encryption", "WHEN", "never, whenPossible (it has a key), or always"),
        Option("content-cipher", "URI", "the only cipher to encrypt by"),
        Option("identity", "WHOSE", "person, or personAndStructure: one account per structure"),
        Option("sign-response", "yes|no", "sign the Response"),
        Option("sign-assertion", "yes|no", "sign the Assertion"),
        Option("signature-algorithm", "URI", "XML Signature algorithm"),
        Option("require-signed-requests", "yes|no", "refuse unsigned requests"),
        Option("session-lifetime", "MINUTES", "its session, shorter than ours"),
        Option("attribute", "NAME=SOURCE", "send this attribute; given once, only the listed ones are sent", .repeated),
        Option("follows-metadata", "yes|no", "it fetches our metadata again by itself: key changes need no word to it"),
        Option("default-relay-state", "TEXT", "RelayState when the portal opens it"),
        Option("default", "yes", "let the portal open the application through this one"),
    ]

    static func set(_ invocation: Invocation) throws {
        let text = try invocation.argument("SERVICE-PROVIDER")
        let entityID = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let found = try change.serviceProvider(typed: text)
            let overrides = try decided(found.overrides, invocation)
            if overrides != found.overrides { try change.decide(overrides, for: found.id) }
            if invocation.text("default") != nil { try change.makeDefault(found.id) }
            return found.entityID
        }
        try Output(invocation).done("Decided for \(entityID)", Record([("entityID", .text(entityID))]))
    }

    static func show(_ invocation: Invocation) throws {
        let text = try invocation.argument("SERVICE-PROVIDER")
        let (found, source, proposal) = try invocation.site().directory.read { view in
            let found = try view.serviceProvider(typed: text)
            return (found, try view.metadataSource(of: found.id), try view.metadataProposal(for: found.id))
        }
        let bareKeys = found.settings.bareSigningKeys.compactMap { try? PublicKey(base64: $0).fingerprint }
        // Certificates are envelopes of keys: their end is told, and stops nothing (IIP-MD12).
        let certificates = found.settings.signingCertificates.map { text in
            (try? Certificate(base64: text)).map { "\($0.subject) until \(Cell.moment($0.notAfter).plain)" }
                ?? "unreadable"
        }
        try Output(invocation).print(
            Record(
                [
                    ("id", .number(found.id.rawValue)), ("entityID", .text(found.entityID)),
                    ("name", .text(found.name)),
                    ("enabled", .truth(found.enabled)), ("default", .truth(found.isDefault)),
                    ("assertionConsumerServices", .list(found.settings.assertionConsumerServices.map(\.location))),
                    ("signingCertificates", .list(certificates)), ("bareSigningKeys", .list(bareKeys)),
                ]
                    + cells(of: found.effective) + [
                        ("followsMetadata", found.overrides.followsMetadata.map(Cell.truth) ?? .nothing),
                        ("updatedAt", .moment(found.updatedAt)), ("metadataURL", .optional(source?.terms.url)),
                        ("metadataKey", .optional(source?.keyFingerprint)),
                        ("metadataLastSuccess", .optional(source?.succeededAt)),
                        ("metadataOutcome", .optional(source?.outcome?.words.en)),
                        ("metadataDetail", .optional(source.flatMap { $0.detail.isEmpty ? nil : $0.detail })),
                        ("metadataNext", .optional(source?.dueAt)), ("metadataValidUntil", .optional(found.validUntil)),
                        ("metadataChangeWaits", .truth(proposal != nil)),
                    ]))
    }

    /// How it is served, member by member.
    static func cells(of effective: EffectiveSettings) -> [(String, Cell)] {
        [
            ("preset", .text(effective.preset.rawValue)), ("nameIDForm", .text(effective.nameIDForm.rawValue)),
            ("identity", .text(effective.identity.rawValue)),
            ("subjectIdentifier", .text(effective.subjectIdentifier.rawValue)),
            ("release", .text(effective.release.rawValue)), ("encryption", .text(effective.encryption.rawValue)),
            ("contentCipher", .optional(effective.contentCipher)),
            ("signResponse", .truth(effective.signResponse)), ("signAssertion", .truth(effective.signAssertion)),
            ("signatureAlgorithm", .optional(effective.signatureAlgorithm)),
            ("requireSignedRequests", .truth(effective.requireSignedRequests)),
            ("sessionLifetime", effective.sessionLifetime.map { .number(Int64($0)) } ?? .nothing),
            ("attributes", .list(effective.attributes.map { "\($0.name)=\($0.source.rawValue)" })),
            ("defaultRelayState", .optional(effective.defaultRelayState)),
        ]
    }

    private static func decided(_ old: Overrides, _ invocation: Invocation) throws -> Overrides {
        var new = old
        try decide(&new.preset, "preset", invocation)
        try decide(&new.nameIDForm, "name-id", invocation)
        try decide(&new.identity, "identity", invocation)
        try decide(&new.subjectIdentifier, "subject-identifier", invocation)
        try decide(&new.release, "release", invocation)
        try decide(&new.encryption, "encryption", invocation)
        try decide(&new.contentCipher, "content-cipher", invocation) { text in
            guard let cipher = ContentCipher(rawValue: text) else {
                let known = ContentCipher.allCases.map(\.rawValue).joined(separator: "\n  ")
                throw invocation.usage("--content-cipher must be one of\n  \(known)")
            }
            return cipher.rawValue
        }
        try decide(&new.signResponse, "sign-response", invocation)
        try decide(&new.signAssertion, "sign-assertion", invocation)
        try decide(&new.requireSignedRequests, "require-signed-requests", invocation)
        try decide(&new.followsMetadata, "follows-metadata", invocation)
        try decide(&new.signatureAlgorithm, "signature-algorithm", invocation) { text in
            guard let algorithm = SignatureAlgorithm(rawValue: text) else {
                let known = SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: "\n  ")
                throw invocation.usage("--signature-algorithm must be one of\n  \(known)")
            }
            return algorithm.rawValue
        }
        try decide(&new.sessionLifetime, "session-lifetime", invocation) { text in
            guard let minutes = Int(text), (1...1440).contains(minutes) else {
                throw invocation.usage("--session-lifetime must be a number of minutes from 1 to 1440")
            }
            return minutes * 60
        }
        try decide(&new.defaultRelayState, "default-relay-state", invocation) { $0 }
        let attributes = invocation.all("attribute")
        if !attributes.isEmpty {
            new.attributes = attributes == ["default"] ? nil : try attributes.map { try rule($0, invocation) }
        }
        return new
    }

    private static func rule(_ text: String, _ invocation: Invocation) throws -> AttributeRule {
        guard let sign = text.lastIndex(of: "="), sign != text.startIndex,
            let source = AttributeRule.Source(rawValue: String(text[text.index(after: sign)...]))
        else {
            let sources = AttributeRule.Source.allCases.map(\.rawValue).joined(separator: ", ")
            throw invocation.usage("--attribute must be NAME=SOURCE, the source one of \(sources)")
        }
        return AttributeRule(String(text[..<sign]), source)
    }

    /// Takes a decision, or takes it back with the word `default`.
    private static func decide<Value>(
        _ member: inout Value?, _ option: String, _ invocation: Invocation, _ read: (String) throws -> Value
    ) throws {
        guard let text = invocation.text(option) else { return }
        member = text == "default" ? nil : try read(text)
    }

    private static func decide<Value: RawRepresentable<String> & CaseIterable>(
        _ member: inout Value?, _ option: String, _ invocation: Invocation
    ) throws {
        try decide(&member, option, invocation) { _ in
            guard let value = try invocation.choice(option, as: Value.self) else { throw invocation.usage("no value") }
            return value
        }
    }

    private static func decide(_ member: inout Bool?, _ option: String, _ invocation: Invocation) throws {
        try decide(&member, option, invocation) { _ in try invocation.choice(option, as: YesNo.self) == .yes }
    }
}
