import Crypto

/// The HTTP-Redirect binding: a message in the query of a GET (SAML Bindings §3.4).
package enum HTTPRedirect {
    /// A message as it came: nothing of it is verified yet.
    package struct Message: Hashable, Sendable {
        /// Whether it asks or answers.
        package let kind: MessageKind
        /// The XML, at most 64 KiB, not looked at.
        package let xml: [UInt8]
        /// To be echoed exactly; nil when the parameter is absent.
        package let relayState: String?
        /// Present when the query is signed; then it must verify (SDP-IDP05).
        package let signature: RedirectSignature?
    }

    private static let deflate = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE"
    private static let known: Set<String> = [
        "SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature", "SAMLEncoding", "SAMLart",
    ]

    /// Takes a message out of a raw query, the part of the URL after "?" in exactly the octets in which it came.
    ///
    /// SAML parameters at most once and spelled plainly, SAMLRequest or SAMLResponse but not both; order and escapes of
    /// the values are free; unknown parameters are passed over (R6). Never build the query anew from decoded
    /// parameters: the signature is over the octets.
    package static func decode(rawQuery: String) throws(SAMLError) -> Message {
        guard rawQuery.utf8.count <= MessageBound.query else { throw .binding(.tooLong) }
        var raw: [String: ArraySlice<UInt8>] = [:]
        for parameter in QueryParameter.split(rawQuery) {
            guard let name = QueryParameter.decode(parameter.rawName), known.contains(name) else { continue }
            guard parameter.rawName.elementsEqual(name.utf8) else { throw .binding(.escapedParameterName) }
            guard raw.updateValue(parameter.rawValue, forKey: name) == nil else {
                throw .binding(.repeatedParameter)
            }
        }
        guard raw["SAMLart"] == nil else { throw .binding(.foreignParameter) }
        let kind: MessageKind
        switch (raw["SAMLRequest"], raw["SAMLResponse"]) {
        case (nil, nil): throw .binding(.noMessage)
        case (_?, nil): kind = .request
        case (nil, _?): kind = .response
        case (_?, _?): throw .binding(.twoMessages)
        }
        if let encoding = raw["SAMLEncoding"], QueryParameter.decode(encoding) != deflate {
            throw .binding(.unknownEncoding)
        }
        let relayState = try raw["RelayState"].map { (value) throws(SAMLError) in
            guard let text = QueryParameter.decode(value) else { throw .binding(.malformedEscape) }
            guard text.utf8.count <= MessageBound.relayState else { throw .binding(.relayStateTooLong) }
            return text
        }
        return Message(
            kind: kind, xml: try inflated(raw[kind.rawValue] ?? []), relayState: relayState,
            signature: try signature(kind, raw))
    }

    private static func inflated(_ raw: ArraySlice<UInt8>) throws(SAMLError) -> [UInt8] {
        guard raw.count <= 3 * MessageBound.base64 else { throw .binding(.tooLong) }
        guard let text = QueryParameter.decode(raw) else { throw .binding(.malformedEscape) }
        guard text.utf8.count <= MessageBound.base64 else { throw .binding(.tooLong) }
        guard let bytes = Base64.decode(text) else { throw .binding(.malformedBase64) }
        switch Zlib.inflateRaw(bytes, limit: MessageBound.bytes) {
        case .content(let xml): return xml
        case .malformed: throw .binding(.malformedDeflate)
        case .tooLong: throw .binding(.tooLong)
        }
    }

    private static func signature(
        _ kind: MessageKind, _ raw: [String: ArraySlice<UInt8>]
    ) throws(SAMLError) -> RedirectSignature? {
        switch (raw["Signature"], raw["SigAlg"]) {
        case (nil, nil): return nil
        case (let signature?, let algorithm?):
            guard let encoded = QueryParameter.decode(signature), let uri = QueryParameter.decode(algorithm) else {
                throw .binding(.malformedEscape)
            }
            guard encoded.utf8.count <= MessageBound.signature,
                let value = Base64.decode(encoded, allowing: .lineBreaks), !value.isEmpty
            else { throw .binding(.malformedBase64) }
            var octets: [UInt8] = []
            for name in [kind.rawValue, "RelayState", "SigAlg"] {
                guard let value = raw[name] else { continue }
                octets.append(contentsOf: octets.isEmpty ? Array(name.utf8) : Array("&\(name)".utf8))
                octets.append(UInt8(ascii: "="))
                octets.append(contentsOf: value)
            }
            return RedirectSignature(algorithm: uri, value: value, signedOctets: octets)
        default: throw .binding(.incompleteSignature)
        }
    }
}
