import FoundationEssentials
import Testing

@testable import Directory

/// Registration, the two layers of settings, and what is released.
struct ServiceProviderTests {
    let world: World

    init() throws { world = try World() }

    @Test func `the first service provider of an application is its default, until another is made so`() throws {
        let test = try world.addServiceProvider("https://test.example/sp")
        let production = try world.addServiceProvider("https://prod.example/sp")
        #expect(try world.read { try $0.defaultServiceProvider(of: world.bip)?.id } == test)
        try world.change { try $0.makeDefault(production) }
        #expect(try world.read { try $0.defaultServiceProvider(of: world.bip)?.id } == production)
        #expect(try world.read { try $0.serviceProviders(of: world.bip).map(\.isDefault) } == [true, false])
        #expect(try world.read { try $0.metadata(of: test) } == Array("<xml/>".utf8))
    }

    @Test func `an entityID is registered once and compared exactly`() throws {
        _ = try world.addServiceProvider("https://bip.example/sp")
        let again = #expect(throws: DirectoryError.self) {
            try world.addServiceProvider("https://bip.example/sp", of: world.net)
        }
        #expect(again == .alreadyExists(.entityID))
        for other in [
            "https://bip.example/sp/", "https://BIP.example/sp", "https://bip.example/s%70", " https://bip.example/sp",
        ] {
            #expect(try world.read { try $0.serviceProvider(entityID: other) } == nil)
        }
        for bad in ["", "a b", String(repeating: "x", count: 1025), "a\n"] {
            let refusal = #expect(throws: DirectoryError.self) { try world.addServiceProvider(bad) }
            #expect(refusal == .invalid(.entityID))
        }
    }

    @Test func `every change makes another edition`() throws {
        let id = try world.addServiceProvider()
        var seen: [(id: ID<ServiceProvider>, version: Int)] = []
        func look() throws -> Bool {
            let edition = try world.read { try $0.edition(ofServiceProvider: "https://bip.example/sp") }
            let isNew = edition.map { edition in !seen.contains { $0 == edition } } ?? false
            seen += edition.map { [$0] } ?? []
            return isNew
        }
        #expect(try look())
        #expect(try !look())
        try world.change { try $0.setEnabled(false, serviceProvider: id) }
        #expect(try look())
        var decisions = ServiceProviderOverrides()
        decisions.identity = .personAndStructure
        let final = decisions
        try world.change { try $0.decide(final, for: id) }
        #expect(try look())
        #expect(try world.read { try $0.edition(of: id)?.version } == seen.last?.version)
        // The same entityID registered anew is another service provider, whatever its version.
        try world.change { try $0.removeServiceProvider(id) }
        #expect(try !look())
        _ = try world.addServiceProvider()
        #expect(try look())
    }

    @Test func `new metadata does not undo a decision`() throws {
        var decisions = ServiceProviderOverrides()
        decisions.nameIDForm = .persistent
        decisions.signResponse = true
        let id = try world.addServiceProvider(overrides: decisions)
        var settings = ServiceProviderSettings()
        settings.assertionConsumerServices = [.init(index: 3, binding: "b", location: "https://bip.example/new")]
        settings.nameIDFormats = [ServiceProviderOverrides.NameIDForm.transient.uri]
        settings.authnRequestsSigned = true
        let final = settings
        try world.change { try $0.updateMetadata(of: id, settings: final, metadata: Array("<new/>".utf8)) }
        let read = try #require(try world.read { try $0.serviceProvider(id) })
        #expect(read.settings == final)
        #expect(read.overrides == decisions)
        #expect(read.effective.nameIDForm == .persistent)
        #expect(read.effective.signResponse)
        #expect(read.effective.requireSignedRequests)
        #expect(read.version == 2)
    }

    @Test func `an assertion is never left unsigned`() {
        for preset in ServiceProviderOverrides.Preset.allCases {
            for wanted in [true, false] {
                for response in [nil, true, false] {
                    for assertion in [nil, true, false] {
                        var settings = ServiceProviderSettings()
                        settings.wantAssertionsSigned = wanted
                        var decisions = ServiceProviderOverrides()
                        decisions.preset = preset
                        decisions.signResponse = response
                        decisions.signAssertion = assertion
                        let effective = EffectiveSettings(settings, decisions)
                        #expect(effective.signAssertion || effective.signResponse)
                        if assertion == true { #expect(effective.signAssertion) }
                        if response == true { #expect(effective.signResponse) }
                    }
                }
            }
        }
    }

    @Test func `the preset follows the metadata, the NameID its order of preference`() {
        typealias Form = ServiceProviderOverrides.NameIDForm
        func effective(_ change: (inout ServiceProviderSettings) -> Void) -> EffectiveSettings {
            var settings = ServiceProviderSettings()
            change(&settings)
            return EffectiveSettings(settings, ServiceProviderOverrides())
        }
        #expect(effective { _ in }.preset == .classic)
        #expect(effective { _ in }.nameIDForm == .emailAddress)
        let modern = effective { settings in
            settings.nameIDFormats = [Form.transient.uri]
            settings.encryptionKeys = [.init(certificate: "AA==")]
        }
        #expect(modern.preset == .saml2int)
        #expect(modern.nameIDForm == .transient)
        #expect(effective { $0.subjectIDRequirement = "pairwise-id" }.preset == .saml2int)
        #expect(effective { $0.subjectIDRequirement = "none" }.preset == .classic)
        #expect(
            effective { $0.nameIDFormats = ["urn:x", Form.persistent.uri, Form.emailAddress.uri] }.nameIDForm
                == .persistent)
    }

    @Test func `unsound decisions and settings are refused`() throws {
        let id = try world.addServiceProvider()
        for change: (inout ServiceProviderOverrides) -> Void in [
            { $0.sessionLifetime = 0 }, { $0.sessionLifetime = -5 },
            { $0.signatureAlgorithm = "http://www.w3.org/2000/09/xmldsig#rsa-sha1" },
            { $0.attributes = [AttributeRule("", .mail)] },
            { $0.defaultRelayState = String(repeating: "x", count: 2049) },
        ] {
            var decisions = ServiceProviderOverrides()
            change(&decisions)
            let final = decisions
            #expect(world.refusal { try $0.decide(final, for: id) } == .invalid(.settings))
        }
        for change: (inout ServiceProviderSettings) -> Void in [
            { $0.assertionConsumerServices = [] },
            { $0.assertionConsumerServices += $0.assertionConsumerServices },
            { $0.assertionConsumerServices[0].location = "" },
        ] {
            let refusal = #expect(throws: DirectoryError.self) {
                try world.addServiceProvider("https://x.example/sp", change: change)
            }
            #expect(refusal == .invalid(.settings))
        }
    }

    @Test func `settings read back what was stored, and tolerate members of a later version`() throws {
        var settings = ServiceProviderSettings()
        settings.assertionConsumerServices = [
            .init(index: 1, binding: "b", location: "https://a/é\"<&", isDefault: false)
        ]
        settings.singleLogoutServices = [.init(binding: "b", location: "l", responseLocation: "r")]
        settings.encryptionKeys = [
            .init(certificate: "AA==", methods: [.init("a", digest: "d", mask: "m"), .init("b")])
        ]
        settings.signingMethods = ["s"]
        settings.digestMethods = ["d"]
        settings.attributeConsumingServices = [
            .init(
                index: 3, isDefault: true,
                requestedAttributes: [
                    .init(name: "n", nameFormat: "f", friendlyName: "x", isRequired: true, values: ["v"])
                ])
        ]
        settings.displayName = "Hélène & Cie"
        let text = try StoredJSON.encode(settings)
        #expect(try StoredJSON.decode(text, column: "x") as ServiceProviderSettings == settings)
        let later = #"{"somethingNew": {"a": [1]}, "displayName": "X"}"#
        #expect((try StoredJSON.decode(later, column: "x") as ServiceProviderSettings).displayName == "X")
        #expect((try StoredJSON.decode("{}", column: "x") as ServiceProviderOverrides) == ServiceProviderOverrides())
    }

    @Test func `the default endpoint follows the metadata's rule`() {
        func chosen(_ marks: [Bool?]) -> Int? {
            var settings = ServiceProviderSettings()
            settings.assertionConsumerServices = marks.enumerated().map {
                .init(index: $0.offset, binding: "b", location: "l", isDefault: $0.element)
            }
            return settings.defaultAssertionConsumerService?.index
        }
        #expect(chosen([]) == nil)
        #expect(chosen([nil, true]) == 1)
        #expect(chosen([false, nil, nil]) == 1)
        #expect(chosen([false, false]) == 0)
    }
}
