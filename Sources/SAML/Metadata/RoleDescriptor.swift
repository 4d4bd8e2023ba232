package import Crypto
package import FoundationEssentials
import XML

/// What the descriptors of every role share (SAML Metadata §2.4.1).
package struct RoleDescriptor: Hashable, Sendable {
    /// The moment from which the role's description may no longer be used.
    package let validUntil: Date?
    /// A page that helps a person to whom the role reports an error.
    package let errorURL: String?
    /// The role's keys, in order: the first is the first to try.
    package let keyDescriptors: [KeyDescriptor]
    /// How the role shows itself to people.
    package let uiInfo: UIInfo?
    /// The domains that identifiers of its persons may end in (Shibboleth Metadata Profile).
    package let scopes: [String]
    /// Which algorithms the role takes.
    package let algorithms: AlgorithmSupport

    /// A role to write.
    package init(
        errorURL: String? = nil, keyDescriptors: [KeyDescriptor], uiInfo: UIInfo? = nil, scopes: [String] = [],
        algorithms: AlgorithmSupport = AlgorithmSupport(digestMethods: [], signingMethods: [])
    ) {
        validUntil = nil
        self.errorURL = errorURL
        self.keyDescriptors = keyDescriptors
        self.uiInfo = uiInfo
        self.scopes = scopes
        self.algorithms = algorithms
    }

    init(_ element: Element) throws(SAMLError) {
        validUntil = try element.dateTime("validUntil")
        errorURL = try element.uri("errorURL")
        var keyDescriptors: [KeyDescriptor] = []
        for descriptor in element.all(KeyDescriptor.name) { keyDescriptors.append(try KeyDescriptor(descriptor)) }
        self.keyDescriptors = keyDescriptors
        let extensions = element.first(.md("Extensions"))
        uiInfo = try extensions?.first(UIInfo.name).map { (element) throws(SAMLError) in try UIInfo(element) }
        algorithms = AlgorithmSupport(extensions: extensions)
        // One that is a regular expression is passed over: nothing here would interpret it.
        var scopes: [String] = []
        for scope in extensions?.all(Self.scope) ?? [] where try scope.boolean("regexp") != true {
            scopes.append(try scope.plainText().trimmingXMLSpace())
        }
        self.scopes = scopes
    }

    private static let scope = QName(Namespace.shibmd, "Scope")

    /// Whether a role descriptor is for SAML 2.0 (protocolSupportEnumeration is a list of URIs).
    static func supportsSAML2(_ element: Element) -> Bool {
        (element.attribute("protocolSupportEnumeration") ?? "").split { $0.isXMLSpace }.contains {
            $0 == Namespace.samlp
        }
    }

    /// The certificates of the keys for this use; a key without a use counts for both (IIP-MD11).
    package func certificates(for use: KeyDescriptor.Use) -> [Certificate] {
        keyDescriptors.filter { $0.use == nil || $0.use == use }.flatMap(\.certificates)
    }

    /// The keys for this use that come without a certificate.
    package func bareKeys(for use: KeyDescriptor.Use) -> [PublicKey] {
        keyDescriptors.filter { $0.use == nil || $0.use == use }.flatMap(\.bareKeys)
    }

    /// The descriptors of keys to encrypt for, each with what can be decrypted with it.
    package var encryptionKeys: [KeyDescriptor] { keyDescriptors.filter { $0.use != .signing } }

    var attributes: [(String, String?)] {
        [("errorURL", errorURL), ("protocolSupportEnumeration", Namespace.samlp)]
    }

    var children: [Element?] {
        let extensions =
            scopes.map { Element(Self.scope, having: [("regexp", "false")], text: $0) } + algorithms.elements
            + (uiInfo.map { [$0.element] } ?? [])
        return [extensions.isEmpty ? nil : Element(.md("Extensions"), having: [], extensions)]
            + keyDescriptors.map(\.element)
    }
}
