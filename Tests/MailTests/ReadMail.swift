import Foundation
import TestServers

/// A message as Python's mail library reads it: a judge that is not our own.
struct ReadMail: Decodable {
    struct Box: Decodable, Equatable {
        let name: String
        let address: String
    }

    let fields: [[String]]
    let from: Box
    let to: Box
    let date: Double
    let types: [String]
    let encodings: [String]
    let text: String
    let html: String
    let preferred: String
    let defects: [String]
    let longestLine: Int
    let isASCII: Bool

    init(_ bytes: [UInt8]) throws {
        let process = Process()
        let input = Pipe()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Fixtures.path("read_mail.py")]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input.fileHandleForWriting.close()
        let json = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        self = try JSONDecoder().decode(ReadMail.self, from: json)
    }

    /// The values of a field, as often as it stands.
    subscript(_ name: String) -> [String] { fields.filter { $0[0] == name }.map { $0[1] } }
}
