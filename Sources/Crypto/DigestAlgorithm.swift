/// The digests of XML signatures that are accepted and produced. The raw value is the algorithm's URI (XML Signature 1.1
/// §6.2, XML Encryption §5.7). SHA-1 and MD5 cannot be named.
package enum DigestAlgorithm: String, Sendable, CaseIterable {
    case sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    case sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
    case sha512 = "http://www.w3.org/2001/04/xmlenc#sha512"

    /// The digest of `bytes` by this algorithm.
    package func digest(_ bytes: [UInt8]) -> [UInt8] {
        library.digest(bytes)
    }

    var library: OpenSSLDigest {
        switch self {
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }
}
