import Foundation
import TestFiles

/// A real SMTP server (Tests/Fixtures/Mail/smtp_server.py), with the faults it is told to have.
package final class MailServer {
    /// What goes wrong, and when; the stages are those of the script.
    package struct Fault: Encodable {
        package enum Stage: String, Encodable, CaseIterable, Sendable {
            case greeting, hello, starttls, auth, mail, rcpt, data, message, accepted, idle
        }

        let stage: Stage
        var wait: Double?
        var reply: String?
        var drop: Bool?
        var times: Int?

        /// - Parameter times: how often; nil for always.
        package init(
            _ stage: Stage, wait: Double? = nil, reply: String? = nil, drop: Bool? = nil, times: Int? = nil
        ) {
            self.stage = stage
            self.wait = wait
            self.reply = reply
            self.drop = drop
            self.times = times
        }
    }

    /// A message that it has accepted.
    package struct Accepted {
        package let envelope: Envelope
        package let message: [UInt8]
    }

    package struct Envelope: Decodable, Sendable {
        package let greeting: String
        package let from: String
        package let to: String
        package let encrypted: Bool
        package let user: String?
        package let connection: Int
    }

    private let folder: TestFolder
    private let server: RunningServer

    package var port: UInt16 { server.port }

    package init(
        _ faults: [Fault] = [], encryption: String = "none", certificate: TestCertificate? = nil, user: String? = nil,
        mechanisms: String? = nil
    ) throws {
        folder = try TestFolder()
        var arguments = [folder.path, "--encryption", encryption]
        arguments += ["--faults", String(decoding: try JSONEncoder().encode(faults), as: UTF8.self)]
        if let certificate { arguments += ["--certificate", certificate.certificate, "--key", certificate.key] }
        if let user { arguments += ["--user", user] }
        if let mechanisms { arguments += ["--mechanisms", mechanisms] }
        server = try RunningServer("smtp_server.py", arguments)
    }

    /// Ends it: nobody listens any more.
    package func stop() { server.stop() }

    /// How many messages it has accepted.
    package var count: Int { folder.names.count { $0.hasSuffix(".json") && !$0.hasPrefix(".") } }

    /// The messages that it has accepted, in their order.
    package func accepted() throws -> [Accepted] {
        try folder.names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.map { name in
            Accepted(
                envelope: try JSONDecoder().decode(Envelope.self, from: Data(try folder.read(name))),
                message: try folder.read(name.replacingOccurrences(of: ".json", with: ".eml")))
        }
    }

    /// The commands that it was given.
    package var commands: [String] {
        let bytes = (try? folder.read("commands.log")) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
