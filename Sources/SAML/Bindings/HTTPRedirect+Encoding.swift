package import Crypto

/// Who signs a message that travels in a query.
package struct RedirectSigner: Sendable {
    let key: PrivateKey
    let algorithm: SignatureAlgorithm

    /// A key and an algorithm of its kind.
    package init(key: PrivateKey, algorithm: SignatureAlgorithm) {
        self.key = key
        self.algorithm = algorithm
    }
}

extension HTTPRedirect {
    /// The URL that carries a message to an endpoint, signed when a signer is given.
    ///
    /// The message itself must not hold a ds:Signature (SAML Bindings §3.4.4.1); when it is signed, give it a
    /// Destination. The endpoint's own query, if it has one, stays in front.
    package static func encode(
        _ kind: MessageKind, xml: [UInt8], to endpoint: String, relayState: String? = nil,
        signer: RedirectSigner? = nil
    ) throws(SAMLError) -> String {
        let encoded = Base64.encode(Zlib.deflateRaw(xml))
        var query = "\(kind.rawValue)=\(QueryParameter.encode(encoded))"
        if let relayState {
            guard relayState.utf8.count <= MessageBound.relayState else { throw .binding(.relayStateTooLong) }
            query += "&RelayState=\(QueryParameter.encode(relayState))"
        }
        if let signer {
            query += "&SigAlg=\(QueryParameter.encode(signer.algorithm.rawValue))"
            do {
                let signature = try signer.key.sign(Array(query.utf8), with: signer.algorithm)
                query += "&Signature=\(QueryParameter.encode(Base64.encode(signature)))"
            } catch { throw .binding(.algorithmRefused) }
        }
        return endpoint + (endpoint.contains("?") ? "&" : "?") + query
    }
}
