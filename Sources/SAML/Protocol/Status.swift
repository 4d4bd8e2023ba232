package import XML

/// What became of a request: a code, a finer one nested in it, and words (SAML Core §3.2.2.1).
package struct Status: Hashable, Sendable {
    static let name = QName.samlp("Status")

    /// The top-level code and the codes nested in it, outermost first; never empty.
    package let codes: [StatusCode]
    /// Words for the people who run the service provider.
    package let message: String?

    /// The request succeeded.
    package static let success = Status(codes: [.success], message: nil)

    /// The session here has ended, but not at every participant (SAML Core §3.7.3.2).
    package static let partialLogout = Status(codes: [.success, .partialLogout], message: nil)

    private init(codes: [StatusCode], message: String?) {
        self.codes = codes
        self.message = message
    }

    /// An error to answer: whose fault, what precisely, in words of at most 256 characters.
    package init(_ code: StatusCode, _ detail: StatusCode? = nil, message: String? = nil) throws(SAMLError) {
        if let message { try Bound.written(message, "StatusMessage", in: "Status") }
        codes = [code] + (detail.map { [$0] } ?? [])
        self.message = message
    }

    /// Reads samlp:Status; StatusDetail is passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes()
        var content = try Content(of: element)
        codes = try content.required(.samlp("StatusCode"), Self.codes)
        message = try content.optional(.samlp("StatusMessage")) { (message) throws(SAMLError) in
            try message.plainText()
        }
        _ = content.optional(.samlp("StatusDetail"))
        try content.end()
    }

    private static func codes(in outermost: Element) throws(SAMLError) -> [StatusCode] {
        var codes: [StatusCode] = []
        var next: Element? = outermost
        while let element = next {
            try element.allowAttributes("Value")
            codes.append(StatusCode(rawValue: try element.requiredURI("Value")))
            var content = try Content(of: element)
            next = content.optional(.samlp("StatusCode"))
            try content.end()
        }
        return codes
    }

    /// Whether the request succeeded.
    package var isSuccess: Bool { codes.first == .success }

    /// samlp:Status
    package var element: Element {
        var nested: Element?
        for code in codes.reversed() {
            nested = Element(.samlp("StatusCode"), having: [("Value", code.rawValue)], [nested])
        }
        return Element(Self.name, having: [], [nested, message.map { Element(.samlp("StatusMessage"), text: $0) }])
    }
}
