/// How a content key is encrypted for the holder of an RSA key: OAEP in one of its two spellings, with a digest and a
/// mask generation function (XML Encryption 1.1 §5.5.2). PKCS #1 v1.5 cannot be named.
package struct KeyTransport: Hashable, Sendable {
    /// The algorithm's URI.
    package enum Algorithm: String, Sendable, CaseIterable {
        /// The mask is MGF1 with SHA-1, always.
        case rsaOAEPMGF1P = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
        /// The mask is named; MGF1 with SHA-1 when it is not.
        case rsaOAEP = "http://www.w3.org/2009/xmlenc11#rsa-oaep"
    }

    /// A digest inside OAEP. SHA-1 is sound there (nobody can profit from a collision), and is what everybody decrypts.
    /// The raw value is the digest's URI.
    package enum Digest: String, Sendable, CaseIterable {
        case sha1 = "http://www.w3.org/2000/09/xmldsig#sha1"
        case sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
        case sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
        case sha512 = "http://www.w3.org/2001/04/xmlenc#sha512"

        /// The URI of MGF1 with this digest (XML Encryption 1.1 §5.5.2).
        package var maskURI: String {
            switch self {
            case .sha1: "http://www.w3.org/2009/xmlenc11#mgf1sha1"
            case .sha256: "http://www.w3.org/2009/xmlenc11#mgf1sha256"
            case .sha384: "http://www.w3.org/2009/xmlenc11#mgf1sha384"
            case .sha512: "http://www.w3.org/2009/xmlenc11#mgf1sha512"
            }
        }

        /// The digest whose MGF1 has that URI.
        package init?(maskURI: String) {
            guard let digest = Self.allCases.first(where: { $0.maskURI == maskURI }) else { return nil }
            self = digest
        }

        var library: OpenSSLDigest {
            switch self {
            case .sha1: .sha1
            case .sha256: .sha256
            case .sha384: .sha384
            case .sha512: .sha512
            }
        }
    }

    /// Which spelling.
    package let algorithm: Algorithm
    /// The digest of OAEP's label.
    package let digest: Digest
    /// The digest of the mask, SHA-1 for `rsaOAEPMGF1P`.
    package let mask: Digest

    /// - Parameter mask: ignored for `rsaOAEPMGF1P`, whose name fixes it.
    package init(_ algorithm: Algorithm, digest: Digest = .sha1, mask: Digest = .sha1) {
        self.algorithm = algorithm
        self.digest = digest
        self.mask = algorithm == .rsaOAEPMGF1P ? .sha1 : mask
    }
}

extension PublicKey {
    /// Encrypts a few bytes, such as a content key, for the holder of the private key; RSA keys only.
    package func encrypt(_ bytes: [UInt8], by transport: KeyTransport) throws(CryptoError) -> [UInt8] {
        guard case .rsa = kind else { throw .algorithmDoesNotFitKey }
        return try key.encrypt(bytes, digest: transport.digest.library, mask: transport.mask.library)
    }
}

extension PrivateKey {
    /// What `PublicKey.encrypt` was given. One error for whatever is wrong (Manger's attack lives on differences).
    package func decrypt(_ bytes: [UInt8], by transport: KeyTransport) throws(CryptoError) -> [UInt8] {
        guard case .rsa = kind else { throw .algorithmDoesNotFitKey }
        return try key.decrypt(bytes, digest: transport.digest.library, mask: transport.mask.library)
    }
}
