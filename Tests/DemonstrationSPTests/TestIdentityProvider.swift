import Crypto
import DemonstrationSP
import Foundation
import HTTP
import SAML
import XML

/// An identity provider of the test's own: real keys, real metadata, real signatures.
struct TestIdentityProvider {
    static let entityID = "http://localhost:8080/saml/metadata"
    static let location = "http://localhost:8080/saml/sso"
    static let key = Result { try PrivateKey.generate(.rsa2048) }
    static let otherKey = Result { try PrivateKey.generate(.rsa2048) }

    /// A Response to make, right in every part until a test makes one wrong.
    struct Answer {
        var slug = "bip"
        var inResponseTo: MessageID?
        var issuer = entityID
        var destination: String?
        var recipient: String?
        var audience: String?
        var now = DemonstrationTests.now
        var notBefore: TimeInterval = -120
        var notOnOrAfter: TimeInterval = 300
        var session: TimeInterval = 36_000
        var authenticated: TimeInterval = -30
        var id = MessageID(random: .system)
        var displayName = "Hélène Lefèvre-N'Guyen"
        var status = SAML.Status.success
        var signsAssertion = true
        var signsResponse = false
        var key = TestIdentityProvider.key
        var encryption: ContentEncryption?

        func xml() throws -> [UInt8] {
            let base = "http://127.0.0.1:8081/\(slug)"
            let assertion = Assertion(
                id: id, issueInstant: now, issuer: try Issuer(issuer),
                subject: Subject(
                    nameID: try NameID("helene.lefevre@valmont.example", format: .emailAddress),
                    confirmations: [
                        SubjectConfirmation(
                            bearer: SubjectConfirmationData(
                                recipient: recipient ?? "\(base)/acs", notOnOrAfter: now + notOnOrAfter,
                                inResponseTo: inResponseTo))
                    ]),
                conditions: try Conditions(
                    notBefore: now + notBefore, notOnOrAfter: now + notOnOrAfter,
                    audience: audience ?? "\(base)/metadata"),
                authnStatement: try AuthnStatement(
                    authnInstant: now + authenticated, sessionIndex: "_s1", sessionNotOnOrAfter: now + session,
                    authnContextClass: .passwordProtectedTransport),
                attributes: [
                    try Attribute(name: "displayName", nameFormat: .basic, values: [displayName]),
                    try Attribute(name: "structure", nameFormat: .basic, values: ["CCAS de Valmont"]),
                    try Attribute(name: "siret", nameFormat: .basic, values: ["21930001500019"]),
                    try Attribute(
                        name: "role", nameFormat: .basic, values: ["BIP\\utilisateurs", "lecture & écriture"]),
                ])
            let response = SAML.Response(
                id: MessageID(random: .system), inResponseTo: inResponseTo, issueInstant: now,
                destination: destination ?? "\(base)/acs", issuer: try Issuer(issuer), status: status, assertion: nil)
            let signer = try XMLSigner(
                key: key.get(), certificate: certificate(key.get()), prefixes: SAML.Namespace.prefixes)
            var content: WrittenElement?
            if status.isSuccess {
                content =
                    signsAssertion
                    ? try signer.sign(assertion.element, after: Issuer.elementName) : try assertion.element.written()
            }
            if let encryption, let plain = content {
                content = try EncryptedAssertion.element(
                    encrypting: plain, by: encryption, for: "\(base)/metadata", randomness: .system
                ).written()
            }
            return signsResponse
                ? try signer.sign(response.element, holding: content, after: Issuer.elementName).bytes
                : try response.element.written(holding: content).bytes
        }
    }

    static func certificate(_ key: PrivateKey) throws -> Certificate {
        try Certificate.selfSigned(
            key: key, commonName: "localhost", from: DemonstrationTests.now, until: DemonstrationTests.now + 86_400,
            randomness: .system)
    }

    static func metadata() throws -> [UInt8] {
        try EntityDescriptor(
            entityID: entityID, id: nil,
            idpSSODescriptor: IDPSSODescriptor(
                role: RoleDescriptor(
                    keyDescriptors: [KeyDescriptor(use: .signing, certificates: [certificate(key.get())])]),
                wantAuthnRequestsSigned: false, nameIDFormats: [.emailAddress],
                singleSignOnServices: [
                    Endpoint(binding: .httpRedirect, location: location),
                    Endpoint(binding: .httpPOST, location: location),
                ])
        ).element.bytes()
    }
}

/// A browser as far as cookies and redirects go. A cross-site POST carries no cookie, as SameSite=Lax has it.
struct Browser {
    let router: Router
    var now = DemonstrationTests.now
    private(set) var cookies: [String: String] = [:]

    init(_ router: Router) { self.router = router }

    mutating func get(_ path: String) throws -> HTTP.Response {
        try send(.get, path, headers: cookies.isEmpty ? [:] : ["cookie": header], body: [])
    }

    mutating func post(_ path: String, _ fields: [(name: String, value: String)], crossSite: Bool) throws
        -> HTTP.Response
    {
        var headers: Headers = ["content-type": "application/x-www-form-urlencoded"]
        if !crossSite { headers["cookie"] = header }
        return try send(.post, path, headers: headers, body: Array(Parameters(fields).encoded.utf8))
    }

    /// Follows redirects inside the demonstration.
    mutating func follow(_ response: HTTP.Response) throws -> HTTP.Response {
        var response = response
        while let location = response.headers["location"], location.hasPrefix("/") { response = try get(location) }
        return response
    }

    private var header: String { cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }

    private mutating func send(
        _ method: HTTP.Method, _ path: String, headers: Headers, body: [UInt8]
    ) throws -> HTTP.Response {
        let response = router.answer(
            try Request(method, path, headers: headers, body: body, receivedAt: now, reference: "REF-1"))
        for cookie in response.cookies { cookies[cookie.name] = cookie.maxAge == 0 ? nil : cookie.value }
        return response
    }
}

extension HTTP.Response {
    var text: String { String(decoding: body, as: UTF8.self) }
}
