/// The signature algorithms that are accepted and produced. The raw value is the algorithm's URI (XML Signature 1.1
/// §6.4), which the HTTP-Redirect binding uses too. HMAC, DSA, "none" and everything with SHA-1 or MD5 cannot be named.
package enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    case rsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"
    case rsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
    case ecdsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
    case ecdsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"
    case ecdsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"

    /// The digest inside the signature.
    package var digest: DigestAlgorithm {
        switch self {
        case .rsaSHA256, .ecdsaSHA256: .sha256
        case .rsaSHA384, .ecdsaSHA384: .sha384
        case .rsaSHA512, .ecdsaSHA512: .sha512
        }
    }

    /// Whether the algorithm is ECDSA (otherwise it is RSA PKCS #1 v1.5).
    package var isECDSA: Bool {
        switch self {
        case .rsaSHA256, .rsaSHA384, .rsaSHA512: false
        case .ecdsaSHA256, .ecdsaSHA384, .ecdsaSHA512: true
        }
    }
}
