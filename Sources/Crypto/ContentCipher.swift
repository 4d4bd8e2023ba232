/// The ciphers for encrypted XML content. The raw value is the algorithm's URI (XML Encryption 1.1 §5.2). Triple DES
/// cannot be named.
package enum ContentCipher: String, Sendable, CaseIterable {
    case aes256GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
    case aes192GCM = "http://www.w3.org/2009/xmlenc11#aes192-gcm"
    case aes128GCM = "http://www.w3.org/2009/xmlenc11#aes128-gcm"
    case aes256CBC = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
    case aes192CBC = "http://www.w3.org/2001/04/xmlenc#aes192-cbc"
    case aes128CBC = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"

    /// Whether a changed ciphertext is noticed. CBC does not, which has let attackers ask receivers for the content bit
    /// by bit (XML Encryption 1.1 §6.1.2): never the first choice, and never without a signature around it.
    package var isAuthenticated: Bool {
        switch self {
        case .aes256GCM, .aes192GCM, .aes128GCM: true
        case .aes256CBC, .aes192CBC, .aes128CBC: false
        }
    }

    /// Length of the key in bytes.
    package var keyBytes: Int {
        switch self {
        case .aes256GCM, .aes256CBC: 32
        case .aes192GCM, .aes192CBC: 24
        case .aes128GCM, .aes128CBC: 16
        }
    }

    /// Initialisation vector, ciphertext and, for GCM, tag in one: the octets of a CipherValue.
    ///
    /// - Parameter key: of `keyBytes` bytes, made for this one content: with GCM an initialisation vector that comes
    ///   twice under one key breaks it.
    package func encrypt(_ content: [UInt8], key: [UInt8], randomness: Randomness) throws(CryptoError) -> [UInt8] {
        guard key.count == keyBytes else { throw .malformedKey("not \(keyBytes) bytes") }
        let vector = randomness.bytes(vectorBytes)
        guard isAuthenticated else {
            return try vector + library.encrypt(padded(content, randomness), key: key, vector: vector, tagBytes: 0)
        }
        return try vector + library.encrypt(content, key: key, vector: vector, tagBytes: Self.tagBytes)
    }

    /// The content of a CipherValue. One error for whatever is wrong: its kind must tell nobody anything.
    package func decrypt(_ octets: [UInt8], key: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard key.count == keyBytes, octets.count >= vectorBytes + (isAuthenticated ? Self.tagBytes : Self.block)
        else { throw .undecipherable }
        let vector = Array(octets.prefix(vectorBytes))
        let rest = Array(octets.dropFirst(vectorBytes))
        if isAuthenticated {
            return try library.decrypt(
                Array(rest.dropLast(Self.tagBytes)), key: key, vector: vector, tag: Array(rest.suffix(Self.tagBytes)))
        }
        guard rest.count.isMultiple(of: Self.block) else { throw .undecipherable }
        let padded = try library.decrypt(rest, key: key, vector: vector, tag: [])
        // XML Encryption §5.2: only the last octet says how long the padding is; the others are arbitrary.
        guard let last = padded.last.map(Int.init), (1...Self.block).contains(last), last <= padded.count else {
            throw .undecipherable
        }
        return padded.dropLast(last)
    }

    private static let block = 16
    private static let tagBytes = 16

    /// 96 bits for GCM (XML Encryption 1.1 §5.2.4), a block for CBC.
    private var vectorBytes: Int { isAuthenticated ? 12 : Self.block }

    private func padded(_ content: [UInt8], _ randomness: Randomness) -> [UInt8] {
        let missing = Self.block - content.count % Self.block
        return content + randomness.bytes(missing - 1) + [UInt8(missing)]
    }

    private var library: OpenSSLCipher {
        switch self {
        case .aes256GCM: .aes256GCM
        case .aes192GCM: .aes192GCM
        case .aes128GCM: .aes128GCM
        case .aes256CBC: .aes256CBC
        case .aes192CBC: .aes192CBC
        case .aes128CBC: .aes128CBC
        }
    }
}
