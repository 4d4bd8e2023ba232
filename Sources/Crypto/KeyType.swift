/// The kinds of key pair that this program makes. The raw value is how settings and the command line write them.
package enum KeyType: String, Sendable, CaseIterable {
    case rsa2048 = "rsa-2048"
    case rsa3072 = "rsa-3072"
    case rsa4096 = "rsa-4096"
    case ecP256 = "ec-p256"
    case ecP384 = "ec-p384"

    /// The signature algorithm that goes with a key of this kind when nobody asks for another.
    package var signatureAlgorithm: SignatureAlgorithm {
        switch self {
        case .rsa2048, .rsa3072, .rsa4096: .rsaSHA256
        case .ecP256: .ecdsaSHA256
        case .ecP384: .ecdsaSHA384
        }
    }
}

/// What a key is: its family and its size.
package enum KeyKind: Hashable, Sendable, CustomStringConvertible {
    /// RSA with a modulus of so many bits (2048 to 8192).
    case rsa(bits: Int)
    /// One of the NIST curves of 256, 384 or 521 bits.
    case ec(bits: Int)

    /// The default signature algorithm of a key of this kind.
    package var signatureAlgorithm: SignatureAlgorithm {
        switch self {
        case .rsa: .rsaSHA256
        case .ec(256): .ecdsaSHA256
        case .ec(384): .ecdsaSHA384
        case .ec: .ecdsaSHA512
        }
    }

    package var description: String {
        switch self {
        case .rsa(let bits): "RSA \(bits)"
        case .ec(let bits): "EC P-\(bits)"
        }
    }

    /// Bytes of r and of s in an ECDSA signature: the curve's order in whole bytes.
    var scalarBytes: Int {
        switch self {
        case .rsa: 0
        case .ec(let bits): (bits + 7) / 8
        }
    }

    /// Whether a key of this kind can be used with the algorithm.
    package func fits(_ algorithm: SignatureAlgorithm) -> Bool {
        switch self {
        case .rsa: !algorithm.isECDSA
        case .ec: algorithm.isECDSA
        }
    }
}
