import Crypto
import FoundationEssentials
import HTTP
import SAML
import XML

/// One service provider of the demonstration: an application with a name, keys and endpoints of its own.
struct ServiceProvider: Sendable {
    let application: DemonstrationApplication
    /// Its name in SAML; also where its metadata is.
    let entityID: String
    /// Its AssertionConsumerService.
    let consumer: String
    let peer: IdentityProviderPeer
    let verifier: ResponseVerifier
    let memory: SignOnMemory
    let randomness: Randomness
    /// Its metadata document, for the identity provider.
    let metadata: [UInt8]

    let logout: LogoutExchange
    private let issuer: Issuer
    private let redirectSigner: RedirectSigner
    private let signer: XMLSigner

    init(
        _ application: DemonstrationApplication, at baseURL: PublicURL, _ keys: KeyFolder.Pair,
        _ peer: IdentityProviderPeer, _ memory: SignOnMemory, _ randomness: Randomness
    ) throws(DemonstrationError) {
        self.application = application
        self.peer = peer
        self.memory = memory
        self.randomness = randomness
        entityID = "\(baseURL)/\(application.slug)/metadata"
        consumer = "\(baseURL)/\(application.slug)/acs"
        verifier = ResponseVerifier(
            entityID: entityID, consumer: consumer, peer: peer,
            decryptionKey: application.wantsEncryption ? keys.key : nil, memory: memory)
        redirectSigner = RedirectSigner(key: keys.key, algorithm: keys.key.kind.signatureAlgorithm)
        do throws(XMLError) {
            signer = try XMLSigner(key: keys.key, certificate: keys.certificate, prefixes: Namespace.prefixes)
        } catch { throw .xml(error) }
        let locations: DemonstrationApplication.Logout.Locations? =
            switch application.logout {
            case .none: nil
            case .browser: .init(browser: "\(baseURL)/\(application.slug)/slo", soap: nil)
            case .soap:
                .init(
                    browser: "\(baseURL)/\(application.slug)/slo", soap: "\(baseURL)/\(application.slug)/slo/soap")
            }
        do throws(SAMLError) {
            issuer = try Issuer(entityID)
            metadata = try Self.metadata(application, entityID, consumer, locations, keys.certificate)
        } catch { throw .saml(error) }
        logout = LogoutExchange(
            entityID: entityID, locations: locations, peer: peer, memory: memory, randomness: randomness,
            issuer: issuer, redirectSigner: redirectSigner, signer: signer)
    }

    private static func metadata(
        _ application: DemonstrationApplication, _ entityID: String, _ consumer: String,
        _ logout: DemonstrationApplication.Logout.Locations?, _ certificate: Certificate
    ) throws(SAMLError) -> [UInt8] {
        try EntityDescriptor(
            entityID: entityID, id: nil,
            spSSODescriptor: SPSSODescriptor(
                role: RoleDescriptor(
                    keyDescriptors: Self.keyDescriptors(application, certificate),
                    uiInfo: UIInfo(
                        displayNames: [LocalizedString("fr", application.name)],
                        descriptions: [LocalizedString("fr", application.purpose)])),
                authnRequestsSigned: true, wantAssertionsSigned: true,
                singleLogoutServices: [
                    logout?.soap.map { Endpoint(binding: .soap, location: $0) },
                    logout.map { Endpoint(binding: .httpRedirect, location: $0.browser) },
                ].compactMap(\.self),
                nameIDFormats: [application.nameIDFormat],
                assertionConsumerServices: [
                    IndexedEndpoint(index: 0, isDefault: true, binding: .httpPOST, location: consumer)
                ])
        ).element.bytes()
    }

    /// AES-GCM and OAEP, as we decrypt them.
    private static func keyDescriptors(
        _ application: DemonstrationApplication, _ certificate: Certificate
    ) -> [KeyDescriptor] {
        let signing = KeyDescriptor(use: .signing, certificates: [certificate])
        guard application.wantsEncryption else { return [signing] }
        let methods = [
            ContentCipher.aes256GCM.rawValue, ContentCipher.aes128GCM.rawValue,
            KeyTransport.Algorithm.rsaOAEPMGF1P.rawValue, KeyTransport.Algorithm.rsaOAEP.rawValue,
        ].map { EncryptionMethod($0) }
        return [
            signing, KeyDescriptor(use: .encryption, certificates: [certificate], encryptionMethods: methods),
        ]
    }

    // MARK: Asking

    /// How a person may be sent to the identity provider.
    struct Wish: Sendable {
        /// HTTP-POST instead of HTTP-Redirect.
        var usesPOST = false
        /// Ask for the password again.
        var forceAuthn = false
        /// Show nothing: answer at once or refuse.
        var isPassive = false
    }

    /// A signed AuthnRequest on its way.
    enum Departure {
        case redirect(String)
        case form(action: String, message: String, relayState: String)
    }

    /// Makes a request and remembers it, with the browser that takes it along.
    func departure(_ wish: Wish, browser: String, at now: Date) throws(SAMLError) -> Departure {
        let destination = wish.usesPOST ? peer.postLocation ?? peer.redirectLocation : peer.redirectLocation
        let request = AuthnRequest(
            id: MessageID(random: randomness), issueInstant: now, destination: destination, issuer: issuer,
            consumer: .described(url: consumer, binding: .httpPOST), forceAuthn: wish.forceAuthn,
            isPassive: wish.isPassive, nameIDPolicy: NameIDPolicy(format: application.nameIDFormat, allowCreate: true),
            providerName: application.name)
        let pending = PendingRequest(
            browser: browser, relayState: Hex.encode(randomness.bytes(12)),
            wantsAuthenticationSince: wish.forceAuthn ? now : nil)
        memory.remember(pending, request.id, of: entityID, at: now)
        guard wish.usesPOST, peer.postLocation != nil else {
            return .redirect(
                try HTTPRedirect.encode(
                    .request, xml: try request.element.bytes(), to: destination, relayState: pending.relayState,
                    signer: redirectSigner))
        }
        do throws(XMLError) {
            let xml = try signer.sign(request.element, after: Issuer.elementName).bytes
            return .form(action: destination, message: HTTPPOST.encode(xml), relayState: pending.relayState)
        } catch { throw .xml(error) }
    }
}
