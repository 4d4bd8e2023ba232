package import FoundationEssentials

/// An X.509 certificate, used as SAML uses it: a container of a public key, pinned by the metadata that holds it. Its
/// issuer, extensions and dates decide nothing (the dates are shown, and warned of). Two are equal when their DER is.
package struct Certificate: Sendable, Hashable, CustomStringConvertible {
    /// The certificate itself.
    package let der: [UInt8]
    /// The subject for display, RFC 2253 order, bounded in length. Foreign text: escape it.
    package let subject: String
    /// Validity, informative.
    package let notBefore: Date
    /// End of validity, informative: an expired certificate still verifies (IIP-MD12).
    package let notAfter: Date
    private let key: Result<PublicKey, CryptoError>

    /// Reads DER, nothing after it, at most 64 KiB.
    package init(der: [UInt8]) throws(CryptoError) {
        guard der.count <= 64 * 1024 else { throw .malformedCertificate("more than 64 KiB") }
        let parsed = try OpenSSLCertificate(der: der)
        self.der = der
        subject = try parsed.subject()
        (notBefore, notAfter) = try parsed.validity()
        do {
            key = .success(try PublicKey(parsed.publicKey()))
        } catch {
            key = .failure(error)
        }
    }

    /// Reads the first CERTIFICATE block of a PEM text.
    package init(pem: [UInt8]) throws(CryptoError) {
        guard let der = PEM.decode(pem, label: "CERTIFICATE") else { throw .malformedCertificate("no PEM certificate") }
        try self.init(der: der)
    }

    /// Reads the text of a ds:X509Certificate: base64, white space allowed.
    package init(base64: String) throws(CryptoError) {
        guard let der = Base64.decode(base64, allowing: .any) else { throw .malformedCertificate("not base64") }
        try self.init(der: der)
    }

    /// A certificate for `key`, signed by itself with SHA-2, version 3, with a random serial of 127 bits.
    ///
    /// - Parameters:
    ///   - commonName: the subject and issuer, 1 to 64 characters (X.520 ub-common-name).
    ///   - from: start of validity; `until`: its end. Whole seconds count.
    package static func selfSigned(
        key: PrivateKey, commonName: String, from: Date, until: Date, randomness: Randomness
    ) throws(CryptoError) -> Certificate {
        guard (1...64).contains(commonName.unicodeScalars.count) else {
            throw .malformedCertificate("a common name has 1 to 64 characters")
        }
        var serial = randomness.bytes(16)
        // Positive (the top bit is the sign) and 127 bits long whatever was drawn.
        serial[0] = serial[0] & 0x7F | 0x40
        let der = try OpenSSLCertificate.selfSigned(
            key: key.key, digest: key.kind.signatureAlgorithm.digest.library, commonName: commonName, serial: serial,
            from: from, until: until)
        return try Certificate(der: der)
    }

    /// The key inside; throws when it is of a kind or size that this program refuses.
    package var publicKey: PublicKey {
        get throws(CryptoError) { try key.get() }
    }

    /// The DER in base64 on one line: the text of ds:X509Certificate.
    package var base64: String { Base64.encode(der) }

    /// The PEM block.
    package var pem: [UInt8] { PEM.encode(der, label: "CERTIFICATE") }

    /// SHA-256 of the DER as `AB:CD:…`: what two people compare by telephone.
    package var fingerprint: String {
        Digest.sha256(der).map { Hex.encode([$0]).uppercased() }.joined(separator: ":")
    }

    package static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }

    package func hash(into hasher: inout Hasher) { hasher.combine(der) }

    package var description: String { "certificate \(fingerprint)" }
}
