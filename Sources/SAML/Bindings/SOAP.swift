package import XML

/// The SOAP binding: a message alone in the Body of a SOAP 1.1 envelope (SAML Bindings §3.2).
package enum SOAP {
    private static let namespace = "http://schemas.xmlsoap.org/soap/envelope/"
    /// soap:Body, which holds the message.
    package static let body = QName(namespace, "Body")
    /// The media type of requests and answers (SOAP 1.1 §6).
    package static let contentType = "text/xml; charset=utf-8"
    /// The header field that SOAP 1.1 §6.1.1 asks for, with the value of SAML Bindings §3.2.3.
    package static let action = (name: "SOAPAction", value: "http://www.oasis-open.org/committees/security")

    /// The message in an envelope, NOT verified. A header block that must be understood is refused, others are passed
    /// over (SOAP 1.1 §4.2.3).
    package static func message(in envelope: Element) throws(SAMLError) -> Element {
        try envelope.expect(QName(namespace, "Envelope"))
        var content = try Content(of: envelope)
        if let header = content.optional(QName(namespace, "Header")) {
            for block in header.elements {
                let mustUnderstand = block.attribute(QName(namespace, "mustUnderstand"))
                guard mustUnderstand == nil || mustUnderstand == "0" else { throw .unsupported("a SOAP header block") }
            }
        }
        guard let body = content.optional(body) else { throw .missing("Body", in: "Envelope") }
        try content.end()
        var inner = try Content(of: body)
        guard let message = inner.next() else { throw .missing("a message", in: "Body") }
        try inner.end()
        return message
    }

    /// An envelope around a message. The message's bytes stay as they are: its signature is over them.
    package static func envelope(_ message: [UInt8]) -> [UInt8] {
        Array("<soap:Envelope xmlns:soap=\"\(namespace)\"><soap:Body>".utf8) + message
            + Array("</soap:Body></soap:Envelope>".utf8)
    }

    /// The answer to what is no request: whose fault, and a few words without anything from outside.
    ///
    /// - Parameter isClients: false when the fault is ours.
    package static func fault(_ words: String, isClients: Bool) -> [UInt8] {
        let text = words.filter { $0.isASCII && $0 != "<" && $0 != "&" && $0 != ">" }
        return envelope(
            Array(
                "<soap:Fault><faultcode>soap:\(isClients ? "Client" : "Server")</faultcode><faultstring>\(text)</faultstring></soap:Fault>"
                    .utf8))
    }
}
