import Crypto
import Directory
import FoundationEssentials
import HTTP
import IdentityProvider
import SAML
import XML

/// What a service provider sends: DEFLATE and Base64, XML, messages, metadata.
enum Messages {
    /// The input as a DEFLATE stream in a query, and as Base64 in a form.
    static let inflate: @Sendable ([UInt8]) -> Void = { bytes in
        let value = PercentEncoding.encode(Base64.encode(bytes))
        if let message = try? HTTPRedirect.decode(rawQuery: "SAMLRequest=" + value) {
            promise(message.xml.count <= 64 * 1024, "what is inflated has at most 64 KiB")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if let message = try? HTTPPOST.decode([(name: "SAMLRequest", value: text)]) {
            let digits = text.filter { !$0.isNewline }
            promise(HTTPPOST.encode(message.xml) == digits, "one text stands for one message")
        }
    }

    /// The gate: what passes is small, and is written and read back the same.
    static let xml: @Sendable ([UInt8]) -> Void = { bytes in
        for limits in [Limits.message, .metadata] {
            guard let root = try? Document(parsing: bytes, limits: limits).root else { continue }
            promise(size(root) <= limits.elements, "a document keeps to the number of elements")
            promise(depth(root) <= limits.depth, "a document keeps to the depth")
            writtenAndRead(root)
        }
    }

    /// Every reader of a message, whichever the root says it is.
    static let message: @Sendable ([UInt8]) -> Void = { bytes in
        guard let root = try? Document(parsing: bytes, limits: .message).root else { return }
        _ = try? MessageHeader(root)
        otherMessages(root)
        if let request = try? AuthnRequest(root), request.scoping == nil, request.subject == nil,
            request.requestedAuthnContext?.declRefs.isEmpty ?? true
        {
            guard let written = try? request.element.bytes(),
                let read = try? AuthnRequest(Document(parsing: written, limits: .message).root)
            else { preconditionFailure("a request that was read can be written and read") }
            promise(read.id == request.id && read.issuer == request.issuer, "a request is read as it was written")
            promise(read.consumer == request.consumer, "a consumer is read as it was written")
        }
    }

    /// What is not an AuthnRequest: read, and what can be written is read back the same.
    private static func otherMessages(_ root: Element) {
        if let response = try? Response(root) { _ = try? response.element.bytes() }
        if let logout = try? LogoutRequest(root) {
            let again = reread(try? logout.element.bytes()).flatMap { try? LogoutRequest($0) }
            promise(again?.id == logout.id && again?.issuer == logout.issuer, "a logout is read as it was written")
        }
        if let answer = try? LogoutResponse(root) { _ = try? answer.element.bytes() }
        if let resolve = try? ArtifactResolve(root) {
            let again = reread(try? resolve.element.bytes()).flatMap { try? ArtifactResolve($0) }
            promise(again?.artifact == resolve.artifact, "an artifact is read as it was written")
        }
        _ = try? ArtifactResponse(root)
        if let inner = try? SOAP.message(in: root) { _ = try? MessageHeader(inner) }
    }

    private static func reread(_ bytes: [UInt8]?) -> Element? {
        bytes.flatMap { try? Document(parsing: $0, limits: .message).root }
    }

    /// What an operator imports.
    static let metadata: @Sendable ([UInt8]) -> Void = { bytes in
        guard let read = try? ServiceProviderImport(metadata: bytes, policy: .https, at: Web.moment) else { return }
        promise(!read.settings.assertionConsumerServices.isEmpty, "a service provider can be answered")
        for service in read.settings.assertionConsumerServices {
            promise(service.location.lowercased().hasPrefix("https://"), "a consumer is reached by https")
        }
    }

    /// What the writer writes of an element is what is read back, but for the order of attributes, once and for all.
    private static func writtenAndRead(_ root: Element) {
        // Namespaces of others have no prefix here; escapes may make the text longer than the bounds.
        guard let written = try? root.bytes(),
            let again = try? Document(parsing: written, limits: .metadata).root
        else { return }
        promise((try? again.bytes()) == written, "what was written is read as it was written")
    }

    private static func size(_ element: Element) -> Int {
        element.elements.reduce(1) { $0 + size($1) }
    }

    private static func depth(_ element: Element) -> Int {
        1 + (element.elements.map(depth).max() ?? 0)
    }
}
