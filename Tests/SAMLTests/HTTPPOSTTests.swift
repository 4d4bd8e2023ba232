import Crypto
import Testing

@testable import SAML

@Suite struct HTTPPOSTTests {
    let xml: [UInt8]
    let message: String

    init() throws {
        xml = try Fixture.bytes("AuthnRequest/pysaml2.xml")
        message = HTTPPOST.encode(xml)
    }

    private func fault(_ fields: [(name: String, value: String)]) -> BindingFault? {
        do throws(SAMLError) {
            _ = try HTTPPOST.decode(fields)
            return nil
        } catch {
            if case .binding(let fault) = error { return fault }
            Issue.record("\(error)")
            return nil
        }
    }

    @Test func `a message comes out as it went in, with line breaks or without`() throws {
        let lines = stride(from: 0, to: message.utf8.count, by: 76).map {
            String(message.dropFirst($0).prefix(76))
        }
        for text in [message, lines.joined(separator: "\r\n"), lines.joined(separator: "\n") + "\n"] {
            let decoded = try HTTPPOST.decode([
                ("RelayState", " é+%20 "), ("SAMLRequest", text), ("submit", "Continuer"),
            ])
            #expect(decoded.kind == .request)
            #expect(decoded.xml == xml)
            #expect(decoded.relayState == " é+%20 ")
        }
        #expect(try HTTPPOST.decode([("SAMLResponse", message)]).kind == .response)
    }

    @Test func `doubled, mixed and foreign fields are refused`() {
        #expect(fault([]) == .noMessage)
        #expect(fault([("RelayState", "x")]) == .noMessage)
        #expect(fault([("SAMLRequest", message), ("SAMLRequest", message)]) == .repeatedParameter)
        #expect(fault([("SAMLRequest", message), ("RelayState", ""), ("RelayState", "")]) == .repeatedParameter)
        #expect(fault([("SAMLRequest", message), ("SAMLResponse", message)]) == .twoMessages)
        for name in ["SAMLart", "Signature", "SigAlg", "SAMLEncoding"] {
            #expect(fault([("SAMLRequest", message), (name, "")]) == .foreignParameter)
        }
    }

    @Test func `a message that was compressed, as node-saml posts it unless told not to, is told apart`() throws {
        let compressed = HTTPPOST.encode(Zlib.deflateRaw(xml))
        #expect(fault([("SAMLRequest", compressed)]) == .compressedPost)
        #expect(fault([("SAMLResponse", compressed)]) == .compressedPost)
        // Other bytes that are no XML are the parser's to refuse.
        let other = Zlib.deflateRaw(Array("{}".utf8))
        #expect(try HTTPPOST.decode([("SAMLRequest", HTTPPOST.encode(other))]).xml == other)
    }

    @Test func `a wrong alphabet, missing padding or nothing at all is refused`() {
        for text in [
            "", "====", message + "=", message.replacing("A", with: "-"), " " + message, message + "\t",
            message.dropLast() + "!", message + "\u{0}", message + "é",
        ] {
            #expect(fault([("SAMLRequest", text)]) == .malformedBase64)
        }
    }

    @Test func `long values are refused`() {
        let long = [UInt8](repeating: 0x20, count: 65_537)
        #expect(fault([("SAMLRequest", Base64.encode(long))]) == .tooLong)
        #expect(fault([("SAMLRequest", Base64.encode(long.dropLast()))]) == nil)
        #expect(fault([("SAMLRequest", String(repeating: "A", count: 1_000_000))]) == .tooLong)
        #expect(
            fault([("SAMLRequest", message), ("RelayState", String(repeating: "x", count: 100_000))])
                == .relayStateTooLong)
    }
}
