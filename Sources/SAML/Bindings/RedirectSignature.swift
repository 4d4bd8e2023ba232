package import Crypto

/// The signature of the HTTP-Redirect binding: over the query's own octets, not over the XML (SAML Bindings §3.4.4.1).
package struct RedirectSignature: Hashable, Sendable {
    /// The URI of SigAlg, as received.
    package let algorithm: String
    /// The signature's bytes.
    package let value: [UInt8]
    /// `SAMLRequest=…&RelayState=…&SigAlg=…` in exactly the escapes in which each value came (R6).
    package let signedOctets: [UInt8]

    /// Returns when one of the keys made this signature with one of the algorithms; throws otherwise, also when there is
    /// no key at all (R7).
    package func verify(
        by keys: [PublicKey], allowing algorithms: [SignatureAlgorithm] = SignatureAlgorithm.allCases
    ) throws(SAMLError) {
        guard let algorithm = SignatureAlgorithm(rawValue: algorithm), algorithms.contains(algorithm) else {
            throw .binding(.algorithmRefused)
        }
        guard !keys.isEmpty else { throw .binding(.noKey) }
        for key in keys {
            do {
                try key.verify(value, over: signedOctets, with: algorithm)
                return
            } catch { continue }
        }
        throw .binding(.signatureRefused)
    }
}
