import Crypto
import Testing

@testable import SAML

@Suite struct HTTPRedirectTests {
    let xml: [UInt8]
    let message: String

    init() throws {
        xml = try Fixture.bytes("AuthnRequest/shibboleth-sp.xml")
        message = QueryParameter.encode(Base64.encode(Zlib.deflateRaw(xml)))
    }

    private func fault(_ query: String) -> BindingFault? {
        do throws(SAMLError) {
            _ = try HTTPRedirect.decode(rawQuery: query)
            return nil
        } catch {
            if case .binding(let fault) = error { return fault }
            Issue.record("\(error)")
            return nil
        }
    }

    private func signed(
        _ relayState: String?, with key: Result<PrivateKey, any Error>, _ algorithm: SignatureAlgorithm
    ) throws -> String {
        let signer = RedirectSigner(key: try key.get(), algorithm: algorithm)
        let url = try HTTPRedirect.encode(
            .request, xml: xml, to: "https://idp.example/sso", relayState: relayState, signer: signer)
        return String(url.dropFirst("https://idp.example/sso?".count))
    }

    @Test func `a message comes out as it went in`() throws {
        let url = try HTTPRedirect.encode(
            .request, xml: xml, to: "https://idp.example/sso", relayState: "/dossier?n=1&é=ü 100%+")
        let decoded = try HTTPRedirect.decode(rawQuery: String(url.dropFirst("https://idp.example/sso?".count)))
        #expect(decoded.kind == .request)
        #expect(decoded.xml == xml)
        #expect(decoded.relayState == "/dossier?n=1&é=ü 100%+")
        #expect(decoded.signature == nil)
    }

    @Test func `an endpoint with a query of its own keeps it`() throws {
        let url = try HTTPRedirect.encode(.response, xml: xml, to: "https://idp.example/sso?tenant=1")
        #expect(url.hasPrefix("https://idp.example/sso?tenant=1&SAMLResponse="))
    }

    @Test func `a signed query verifies with the key that signed, RSA and EC`() throws {
        let others = [try Given.other.get().publicKey]
        for (key, algorithm) in [(Given.rsa, SignatureAlgorithm.rsaSHA256), (Given.ec, .ecdsaSHA256)] {
            for relayState in [nil, "", "état & suite"] {
                let decoded = try HTTPRedirect.decode(rawQuery: signed(relayState, with: key, algorithm))
                let signature = try #require(decoded.signature)
                #expect(decoded.relayState == relayState)
                try signature.verify(by: others + [try key.get().publicKey])
                #expect(throws: SAMLError.binding(.signatureRefused)) { try signature.verify(by: others) }
                #expect(throws: SAMLError.binding(.noKey)) { try signature.verify(by: []) }
                #expect(throws: SAMLError.binding(.algorithmRefused)) {
                    try signature.verify(by: [try key.get().publicKey], allowing: [.rsaSHA512])
                }
            }
        }
    }

    @Test func `any order and any escapes verify when they were signed so`() throws {
        let key = try Given.rsa.get()
        // Lower-case escapes, an escaped letter, a space as "+": another library's spelling of the same values.
        let algorithm = "http%3a%2f%2fwww.w3.org%2F2001%2F04%2fxmldsig-more%23%72sa-sha256"
        let octets = "SAMLRequest=\(message)&RelayState=a+b%c3%a9&SigAlg=\(algorithm)"
        let value = Base64.encode(try key.sign(Array(octets.utf8), with: .rsaSHA256))
            .replacing("+", with: "%2b").replacing("/", with: "%2F").replacing("=", with: "%3d")
        let query =
            "utm=1&Signature=\(value)&RelayState=a+b%c3%a9&&SigAlg=\(algorithm)&lang=%zz&SAMLRequest=\(message)"
        let decoded = try HTTPRedirect.decode(rawQuery: query)
        #expect(decoded.relayState == "a bé")
        try #require(decoded.signature).verify(by: [key.publicKey])
    }

    @Test func `the same values in other escapes do not verify`() throws {
        let query = try signed("a b", with: Given.rsa, .rsaSHA256).replacing("a%20b", with: "a+b")
        let decoded = try HTTPRedirect.decode(rawQuery: query)
        #expect(decoded.relayState == "a b")
        #expect(throws: SAMLError.binding(.signatureRefused)) {
            try #require(decoded.signature).verify(by: [try Given.rsa.get().publicKey])
        }
    }

    @Test func `a RelayState that was not signed does not verify`() throws {
        let query = try signed(nil, with: Given.rsa, .rsaSHA256)
        let decoded = try HTTPRedirect.decode(rawQuery: query + "&RelayState=evil")
        #expect(throws: SAMLError.binding(.signatureRefused)) {
            try #require(decoded.signature).verify(by: [try Given.rsa.get().publicKey])
        }
    }

    @Test func `a signature with SHA-1 or none is refused, not skipped`() throws {
        let query = try signed(nil, with: Given.rsa, .rsaSHA256)
        for uri in ["http%3A%2F%2Fwww.w3.org%2F2000%2F09%2Fxmldsig%23rsa-sha1", "none", ""] {
            let other = query.replacing(QueryParameter.encode(SignatureAlgorithm.rsaSHA256.rawValue), with: uri)
            let signature = try #require(try HTTPRedirect.decode(rawQuery: other).signature)
            #expect(throws: SAMLError.binding(.algorithmRefused)) {
                try signature.verify(by: [try Given.rsa.get().publicKey])
            }
        }
    }

    @Test func `a message or parameter that stands twice is refused`() {
        for query in [
            "SAMLRequest=\(message)&SAMLRequest=\(message)", "SAMLRequest=\(message)&RelayState=a&RelayState=a",
            "SAMLRequest=\(message)&SigAlg=a&SigAlg=b&Signature=c",
            "SAMLRequest=\(message)&SAMLEncoding=a&SAMLEncoding=a",
        ] { #expect(fault(query) == .repeatedParameter) }
        #expect(fault("SAMLRequest=\(message)&SAMLResponse=\(message)") == .twoMessages)
        #expect(fault("SAMLRequest=\(message)&SAML%52equest=\(message)") == .escapedParameterName)
        #expect(fault("%53AMLRequest=\(message)") == .escapedParameterName)
        #expect(fault("SAMLRequest=\(message)&Relay%53tate=x") == .escapedParameterName)
        #expect(fault("SAMLRequest=\(message)&SAMLart=AAQ") == .foreignParameter)
    }

    @Test func `a query without message is refused`() {
        for query in ["", "&&&", "RelayState=x", "samlrequest=\(message)", "SAMLRequest%00=\(message)"] {
            #expect(fault(query) == .noMessage)
        }
        #expect(fault("SAMLRequest") == .malformedDeflate)
        #expect(fault("SAMLRequest=") == .malformedDeflate)
    }

    @Test func `half a signature is refused`() {
        #expect(fault("SAMLRequest=\(message)&Signature=AAAA") == .incompleteSignature)
        #expect(fault("SAMLRequest=\(message)&SigAlg=AAAA") == .incompleteSignature)
        #expect(fault("SAMLRequest=\(message)&SigAlg=AAAA&Signature=") == .malformedBase64)
        #expect(fault("SAMLRequest=\(message)&SigAlg=AAAA&Signature=A-_A") == .malformedBase64)
        #expect(
            fault("SAMLRequest=\(message)&SigAlg=a&Signature=\(String(repeating: "A", count: 4_000))")
                == .malformedBase64)
    }

    @Test func `only DEFLATE is an encoding`() throws {
        let deflate = "urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE"
        #expect(try HTTPRedirect.decode(rawQuery: "SAMLRequest=\(message)&SAMLEncoding=\(deflate)").xml == xml)
        #expect(fault("SAMLRequest=\(message)&SAMLEncoding=urn:none") == .unknownEncoding)
        #expect(fault("SAMLRequest=\(message)&SAMLEncoding=") == .unknownEncoding)
    }

    @Test func `a wrong alphabet, escape or stream is refused`() {
        let stream = Base64.encode(Zlib.deflateRaw(xml))
        #expect(fault("SAMLRequest=\(stream.replacing("=", with: ""))-") == .malformedBase64)
        #expect(fault("SAMLRequest=\(message)%0A") == .malformedBase64)
        #expect(fault("SAMLRequest=\(message)%2") == .malformedEscape)
        #expect(fault("SAMLRequest=\(message)%zz") == .malformedEscape)
        #expect(fault("SAMLRequest=\(message)&RelayState=%ff") == .malformedEscape)
        #expect(fault("SAMLRequest=\(message)&RelayState=%c0%af") == .malformedEscape)
        let trailing = QueryParameter.encode(Base64.encode(Zlib.deflateRaw(xml) + [0]))
        #expect(fault("SAMLRequest=\(trailing)") == .malformedDeflate)
        #expect(fault("SAMLRequest=\(QueryParameter.encode(Base64.encode(xml)))") == .malformedDeflate)
    }

    @Test func `bombs and long values are refused`() {
        let bomb = QueryParameter.encode(Base64.encode(Zlib.deflateRaw([UInt8](repeating: 0x20, count: 60_000_000))))
        #expect(fault("SAMLRequest=\(bomb)") == .tooLong)
        #expect(fault("SAMLRequest=\(String(repeating: "A", count: 10_000_000))") == .tooLong)
        #expect(fault("SAMLRequest=\(String(repeating: "A", count: 300_000))") == .tooLong)
        #expect(
            fault("SAMLRequest=\(message)&RelayState=\(String(repeating: "x", count: 100_000))") == .relayStateTooLong)
        let atTheLimit = Zlib.deflateRaw([UInt8](repeating: 0x20, count: 65_536))
        #expect(fault("SAMLRequest=\(QueryParameter.encode(Base64.encode(atTheLimit)))") == nil)
        #expect(fault("SAMLRequest=\(message)&RelayState=\(String(repeating: "x", count: 2_048))") == nil)
        #expect(
            fault("SAMLRequest=\(message)&RelayState=\(String(repeating: "x", count: 2_049))") == .relayStateTooLong)
    }
}
