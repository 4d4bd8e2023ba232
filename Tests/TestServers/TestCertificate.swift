import Foundation
import TestFiles

/// A certificate for `localhost` and 127.0.0.1 that nobody trusts but who is told to; made for this run by the
/// `openssl` tool.
package struct TestCertificate: Sendable {
    private let folder: TestFolder
    package var certificate: String { folder.file("certificate.pem") }
    package var key: String { folder.file("key.pem") }

    /// One for the whole run.
    package static let shared = Result { try TestCertificate(names: "DNS:localhost,IP:127.0.0.1") }
    /// One for another host.
    package static let another = Result { try TestCertificate(names: "DNS:another.example") }

    init(names: String) throws {
        folder = try TestFolder()
        try folder.run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=test", "-addext", "subjectAltName=\(names)", "-keyout", "key.pem", "-out", "certificate.pem")
    }
}
