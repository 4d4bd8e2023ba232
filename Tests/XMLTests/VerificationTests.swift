import Crypto
import Foundation
import Testing
@testable import XML

struct VerificationTests {
    static func verify(
        _ bytes: [UInt8], _ part: SignedPart = .root, _ limits: Limits = .message,
        by keys: [PublicKey]? = nil, allowing: [SignatureAlgorithm] = SignatureAlgorithm.allCases
    ) throws -> Element {
        let document = try Document(parsing: bytes, limits: limits)
        return try document.verified(part, by: keys ?? [TestKeys.rsa.get().key.publicKey], allowing: allowing)
    }

    @Test func `a request signed by the xmlsec1 tool verifies, and comes back without its signature`() throws {
        let request = try Self.verify(Fixture.request.get())
        #expect(request.name == SAMLNames.samlp("AuthnRequest"))
        #expect(
            request.elements.map(\.name.local) == ["Issuer", "Extensions", "NameIDPolicy", "RequestedAuthnContext"])
        #expect(request.attribute("AssertionConsumerServiceURL") == "http://127.0.0.1:8081/bip/acs?a=1&b=2")
        #expect(try request.elements[1].elements[0].text() == "Été <à> l’école")
    }

    @Test func `an assertion in an unsigned response verifies`() throws {
        let bytes = try Fixture.response.get()
        let assertion = try Self.verify(bytes, .child(SAMLNames.saml("Assertion")))
        #expect(assertion.elements.map(\.name.local) == ["Issuer", "Subject", "AttributeStatement"])
        #expect(throws: XMLError.self) { try Self.verify(bytes, .root) }
        #expect(throws: XMLError.self) { try Self.verify(bytes, .rootAmongOthers) }
    }

    @Test func `metadata with comments verifies, its comments neither covered nor read`() throws {
        let bytes = try Fixture.metadata.get()
        let metadata = try Self.verify(bytes, .metadataRoot, .metadata)
        #expect(metadata.elements.map(\.name.local) == ["SPSSODescriptor", "Organization"])
        // A reference by ID leaves comments out (XML Signature §4.4.3.3), and so do our elements.
        let changed = try bytes.replacing("one endpoint only", "two endpoints only")
        #expect(try Self.verify(changed, .metadataRoot, .metadata) == metadata)
        let other = try bytes.replacing("index=\"0\"", "index=\"1\"")
        #expect(throws: XMLError.signatureInvalid) { try Self.verify(other, .metadataRoot, .metadata) }
        #expect(throws: XMLError.self) { try Self.verify(bytes, .root, .metadata) }
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `every accepted algorithm verifies what our signer made`(algorithm: SignatureAlgorithm) throws {
        let pair = try (algorithm.isECDSA ? TestKeys.ec : TestKeys.rsa).get()
        let signer = try XMLSigner(
            key: pair.key, certificate: pair.certificate, algorithm: algorithm, prefixes: SAMLNames.prefixes)
        let message = XMLSignerTests.message()
        let bytes = try signer.sign(message, after: SAMLNames.issuer).bytes
        let keys = [try TestKeys.other.get().key.publicKey, pair.key.publicKey]
        #expect(try Self.verify(bytes, by: keys) == message)
        #expect(throws: XMLError.algorithmRefused("\(algorithm)")) {
            try Self.verify(bytes, by: keys, allowing: SignatureAlgorithm.allCases.filter { $0 != algorithm })
        }
        #expect(throws: XMLError.signatureInvalid) { try Self.verify(bytes, by: []) }
        #expect(throws: XMLError.signatureInvalid) { try Self.verify(bytes, by: [keys[0]]) }
    }

    /// The request's template with Canonical XML 1.1 in place of the exclusive form, where SignedInfo says it, where the
    /// reference says it, or in both places.
    static func inclusive(_ change: (String) -> String = { $0 }, info: Bool = true, content: Bool = true) throws
        -> [UInt8]
    {
        let uri = "\"http://www.w3.org/2006/12/xml-c14n11\"/>"
        var text = String(decoding: try Fixture.bytes("authn-request.xml"), as: UTF8.self)
        if info {
            text = text.replacing(
                "<ds:CanonicalizationMethod Algorithm=\"\(Namespace.exclusiveC14N)\"/>",
                with: "<ds:CanonicalizationMethod Algorithm=" + uri)
        }
        if content {
            let start = try #require(text.range(of: "<ds:Transform Algorithm=\"\(Namespace.exclusiveC14N)\">"))
            let end = try #require(text.range(of: "</ds:Transform>", range: start.upperBound..<text.endIndex))
            text.replaceSubrange(start.lowerBound..<end.upperBound, with: "<ds:Transform Algorithm=" + uri)
        }
        return try Fixture.signed(Array(change(text).utf8), id: "protocol:AuthnRequest", by: TestKeys.rsa)
    }

    @Test(arguments: [(true, true), (true, false), (false, true)])
    func `a request over Canonical XML 1 1 verifies, and no changed one`(info: Bool, content: Bool) throws {
        let bytes = try Self.inclusive(info: info, content: content)
        #expect(try Self.verify(bytes) == Self.verify(Fixture.request.get()))
        for (old, new) in [
            ("bip/metadata", "bop/metadata"), ("AllowCreate=\"true\"", "AllowCreate=\"1\""),
            ("</samlp:AuthnRequest>", " </samlp:AuthnRequest>"), ("urn:example:unused", "urn:example:unuse"),
        ] {
            #expect(throws: XMLError.signatureInvalid, "\(old)") { try Self.verify(bytes.replacing(old, new)) }
        }
    }

    @Test func `Canonical XML 1 1 is taken at the root alone, where no xml attribute is inherited`() throws {
        let bytes = try Self.inclusive()
        #expect(throws: XMLError.self) { try Self.verify(bytes, .rootAmongOthers) }
        let refused = XMLError.signatureShape("a CanonicalizationMethod that is not exclusive canonicalisation")
        for attribute in ["xml:lang=\"fr\"", "xml:base=\"http://x.example/\"", "xml:space=\"preserve\""] {
            let inherited = try Self.inclusive({ $0.replacing("Version=\"2.0\"", with: "\(attribute) Version=\"2.0\"") }
            )
            #expect(throws: refused) { try Self.verify(inherited) }
        }
        let soap =
            try Array("<a><b>".utf8) + bytes.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "")
            + Array("</b></a>".utf8)
        #expect(throws: refused) { try Self.verify(soap, .content(of: QName("", "b"))) }
    }

    @Test func `a signed response with a signed assertion verifies, each part by itself`() throws {
        let pair = try TestKeys.ec.get()
        let signer = try XMLSigner(key: pair.key, certificate: pair.certificate, prefixes: SAMLNames.prefixes)
        let assertion = try signer.sign(XMLSignerTests.assertion(), after: SAMLNames.issuer)
        let bytes = try signer.sign(XMLSignerTests.message(), holding: assertion, after: SAMLNames.issuer).bytes
        let response = XMLSignerTests.message(content: [try Document(parsing: assertion.bytes, limits: .message).root])
        let keys = [pair.key.publicKey]
        #expect(try Self.verify(bytes, .rootAmongOthers, by: keys) == response)
        #expect(try Self.verify(bytes, .child(SAMLNames.saml("Assertion")), by: keys) == XMLSignerTests.assertion())
        #expect(throws: XMLError.self) { try Self.verify(bytes, .root, by: keys) }
    }

    @Test func `verifying a document twice gives the same`() throws {
        let document = try Document(parsing: Fixture.request.get(), limits: .message)
        let keys = [try TestKeys.rsa.get().key.publicKey]
        #expect(try document.verified(by: keys) == document.verified(by: keys))
    }

    @Test func `a changed letter anywhere in the signed content is refused`() throws {
        let bytes = try Fixture.request.get()
        for (old, new) in [
            ("bip/metadata", "bop/metadata"), ("école", "ecole"), ("Version=\"2.0\"", "Version=\"2.1\""),
            ("AllowCreate=\"true\"", "AllowCreate=\"1\""), ("<samlp:NameIDPolicy ", "<samlp:NameIDPolicy x=\"\" "),
            ("other:kind", "kind"), ("urn:example:other", "urn:example:othes"),
            ("urn:example:unused", "urn:example:unuse"),
            ("</samlp:AuthnRequest>", " </samlp:AuthnRequest>"),
        ] {
            #expect(throws: XMLError.signatureInvalid, "\(old)") { try Self.verify(bytes.replacing(old, new)) }
        }
    }

    @Test func `a document says whether it holds a signature, wherever it stands`() throws {
        func isSigned(_ text: String) throws -> Bool {
            try Document(parsing: Array(text.utf8), limits: .message).isSigned
        }
        #expect(try Document(parsing: Fixture.request.get(), limits: .message).isSigned)
        #expect(try !isSigned("<a><b/></a>"))
        #expect(try !isSigned("<a><Signature/></a>"))
        #expect(try isSigned("<a><b><s:Signature xmlns:s='http://www.w3.org/2000/09/xmldsig#'/></b></a>"))
    }

    @Test func `threads verify and sign side by side`() async throws {
        let bytes = try Fixture.request.get()
        let expected = try Self.verify(bytes)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<20 {
                        let verified = try Self.verify(bytes)
                        #expect(verified == expected)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
