package import XML

/// The XML namespaces of SAML 2.0 and of what it carries.
package enum Namespace {
    /// SAML Core §1.1
    package static let saml = "urn:oasis:names:tc:SAML:2.0:assertion"
    /// SAML Core §1.1
    package static let samlp = "urn:oasis:names:tc:SAML:2.0:protocol"
    /// SAML Metadata §1.1
    package static let md = "urn:oasis:names:tc:SAML:2.0:metadata"
    /// XML Signature
    package static let ds = "http://www.w3.org/2000/09/xmldsig#"
    /// XML Encryption
    package static let xenc = "http://www.w3.org/2001/04/xmlenc#"
    /// XML Encryption 1.1
    package static let xenc11 = "http://www.w3.org/2009/xmlenc11#"
    /// SAML V2.0 Metadata Extensions for Login and Discovery User Interface
    package static let mdui = "urn:oasis:names:tc:SAML:metadata:ui"
    /// SAML V2.0 Metadata Extension for Entity Attributes
    package static let mdattr = "urn:oasis:names:tc:SAML:metadata:attribute"
    /// SAML V2.0 Metadata Extensions for Registration and Publication Information
    package static let mdrpi = "urn:oasis:names:tc:SAML:metadata:rpi"
    /// SAML V2.0 Metadata Profile for Algorithm Support
    package static let alg = "urn:oasis:names:tc:SAML:metadata:algsupport"
    /// Shibboleth Metadata Profile: scopes
    package static let shibmd = "urn:mace:shibboleth:metadata:1.0"
    /// The `xml:` prefix
    package static let xml = "http://www.w3.org/XML/1998/namespace"

    /// The prefixes under which our messages and metadata are written.
    ///
    /// A signer of our elements needs these very prefixes: a signature holds for one spelling only.
    package static let prefixes: Prefixes = [
        saml: "saml", samlp: "samlp", md: "md", ds: "ds", xenc: "xenc", xenc11: "xenc11", mdui: "mdui",
        mdattr: "mdattr", alg: "alg",
        shibmd: "shibmd",
    ]
    /// Namespaces whose names are ours to know: an unknown name in them is a fault, not an extension.
    static let known: Set<String> = [saml, samlp, ds]
}

extension QName {
    static func saml(_ local: String) -> QName { QName(Namespace.saml, local) }
    static func samlp(_ local: String) -> QName { QName(Namespace.samlp, local) }
    static func md(_ local: String) -> QName { QName(Namespace.md, local) }
    static func ds(_ local: String) -> QName { QName(Namespace.ds, local) }
    static func xenc(_ local: String) -> QName { QName(Namespace.xenc, local) }
    static func mdui(_ local: String) -> QName { QName(Namespace.mdui, local) }
    static func mdattr(_ local: String) -> QName { QName(Namespace.mdattr, local) }
    static func alg(_ local: String) -> QName { QName(Namespace.alg, local) }
    static let xmlLang = QName(Namespace.xml, "lang")
}
