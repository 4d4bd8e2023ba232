import Crypto
import Foundation
import Testing
@testable import XML

/// Attacks by name. The forged documents are built from ones that verify, and say `admin@exemple.fr` or ask for an
/// answer at `evil.example`.
struct AttackTests {
    static let assertion = SAMLNames.saml("Assertion")

    // MARK: Signature wrapping ("On Breaking SAML", 2012), numbered as the SAML Raider tool does

    struct Wrapping: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: @Sendable () throws -> [UInt8]
        var testDescription: String { name }
    }

    /// Parts of the signed Response: the whole assertion, its signature, and a forged unsigned copy.
    struct Parts {
        let response: String
        let original: String
        let signature: String
        let bare: String
        let evil: String

        init() throws {
            let bytes = try Fixture.response.get()
            response = String(decoding: bytes, as: UTF8.self)
            original = try bytes.slice(from: "<saml:Assertion", through: "</saml:Assertion>")
            signature = try bytes.slice(from: "<ds:Signature", through: "</ds:Signature>")
            bare = original.replacingOccurrences(of: signature, with: "")
            evil = bare.replacingOccurrences(of: "claire.martin@mairie.exemple.fr", with: "admin@exemple.fr")
        }

        var evilOtherID: String { evil.replacingOccurrences(of: "_assertion1", with: "_evil") }

        func with(_ replacement: String) -> [UInt8] {
            Array(response.replacingOccurrences(of: original, with: replacement).utf8)
        }

        /// Puts `text` before the closing tag of an assertion.
        func inside(_ assertion: String, _ text: String) -> String {
            assertion.replacingOccurrences(of: "</saml:Assertion>", with: text + "</saml:Assertion>")
        }

        /// Puts a signature behind the Issuer of a bare assertion.
        func signed(_ assertion: String, _ signature: String) -> String {
            assertion.replacingOccurrences(of: "</saml:Issuer>", with: "</saml:Issuer>" + signature)
        }

        func signatureHolding(_ text: String) -> String {
            signature.replacingOccurrences(of: "</ds:Signature>", with: text + "</ds:Signature>")
        }
    }

    static let wrappings: [Wrapping] = [
        Wrapping(name: "XSW1: the original inside the forged root's signature") {
            let request = try Fixture.request.get()
            let signature = try request.slice(from: "<ds:Signature", through: "</ds:Signature>")
            let root = try request.slice(from: "<samlp:AuthnRequest", through: "</samlp:AuthnRequest>")
            let bare = root.replacingOccurrences(of: signature, with: "")
            let holding = signature.replacingOccurrences(of: "</ds:Signature>", with: bare + "</ds:Signature>")
            return try forgedRequest(signature: holding)
        },
        Wrapping(name: "XSW2: the original before the detached signature") {
            let request = try Fixture.request.get()
            let signature = try request.slice(from: "<ds:Signature", through: "</ds:Signature>")
            let root = try request.slice(from: "<samlp:AuthnRequest", through: "</samlp:AuthnRequest>")
            return try forgedRequest(signature: root.replacingOccurrences(of: signature, with: "") + signature)
        },
        Wrapping(name: "XSW3: a forged assertion before the original") {
            let parts = try Parts()
            return parts.with(parts.evilOtherID + parts.original)
        },
        Wrapping(name: "XSW4: the original inside a forged assertion") {
            let parts = try Parts()
            return parts.with(parts.inside(parts.evilOtherID, parts.original))
        },
        Wrapping(name: "XSW5: the signature on the forged assertion, the original at the end") {
            let parts = try Parts()
            return parts.with(parts.signed(parts.evilOtherID, parts.signature) + parts.bare)
        },
        Wrapping(name: "XSW6: the original inside the signature of the forged assertion") {
            let parts = try Parts()
            return parts.with(parts.signed(parts.evilOtherID, parts.signatureHolding(parts.bare)))
        },
        Wrapping(name: "XSW7: a forged assertion with the same ID in Extensions") {
            let parts = try Parts()
            return parts.with("<samlp:Extensions>" + parts.evil + "</samlp:Extensions>" + parts.original)
        },
        Wrapping(name: "XSW8: the original in an Object of the forged assertion's signature") {
            let parts = try Parts()
            return parts.with(
                parts.signed(parts.evil, parts.signatureHolding("<ds:Object>" + parts.bare + "</ds:Object>")))
        },
        Wrapping(name: "the signature kept, the original in the wrong place with the same ID") {
            let parts = try Parts()
            return parts.with(parts.signed(parts.evil, parts.signature) + "<x:W xmlns:x='urn:x'>\(parts.bare)</x:W>")
        },
    ]

    /// A request that asks for an answer elsewhere, with a signature that refers to the original.
    static func forgedRequest(signature: String) throws -> [UInt8] {
        let request = try Fixture.request.get()
        let own = try request.slice(from: "<ds:Signature", through: "</ds:Signature>")
        let text = String(decoding: request, as: UTF8.self)
            .replacingOccurrences(of: "_5fe9c1d2-7b0a-4c55-9a0e-1b2c3d4e5f60", with: "_evil")
            .replacingOccurrences(of: "127.0.0.1:8081/bip/acs", with: "evil.example/acs")
        let forgedOwn = own.replacingOccurrences(of: "_5fe9c1d2-7b0a-4c55-9a0e-1b2c3d4e5f60", with: "_evil")
        return Array(text.replacingOccurrences(of: forgedOwn, with: signature).utf8)
    }

    @Test(arguments: wrappings)
    func `a wrapped signature is refused`(attack: Wrapping) throws {
        let bytes = try attack.bytes()
        for part in [SignedPart.root, .rootAmongOthers, .child(Self.assertion), .metadataRoot] {
            for limits in [Limits.message, .metadata] {
                #expect(throws: XMLError.self) { try VerificationTests.verify(bytes, part, limits) }
            }
        }
    }

    @Test func `a forged assertion under another ID in Extensions is not the one that comes back`() throws {
        let parts = try Parts()
        let bytes = parts.with("<samlp:Extensions>" + parts.evilOtherID + "</samlp:Extensions>" + parts.original)
        let verified = try VerificationTests.verify(bytes, .child(Self.assertion))
        #expect(try verified == VerificationTests.verify(Fixture.response.get(), .child(Self.assertion)))
    }

    // MARK: Surgery on a signed request

    struct Surgery: CustomTestStringConvertible {
        let name: String
        let old: String
        let new: String
        var testDescription: String { name }

        init(_ name: String, _ old: String, _ new: String) {
            self.name = name
            self.old = old
            self.new = new
        }
    }

    static let id = "_5fe9c1d2-7b0a-4c55-9a0e-1b2c3d4e5f60"

    static let surgeries: [Surgery] = [
        Surgery("a second ID under a prefix", "Version=\"2.0\"", "Version=\"2.0\" samlp:ID=\"_evil\""),
        Surgery("the ID only under a prefix", " ID=\"\(id)\"", " samlp:ID=\"\(id)\""),
        Surgery("an ID in lower case beside it", "Version=\"2.0\"", "Version=\"2.0\" id=\"\(id)\""),
        Surgery("an xml:id beside it", "Version=\"2.0\"", "Version=\"2.0\" xml:id=\"\(id)\""),
        Surgery("an xml:id on another element", "<samlp:NameIDPolicy ", "<samlp:NameIDPolicy xml:id=\"\(id)\" "),
        Surgery("the same ID on another element", "<samlp:NameIDPolicy ", "<samlp:NameIDPolicy ID=\"\(id)\" "),
        Surgery("another ID on another element", "<samlp:NameIDPolicy ", "<samlp:NameIDPolicy ID=\"_b\" "),
        Surgery("no ID", " ID=\"\(id)\"", ""),
        Surgery("an empty reference", "URI=\"#\(id)\"", "URI=\"\""),
        Surgery("no reference URI", " URI=\"#\(id)\"", ""),
        Surgery("an XPointer reference", "URI=\"#\(id)\"", "URI=\"#xpointer(id('\(id)'))\""),
        Surgery("an XPointer to the root", "URI=\"#\(id)\"", "URI=\"#xpointer(/)\""),
        Surgery("a file reference", "URI=\"#\(id)\"", "URI=\"file:///etc/hostname\""),
        Surgery("a web reference", "URI=\"#\(id)\"", "URI=\"http://127.0.0.1:9/#\(id)\""),
        Surgery("a reference to another element", "URI=\"#\(id)\"", "URI=\"#_other\""),
        Surgery(
            "a reference type", "<ds:Reference ", "<ds:Reference Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\" "),
        Surgery("an Object", "</ds:Signature>", "<ds:Object/></ds:Signature>"),
        Surgery("two KeyInfo", "</ds:Signature>", "<ds:KeyInfo/></ds:Signature>"),
        Surgery("a foreign child", "</ds:Signature>", "<x:A xmlns:x=\"urn:x\"/></ds:Signature>"),
        Surgery("SHA-1 in the signature", "xmldsig-more#rsa-sha256", "xmldsig-more#rsa-sha1"),
        Surgery(
            "RSA-SHA1", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
        Surgery("RSA-MD5", "xmldsig-more#rsa-sha256", "xmldsig-more#rsa-md5"),
        Surgery("HMAC", "xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256"),
        Surgery(
            "DSA", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#dsa-sha1"),
        Surgery("another family's algorithm", "xmldsig-more#rsa-sha256", "xmldsig-more#ecdsa-sha256"),
        Surgery("no algorithm", "<ds:SignatureMethod Algorithm=", "<ds:SignatureMethod Algorithmus="),
        Surgery("an algorithm under a prefix", "<ds:SignatureMethod Algorithm=", "<ds:SignatureMethod ds:Algorithm="),
        Surgery(
            "SHA-1 in the digest", "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1"),
        Surgery(
            "inclusive C14N", "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"",
            "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\""),
        Surgery(
            "an XPath transform for the enveloped one", "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
            "http://www.w3.org/TR/1999/REC-xpath-19991116"),
        Surgery(
            "an XSLT transform for the enveloped one", "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
            "http://www.w3.org/TR/1999/REC-xslt-19991116"),
        Surgery(
            "a base64 transform", "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
            "http://www.w3.org/2000/09/xmldsig#base64"),
        Surgery(
            "a third transform", "</ds:Transforms>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></ds:Transforms>"),
        Surgery("a second SignedInfo", "</ds:SignedInfo>", "</ds:SignedInfo><ds:SignedInfo/>"),
        Surgery("a second Reference", "</ds:Reference>", "</ds:Reference><ds:Reference/>"),
        Surgery("a second DigestValue", "</ds:DigestValue>", "</ds:DigestValue><ds:DigestValue/>"),
        Surgery(
            "an empty DigestValue", "<ds:DigestValue>", "<ds:DigestValue/><x:A xmlns:x=\"urn:x\"/><ds:DigestValue>"),
        Surgery("a comment in the DigestValue", "<ds:DigestValue>", "<ds:DigestValue><!-- c -->"),
        Surgery("a processing instruction", "</saml:Issuer>", "<?x admin?></saml:Issuer>"),
        Surgery("a comment in the Issuer", "</saml:Issuer>", "<!-- c -->.evil</saml:Issuer>"),
        Surgery("a DTD", "<samlp:AuthnRequest ", "<!DOCTYPE x [<!ENTITY e 'x'>]><samlp:AuthnRequest "),
        Surgery("an entity", "</saml:Issuer>", "&e;</saml:Issuer>"),
        Surgery("a relative namespace", "urn:example:unused", "unused"),
        Surgery("a prefix list out of scope", "PrefixList=\"samlp", "PrefixList=\"absent samlp"),
        Surgery(
            "two signatures", "</samlp:AuthnRequest>",
            "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/></samlp:AuthnRequest>"),
        Surgery(
            "a signature deep in Extensions", "</other:Note>",
            "</other:Note><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"),
        Surgery(
            "nothing but the signature's namespace changed", "http://www.w3.org/2000/09/xmldsig#\">",
            "http://www.w3.org/2000/09/xmldsig\">"),
    ]

    @Test(arguments: surgeries)
    func `a doctored signature is refused`(surgery: Surgery) throws {
        let bytes = try Fixture.request.get().replacing(surgery.old, surgery.new)
        for limits in [Limits.message, .metadata] {
            #expect {
                try VerificationTests.verify(bytes, .root, limits)
            } throws: { error in
                // A difference between the verifiers would mean that one of them accepted it.
                if case XMLError.verifiersDisagree? = error as? XMLError { false } else { true }
            }
        }
    }

    @Test func `a signature that is not behind the Issuer is refused`() throws {
        let bytes = try Fixture.request.get()
        let signature = try bytes.slice(from: "<ds:Signature", through: "</ds:Signature>")
        let moved = try bytes.replacing(signature, "").replacing(
            "</samlp:AuthnRequest>", signature + "</samlp:AuthnRequest>")
        #expect(throws: XMLError.signatureShape("the signature is not where it belongs")) {
            try VerificationTests.verify(moved)
        }
        let first = try bytes.replacing(signature, "").replacing("<saml:Issuer>", signature + "<saml:Issuer>")
        #expect(throws: XMLError.self) { try VerificationTests.verify(first) }
    }

    @Test func `a signature stripped off leaves a document that does not verify`() throws {
        let bytes = try Fixture.request.get()
        let signature = try bytes.slice(from: "<ds:Signature", through: "</ds:Signature>")
        let stripped = try bytes.replacing(signature, "")
        #expect(try !Document(parsing: stripped, limits: .message).isSigned)
        #expect(throws: XMLError.signatureShape("0 signatures in AuthnRequest")) {
            try VerificationTests.verify(stripped)
        }
    }
}
