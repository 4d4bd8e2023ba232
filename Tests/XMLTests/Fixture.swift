import Crypto
import Foundation
import TestFiles
import XML

/// Whole documents of Tests/Fixtures/XML, signed by the `xmlsec1` tool with keys of this run.
enum Fixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/XML/\(name)")
        return [UInt8](try Data(contentsOf: file))
    }

    static let request = Result {
        try signed(bytes("authn-request.xml"), id: "protocol:AuthnRequest", by: TestKeys.rsa)
    }
    static let response = Result { try signed(bytes("response.xml"), id: "assertion:Assertion", by: TestKeys.rsa) }
    static let metadata = Result {
        try signed(bytes("metadata.xml"), id: "metadata:EntityDescriptor", by: TestKeys.rsa)
    }

    /// - Parameter id: the element whose `ID` the reference names, as `xmlsec1` wants it.
    static func signed(_ template: [UInt8], id: String, by pair: Result<TestKeys.Pair, any Error>) throws -> [UInt8] {
        let pair = try pair.get()
        let folder = try TestFolder()
        try folder.write(template, "template.xml")
        try folder.write(try pair.key.pem(), "key.pem")
        try folder.write(pair.certificate.pem, "certificate.pem")
        let (status, output) = try folder.run(
            "xmlsec1", "--sign", "--privkey-pem", "key.pem,certificate.pem", "--id-attr:ID",
            "urn:oasis:names:tc:SAML:2.0:\(id)", "--output", "signed.xml", "template.xml")
        guard status == 0 else { throw ToolFailure(output: output) }
        return try folder.read("signed.xml")
    }

    struct ToolFailure: Error { let output: String }
}

extension [UInt8] {
    /// Text surgery for attacks: each occurrence replaced; the text must be there.
    func replacing(_ old: String, _ new: String) throws -> [UInt8] {
        let text = String(decoding: self, as: UTF8.self)
        guard text.contains(old) else { throw Fixture.ToolFailure(output: "nothing to replace: \(old)") }
        return Array(text.replacingOccurrences(of: old, with: new).utf8)
    }

    /// What stands from the first `start` to the end of the next `end`.
    func slice(from start: String, through end: String) throws -> String {
        let text = String(decoding: self, as: UTF8.self)
        guard let first = text.range(of: start),
            let last = text.range(of: end, range: first.upperBound..<text.endIndex)
        else { throw Fixture.ToolFailure(output: "no \(start)…\(end)") }
        return String(text[first.lowerBound..<last.upperBound])
    }
}
