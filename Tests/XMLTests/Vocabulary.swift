import Crypto
import Foundation
import XML

/// The namespaces that the documents of these tests use.
enum SAMLNames {
    static let protocolNamespace = "urn:oasis:names:tc:SAML:2.0:protocol"
    static let assertionNamespace = "urn:oasis:names:tc:SAML:2.0:assertion"
    static let prefixes: Prefixes = [protocolNamespace: "samlp", assertionNamespace: "saml", "urn:example:other": "x"]
    static func samlp(_ local: String) -> QName { QName(protocolNamespace, local) }
    static func saml(_ local: String) -> QName { QName(assertionNamespace, local) }
    static let issuer = saml("Issuer")
}

/// One key of each family, made once for all tests.
enum TestKeys {
    struct Pair {
        let key: PrivateKey
        let certificate: Certificate
    }

    static let rsa = make(.rsa2048)
    static let ec = make(.ecP256)
    static let other = make(.rsa2048)

    static func make(_ type: KeyType) -> Result<Pair, any Error> {
        Result {
            let key = try PrivateKey.generate(type)
            return Pair(
                key: key,
                certificate: try Certificate.selfSigned(
                    key: key, commonName: "test", from: .init(timeIntervalSince1970: 1_700_000_000),
                    until: .init(timeIntervalSince1970: 2_000_000_000), randomness: .system))
        }
    }
}
