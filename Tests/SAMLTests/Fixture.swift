import Crypto
import Foundation
import XML

@testable import SAML

/// Whole documents of Tests/Fixtures/SAML, in the shapes that the products named send.
enum Fixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/SAML/\(name)")
        return [UInt8](try Data(contentsOf: file))
    }

    static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    static func request(_ name: String) throws -> AuthnRequest {
        try AuthnRequest(element(try bytes("AuthnRequest/\(name).xml")))
    }

    /// The fixture with a text replaced, which must be there.
    static func request(_ name: String, replacing old: String, with new: String) throws -> AuthnRequest {
        let text = try text("AuthnRequest/\(name).xml")
        guard text.contains(old) else { throw NothingToReplace(text: old) }
        return try AuthnRequest(element(Array(text.replacingOccurrences(of: old, with: new).utf8)))
    }

    static func element(_ bytes: [UInt8]) throws -> Element {
        try Document(parsing: bytes, limits: .message).root
    }

    static func element(_ text: String) throws -> Element { try element(Array(text.utf8)) }

    struct NothingToReplace: Error { let text: String }
}

/// Keys of this run, and the moment at which everything happens.
enum Given {
    static let now = Date(timeIntervalSince1970: 1_795_357_102.123)  // 2026-11-22T14:18:22.123Z
    static let rsa = Result { try PrivateKey.generate(.rsa2048) }
    static let ec = Result { try PrivateKey.generate(.ecP256) }
    static let other = Result { try PrivateKey.generate(.rsa2048) }

    static func certificate(_ key: PrivateKey) throws -> Certificate {
        try Certificate.selfSigned(
            key: key, commonName: "auth.cig929394.example", from: now, until: now + 86_400 * 365, randomness: .system)
    }

    static func signer(_ key: PrivateKey) throws -> XMLSigner {
        try XMLSigner(key: key, certificate: try certificate(key), prefixes: Namespace.prefixes)
    }
}
