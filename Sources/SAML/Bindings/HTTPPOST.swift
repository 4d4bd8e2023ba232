import Crypto

/// The HTTP-POST binding: a message in a field of a form (SAML Bindings §3.5).
package enum HTTPPOST {
    /// A message as it came: nothing of it is verified yet; its signature, if any, is in the XML.
    package struct Message: Hashable, Sendable {
        /// Whether it asks or answers.
        package let kind: MessageKind
        /// The XML, at most 64 KiB, not looked at.
        package let xml: [UInt8]
        /// To be echoed exactly; nil when the field is absent.
        package let relayState: String?
    }

    private static let foreign: Set<String> = ["SigAlg", "Signature", "KeyInfo", "SAMLEncoding", "SAMLart"]

    /// Takes a message out of a form's fields, decoded, in order, doubled ones visible.
    ///
    /// Each SAML field at most once; those of other bindings (a SimpleSign signature would otherwise go unverified) are
    /// refused; unknown fields are passed over. The XML is not compressed here.
    package static func decode(_ fields: some Sequence<(name: String, value: String)>) throws(SAMLError) -> Message {
        var values: [String: String] = [:]
        for field in fields {
            guard !foreign.contains(field.name) else { throw .binding(.foreignParameter) }
            guard ["SAMLRequest", "SAMLResponse", "RelayState"].contains(field.name) else { continue }
            guard values.updateValue(field.value, forKey: field.name) == nil else {
                throw .binding(.repeatedParameter)
            }
        }
        let relayState = values["RelayState"]
        guard (relayState ?? "").utf8.count <= MessageBound.relayState else { throw .binding(.relayStateTooLong) }
        switch (values["SAMLRequest"], values["SAMLResponse"]) {
        case (nil, nil): throw .binding(.noMessage)
        case (let text?, nil): return Message(kind: .request, xml: try decoded(text), relayState: relayState)
        case (nil, let text?): return Message(kind: .response, xml: try decoded(text), relayState: relayState)
        case (_?, _?): throw .binding(.twoMessages)
        }
    }

    private static func decoded(_ text: String) throws(SAMLError) -> [UInt8] {
        guard text.utf8.count <= MessageBound.base64 else { throw .binding(.tooLong) }
        guard let xml = Base64.decode(text, allowing: .lineBreaks), !xml.isEmpty else {
            throw .binding(.malformedBase64)
        }
        guard xml.count <= MessageBound.bytes else { throw .binding(.tooLong) }
        guard !isCompressed(xml) else { throw .binding(.compressedPost) }
        return xml
    }

    /// Whether this is what node-saml posts unless it is told not to: no XML, but inflated it looks like some.
    private static func isCompressed(_ bytes: [UInt8]) -> Bool {
        guard bytes.first != UInt8(ascii: "<"),
            case .content(let xml) = Zlib.inflateRaw(bytes, limit: MessageBound.bytes)
        else { return false }
        return xml.first == UInt8(ascii: "<")
    }

    /// The value of the SAMLRequest or SAMLResponse field: the message's bytes in Base64, on one line.
    package static func encode(_ xml: [UInt8]) -> String { Base64.encode(xml) }
}
