import Accounts
import Crypto
import Directory
import Foundation
import SAML
import TestFiles
import TestServers
import Testing
import Transfer

@testable import IdentityProvider

/// Somebody who publishes the metadata of a service provider on a real server of this machine, signed by the `xmlsec1`
/// tool.
final class Publisher {
    let folder: TestFolder
    let server: RunningServer
    private let scheme: String
    let entityID = "https://bip.example/sp"
    /// The certificates of the keys whose messages are trusted.
    var certificates: [Certificate]
    var consumers = ["https://bip.example/acs"]
    /// In place of `entityID`, in the document.
    var named: String?

    init(encrypted: Bool = false) throws {
        folder = try TestFolder()
        var arguments = ["--folder", folder.path]
        if encrypted {
            let certificate = try TestCertificate.shared.get()
            arguments += ["--certificate", certificate.certificate, "--key", certificate.key]
        }
        scheme = encrypted ? "https" : "http"
        server = try RunningServer("http_server.py", arguments)
        certificates = [try Keys.certificate(try Keys.theirs.get())]
    }

    var site: String { "\(scheme)://127.0.0.1:\(server.port)" }
    var url: String { "\(site)/files/sp.xml" }

    /// The document, with these attributes at its root.
    func document(_ attributes: String = "", extensions: String = "") -> String {
        let descriptors = certificates.map { certificate in
            """
            <md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>\
            \(certificate.base64)</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
            """
        }
        let services = consumers.enumerated().map { index, location in
            """
            <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" \
            Location="\(location)" index="\(index)"/>
            """
        }
        return """
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" \
            xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ID="_\(UInt64.random(in: 0...UInt64.max))" \
            entityID="\(named ?? entityID)" \(attributes)>\(extensions)<md:SPSSODescriptor \
            protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\(descriptors.joined())\
            \(services.joined())</md:SPSSODescriptor></md:EntityDescriptor>
            """
    }

    /// Puts a document where it is fetched from.
    func publish(_ document: String) throws { try folder.write(Array(document.utf8), "sp.xml") }

    /// The same, signed as a whole by the tool.
    func publish(_ document: String, signedBy key: PrivateKey) throws {
        let id = try #require(document.firstMatch(of: /ID="(_[0-9]+)"/)).1
        let template = """
            <ds:Signature><ds:SignedInfo><ds:CanonicalizationMethod \
            Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod \
            Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#\(id)">\
            <ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>\
            <ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod \
            Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>\
            <ds:SignatureValue/></ds:Signature>
            """
        var text = document
        guard let start = text.firstIndex(of: ">") else { throw ToolFailure(status: 0) }
        text.insert(contentsOf: template, at: text.index(after: start))
        try folder.write(Array(text.utf8), "template.xml")
        try folder.write(try key.pem(), "key.pem")
        let (status, _) = try folder.run(
            "xmlsec1", "--sign", "--privkey-pem", "key.pem", "--id-attr:ID",
            "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", "--output", "sp.xml", "template.xml")
        guard status == 0 else { throw ToolFailure(status: status) }
    }

    struct ToolFailure: Error { let status: Int32 }

    /// What asks it, on a test's site.
    func keeper(_ site: Site, adjust: (inout OutboundClient) -> Void = { _ in }) throws -> MetadataKeeper {
        var client = OutboundClient()
        client.allowsPrivateAddresses = true
        client.redirects = 5
        client.wholeTime = .seconds(5)
        client.authorities = try TestCertificate.shared.get().certificate
        adjust(&client)
        return MetadataKeeper(
            accounts: site.accounts, directory: site.directory, client: client, policy: .https, randomness: .system,
            page: { "https://auth.test/annuaire/applications/\($0)/fournisseurs/\($1)" }, clock: { site.now },
            log: { _ in })
    }
}
