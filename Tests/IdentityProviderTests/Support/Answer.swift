import Crypto
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import SAML
import Testing
import XML

@testable import IdentityProvider

/// What a service provider gets, read as one reads it that trusts only what is signed: `response` and `assertion` come
/// from verified elements.
struct Answer {
    let destination: String
    let relayState: String?
    let xml: [UInt8]
    /// The Response; verified when `isResponseSigned`.
    let response: SAML.Response
    /// The one assertion, out of what is signed; nil when there is none.
    let assertion: Assertion?
    let isResponseSigned: Bool
    let isAssertionSigned: Bool
    /// The algorithm of the (first) signature.
    let algorithm: String?
    /// saml:EncryptedAssertion, when the assertion came so.
    let encrypted: Element?

    struct NoAnswer: Error, CustomStringConvertible { let description: String }

    /// - Parameter decryptionKey: for an answer that is encrypted; without one only its signature is looked at.
    init(_ page: Response, from site: Site, decryptedBy decryptionKey: PrivateKey? = nil) throws {
        let inspection = page.page
        guard page.status == .ok, let message = inspection.value(of: "SAMLResponse"),
            let form = inspection.forms.first(where: { $0.hasPrefix("http") })
        else { throw NoAnswer(description: "\(page.status.rawValue) \(page.location) \(inspection.words)") }
        guard page.faults.isEmpty else { throw NoAnswer(description: page.faults.joined(separator: "\n")) }
        guard page.formTargets == .serviceProviders else { throw NoAnswer(description: "the form may not leave") }
        destination = form
        relayState = inspection.value(of: "RelayState")
        xml = try Base64.decode(message).orThrow()

        let document = try Document(parsing: xml, limits: .message)
        let assertionElement = document.root.first(Assertion.elementName)
        isResponseSigned = document.root.first(QName(Namespace.ds, "Signature")) != nil
        let keys = try site.identityProvider.identity.keys.current().published.map { try $0.publicKey }
        response = try SAML.Response(
            isResponseSigned ? document.verified(.rootAmongOthers, by: keys) : document.root)
        encrypted = document.root.first(EncryptedAssertion.elementName)
        if let hidden = response.encryptedAssertions.first {
            guard isResponseSigned else { throw NoAnswer(description: "a ciphertext that nothing signs") }
            guard response.assertions.isEmpty, response.encryptedAssertions.count == 1 else {
                throw NoAnswer(description: "several assertions")
            }
            let plain = try decryptionKey.map { try hidden.decrypted(by: [$0]) }
            switch consume plain {
            case let plain?:
                isAssertionSigned = plain.isSigned
                assertion = try Assertion(plain.isSigned ? plain.verified(.root, by: keys) : plain.root)
            case nil:
                isAssertionSigned = false
                assertion = nil
            }
        } else {
            isAssertionSigned = assertionElement?.isSigned ?? false
            assertion =
                isAssertionSigned
                ? try Assertion(document.verified(.child(Assertion.elementName), by: keys)) : response.assertions.first
            if assertionElement != nil, !isResponseSigned, !isAssertionSigned {
                throw NoAnswer(description: "an assertion that nothing signs")
            }
            if let assertion, response.assertions != [assertion] { throw NoAnswer(description: "several assertions") }
        }
        let signature = (isResponseSigned ? document.root : assertionElement)?.first(QName(Namespace.ds, "Signature"))
        algorithm = signature?.first(QName(Namespace.ds, "SignedInfo"))?.first(QName(Namespace.ds, "SignatureMethod"))?
            .attribute("Algorithm")
    }

    var nameID: NameID? { assertion?.subject?.nameID }
    var sessionIndex: String? { assertion?.authnStatements.first?.sessionIndex }
    var codes: [StatusCode] { response.status.codes }

    /// The values of an attribute; empty when it is not sent.
    func values(_ name: String) -> [String] { assertion?.attributes.first { $0.name == name }?.values ?? [] }
}

extension Browser {
    /// Asks by HTTP-Redirect and reads the answer.
    func answer(
        _ peer: Peer, _ request: Element, relayState: String? = nil, signedBy key: PrivateKey? = nil,
        decryptedBy decryptionKey: PrivateKey? = nil
    ) throws -> Answer {
        try Answer(
            try get(try peer.redirect(request, relayState: relayState, signedBy: key)), from: site,
            decryptedBy: decryptionKey)
    }
}

extension Browser {
    /// Asks by HTTP-Redirect, chooses that structure where a choice is to be made, and reads the answer.
    func answer(_ peer: Peer, _ request: Element, actingFor structure: ID<Structure>) throws -> Answer {
        let parked = try get(try peer.redirect(request))
        let token = try follow(parked).page.value(of: "jeton").orThrow()
        return try Answer(
            post(parked.location, [("jeton", token), ("structure", "\(structure)")]), from: site)
    }
}

/// Checks that a page refuses: a status of the 4xx kind, nothing for any service provider, nothing of the input, a
/// reference, and a line in the log.
func expectRefusal(
    _ response: Response, at site: Site, hiding input: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let text = response.text
    #expect((400..<500).contains(response.status.rawValue), "\(response.page.words)", sourceLocation: sourceLocation)
    #expect(!text.contains("SAMLResponse"), sourceLocation: sourceLocation)
    #expect(response.headers["location"] == nil, sourceLocation: sourceLocation)
    #expect(text.contains("7K3M-X9QF"), sourceLocation: sourceLocation)
    #expect(response.faults == [], sourceLocation: sourceLocation)
    for piece in input where !piece.isEmpty {
        #expect(!text.contains(piece), "shows \(piece)", sourceLocation: sourceLocation)
    }
    #expect(site.log.contains { $0.contains("7K3M-X9QF") }, sourceLocation: sourceLocation)
}
