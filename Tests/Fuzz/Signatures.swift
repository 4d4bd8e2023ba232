import Crypto
import FoundationEssentials
import SAML
import XML

/// The two verifiers, with a signed request that the input edits: `offset (2 bytes), deleted, inserted, bytes …`,
/// repeated. So libFuzzer, which cannot sign, works on what comes after a good signature.
enum Signatures {
    private struct Given: Sendable {
        let signed: [UInt8]
        let verified: Element
        let key: PublicKey

        init() throws {
            let key = try PrivateKey.generate(.ecP256)
            let certificate = try Certificate.selfSigned(
                key: key, commonName: "sp.example", from: Web.moment, until: Web.moment + 86_400, randomness: .system)
            let issuer = try Issuer("https://sp.example/metadata")
            guard let id = MessageID(rawValue: "_5fe9c1d27b0a4c559a0e") else { throw SAMLError.missing("ID", in: "") }
            let request = AuthnRequest(
                id: id, issueInstant: Web.moment, destination: "https://sso.example/saml/sso", issuer: issuer,
                consumer: .described(url: "https://sp.example/acs", binding: .httpPOST),
                nameIDPolicy: NameIDPolicy(format: .persistent, allowCreate: true))
            signed = try XMLSigner(key: key, certificate: certificate, prefixes: Namespace.prefixes)
                .sign(request.element, after: Issuer.elementName).bytes
            self.key = key.publicKey
            verified = try Document(parsing: signed, limits: .message).verified(by: [key.publicKey])
        }
    }

    private static let given = Result { try Given() }

    /// Whatever is edited: refused, or what was signed; never two verdicts.
    static let edited: @Sendable ([UInt8]) -> Void = { script in
        guard let given = try? given.get() else { preconditionFailure("no signed request to edit") }
        do throws(XMLError) {
            let document = try Document(parsing: edit(given.signed, by: script), limits: .message)
            let element = try document.verified(by: [given.key])
            promise(element == given.verified, "what verifies is what was signed")
        } catch .verifiersDisagree {
            preconditionFailure("the two verifiers disagree")
        } catch { return }
    }

    private static func edit(_ bytes: [UInt8], by script: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var rest = script[...]
        while rest.count >= 4 {
            let head = Array(rest.prefix(4))
            let inserted = rest.dropFirst(4).prefix(Int(head[3]))
            rest = rest.dropFirst(4 + inserted.count)
            let start = (Int(head[0]) << 8 | Int(head[1])) % (bytes.count + 1)
            bytes.replaceSubrange(start..<min(bytes.count, start + Int(head[2])), with: inserted)
        }
        return bytes
    }
}
