import Crypto
import TestFiles
import Testing
@testable import XML

/// The locks on xmlsec1, one by one: documents that the plain `xmlsec1` tool accepts, and our use of it must not, even
/// when no shape check stands before it.
struct XMLSecLockTests {
    static let rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    static let sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    static let reference = "URI=\"#\(AttackTests.id)\""
    static let enveloped = "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>"

    struct Forgery: CustomTestStringConvertible {
        let name: String
        let changes: [(String, String)]
        /// Further arguments of the tool when it signs and when it verifies.
        var signing: [String]?
        var verifying: [String]?
        var testDescription: String { name }
    }

    static let forgeries: [Forgery] = [
        Forgery(
            name: "RSA-SHA1 and SHA-1",
            changes: [
                (rsaSHA256, "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
                (sha256, "http://www.w3.org/2000/09/xmldsig#sha1"),
            ]),
        Forgery(name: "SHA-1 digest alone", changes: [(sha256, "http://www.w3.org/2000/09/xmldsig#sha1")]),
        Forgery(name: "RSA-MD5", changes: [(rsaSHA256, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")]),
        Forgery(
            name: "HMAC with the public certificate as the secret",
            changes: [(rsaSHA256, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")],
            signing: ["--hmackey", "certificate.pem"], verifying: ["--hmackey", "certificate.pem"]),
        Forgery(
            name: "a key that KeyInfo brings", changes: [("<ds:X509Data/>", "<ds:KeyValue/>")],
            signing: ["--privkey-pem", "other.pem"]),
        Forgery(
            name: "an XPath transform that selects nothing",
            changes: [
                (
                    enveloped,
                    enveloped + "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">"
                        + "<ds:XPath>false()</ds:XPath></ds:Transform>"
                )
            ]),
        Forgery(
            name: "an XSLT transform",
            changes: [
                (
                    enveloped,
                    enveloped + "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\">"
                        + "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\">"
                        + "<xsl:template match=\"/\"><a/></xsl:template></xsl:stylesheet></ds:Transform>"
                )
            ]),
        Forgery(
            name: "inclusive canonicalisation",
            changes: [
                (
                    "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>",
                    "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>"
                )
            ]),
        Forgery(
            name: "a file as the reference",
            changes: [
                (reference, "URI=\"file:///etc/hostname\""), (enveloped, ""),
                (
                    "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><ec:InclusiveNamespaces"
                        + " xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"samlp saml unused\"/>"
                        + "</ds:Transform>", ""
                ),
                ("<ds:Transforms>", ""), ("</ds:Transforms>", ""),
            ]),
    ]

    @Test(arguments: forgeries)
    func `xmlsec1 as we use it refuses what the tool accepts`(forgery: Forgery) throws {
        let pair = try TestKeys.rsa.get()
        let folder = try TestFolder()
        var template = try Fixture.bytes("authn-request.xml")
        for (old, new) in forgery.changes { template = try template.replacing(old, new) }
        try folder.write(template, "template.xml")
        try folder.write(try pair.key.pem(), "key.pem")
        try folder.write(try TestKeys.other.get().key.pem(), "other.pem")
        try folder.write(pair.certificate.pem, "certificate.pem")
        let id = ["--id-attr:ID", SAMLNames.protocolNamespace + ":AuthnRequest"]
        let made = try folder.run(
            ["xmlsec1", "--sign"] + id + (forgery.signing ?? ["--privkey-pem", "key.pem,certificate.pem"])
                + ["--output", "signed.xml", "template.xml"])
        try #require(made.status == 0, "\(made.output)")
        let tool = try folder.run(
            ["xmlsec1", "--verify"] + id + (forgery.verifying ?? ["--pubkey-cert-pem", "certificate.pem"])
                + ["signed.xml"])
        #expect(tool.status == 0, "the forgery is not one: \(tool.output)")

        let bytes = try folder.read("signed.xml")
        let tree = try LibXMLTree(parsing: bytes)
        let key = pair.key.publicKey
        let accepted = XMLSec.verifies(signature: [1], over: [], id: AttackTests.id, in: tree, with: key)
        #expect(!accepted)
        #expect {
            try VerificationTests.verify(bytes)
        } throws: { error in
            if case XMLError.verifiersDisagree? = error as? XMLError { false } else { true }
        }
    }

    @Test func `xmlsec1 as we use it accepts what is right`() throws {
        let tree = try LibXMLTree(parsing: Fixture.request.get())
        let right = try TestKeys.rsa.get().key.publicKey
        let wrong = try TestKeys.other.get().key.publicKey
        let accepted = [
            XMLSec.verifies(signature: [1], over: [], id: AttackTests.id, in: tree, with: right),
            XMLSec.verifies(signature: [1], over: [], id: AttackTests.id, in: tree, with: wrong),
            // Nothing of an earlier call is left that lets an element be found without being named.
            XMLSec.verifies(signature: [1], over: [0], id: AttackTests.id, in: tree, with: right),
            XMLSec.verifies(signature: [1], over: [], id: "_other", in: tree, with: right),
            XMLSec.verifies(signature: [2], over: [], id: AttackTests.id, in: tree, with: right),
            XMLSec.verifies(signature: [9, 9], over: [], id: AttackTests.id, in: tree, with: right),
            XMLSec.verifies(signature: [1], over: [], id: AttackTests.id, in: tree, with: right),
        ]
        #expect(accepted == [true, false, false, false, false, false, true])
    }

    @Test func `canonicalisation that fails is an error and not an empty text`() throws {
        let tree = try LibXMLTree(parsing: Array("<a xmlns='relative'><b/></a>".utf8))
        #expect(throws: XMLError.signatureShape("canonicalisation failed")) {
            try tree.canonical([], Canonicalisation())
        }
        #expect(throws: XMLError.self) { try tree.canonical([7], Canonicalisation()) }
        #expect(throws: XMLError.self) { try tree.canonical([], omitting: 7, Canonicalisation()) }
    }
}
