import Crypto
import FoundationEssentials
import Testing
import XML

@testable import SAML

/// Readers get thousands of damaged documents; whatever they say, they must say it without stopping the program, and
/// what they accept must be writable and read back the same.
@Suite struct MutationTests {
    /// SplitMix64: the same sequence at every run.
    private struct Sequence: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }

    private static let shards = [
        "0", "-", "99999999999999999999", "\u{0}", "é", "\"", "'", "<", ">", "/>", "&amp;", "=", " ", ":", "T", "Z",
        "ID",
        "urn:oasis:names:tc:SAML:2.0:assertion", "<saml:Issuer>", "</saml:Issuer>", "true", "2.0", "PT", ".", "+14:00",
    ]

    private static func damaged(_ bytes: [UInt8], by random: inout Sequence) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: Array((shards.randomElement(using: &random) ?? "").utf8), at: place)
            default: bytes.replaceSubrange(place..<end, with: Array((shards.randomElement(using: &random) ?? "").utf8))
            }
            if bytes.isEmpty { bytes = [0] }
        }
        return bytes
    }

    @Test(arguments: ["shibboleth-sp", "keycloak", "ruby-saml", "simplesamlphp"])
    func `damaged requests are read or refused`(name: String) throws {
        let original = try Fixture.bytes("AuthnRequest/\(name).xml")
        var random = Sequence(state: 1)
        var accepted = 0
        for _ in 0..<1_000 {
            guard let root = try? Fixture.element(Self.damaged(original, by: &random)) else { continue }
            _ = try? MessageHeader(root)
            guard let request = try? AuthnRequest(root) else { continue }
            accepted += 1
            if request.subject == nil, request.scoping == nil, request.requestedAuthnContext?.declRefs.isEmpty ?? true {
                let again = try AuthnRequest(Fixture.element(request.element.bytes()))
                #expect(again.id == request.id && again.consumer == request.consumer && again.issuer == request.issuer)
            }
        }
        #expect(accepted > 0)
    }

    @Test func `damaged Responses are read or refused`() throws {
        let original = try Sample.response().element.bytes()
        var random = Sequence(state: 2)
        var accepted = 0
        for _ in 0..<1_500 {
            guard let root = try? Fixture.element(Self.damaged(original, by: &random)),
                let response = try? Response(root)
            else { continue }
            accepted += 1
            _ = try response.element.bytes()
        }
        #expect(accepted > 0)
    }

    @Test func `damaged metadata is read or refused`() throws {
        var random = Sequence(state: 3)
        for name in ["pysaml2", "group", "shibboleth-sp"] {
            let original = try Fixture.bytes("Metadata/\(name).xml")
            for _ in 0..<200 {
                let bytes = Self.damaged(original, by: &random)
                let document = try? MetadataDocument(parsing: bytes, allowing: .https, at: Given.now)
                guard let entity = try? document?.entity(as: .serviceProvider, at: Given.now) else { continue }
                _ = try entity.element.bytes()
                for endpoint in entity.spSSODescriptor?.assertionConsumerServices ?? [] {
                    #expect(endpoint.location.lowercased().hasPrefix("https://"))
                }
            }
        }
    }

    @Test func `damaged queries and fields are read or refused`() throws {
        let xml = try Fixture.bytes("AuthnRequest/pysaml2.xml")
        let url = try HTTPRedirect.encode(
            .request, xml: xml, to: "", relayState: "é à",
            signer: RedirectSigner(key: Given.ec.get(), algorithm: .ecdsaSHA256))
        let keys = [try Given.ec.get().publicKey]
        var random = Sequence(state: 4)
        for _ in 0..<1_500 {
            let query = String(decoding: Self.damaged(Array(url.utf8.dropFirst()), by: &random), as: UTF8.self)
            guard let message = try? HTTPRedirect.decode(rawQuery: query), let signature = message.signature,
                (try? signature.verify(by: keys)) != nil
            else { continue }
            // What still verifies is what was signed.
            #expect(message.xml == xml)
            #expect(message.relayState == "é à")
        }
    }
}
