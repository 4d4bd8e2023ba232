import Crypto
import Directory
import FoundationEssentials
import SAML
import XML

/// A service provider: what it registers, and the messages it sends.
struct Peer: Sendable {
    let entityID: String
    let consumer: String
    let key: PrivateKey

    init(_ name: String = "bip", key: Result<PrivateKey, any Error> = Keys.theirs) throws {
        entityID = "https://\(name).example/sp"
        consumer = "https://\(name).example/acs?tenant=1&lang=fr"
        self.key = try key.get()
    }

    /// As its metadata would say.
    var settings: ServiceProviderSettings {
        get throws {
            var settings = ServiceProviderSettings()
            settings.assertionConsumerServices = [
                .init(index: 0, binding: Binding.httpPOST.rawValue, location: consumer)
            ]
            settings.signingCertificates = [try Keys.certificate(key).base64]
            return settings
        }
    }

    /// A request to that site, made now; `edit` changes it before it is signed.
    func request(
        _ site: Site, id: MessageID = MessageID(random: .system), consumer: RequestedConsumer = .unspecified,
        forceAuthn: Bool = false, isPassive: Bool = false, nameIDPolicy: NameIDPolicy? = nil,
        context: RequestedAuthnContext? = nil, edit: (inout Element) -> Void = { _ in }
    ) throws -> Element {
        var element = AuthnRequest(
            id: id, issueInstant: site.now, destination: site.singleSignOn, issuer: try Issuer(entityID),
            consumer: consumer, forceAuthn: forceAuthn, isPassive: isPassive, nameIDPolicy: nameIDPolicy,
            requestedAuthnContext: context
        ).element
        edit(&element)
        return element
    }

    /// The path and query of a request by HTTP-Redirect, signed when a key is given.
    func redirect(
        _ request: Element, relayState: String? = nil, signedBy key: PrivateKey? = nil,
        _ algorithm: SignatureAlgorithm? = nil
    ) throws -> String {
        try HTTPRedirect.encode(
            .request, xml: request.bytes(), to: "/saml/sso", relayState: relayState,
            signer: key.map { RedirectSigner(key: $0, algorithm: algorithm ?? $0.kind.signatureAlgorithm) })
    }

    /// The fields of a request by HTTP-POST, signed when a key is given.
    func form(_ request: Element, relayState: String? = nil, signedBy key: PrivateKey? = nil) throws -> [Field] {
        try form(try key.map { try signed(request, by: $0) } ?? request.bytes(), relayState: relayState)
    }

    /// The fields of any bytes by HTTP-POST.
    func form(_ xml: [UInt8], relayState: String? = nil) throws -> [Field] {
        [("SAMLRequest", HTTPPOST.encode(xml))] + (relayState.map { [("RelayState", $0)] } ?? [])
    }

    /// The bytes of a request with an enveloped signature.
    func signed(_ request: Element, by key: PrivateKey) throws -> [UInt8] {
        try XMLSigner(key: key, certificate: try Keys.certificate(key), prefixes: Namespace.prefixes)
            .sign(request, after: Issuer.elementName).bytes
    }
}

/// A field of a form.
typealias Field = (name: String, value: String)

extension Element {
    /// Sets an attribute, or removes it.
    mutating func set(_ name: String, _ value: String?) {
        attributes.removeAll { $0.name == QName("", name) }
        if let value { attributes.append(Attribute(name, value)) }
    }
}
