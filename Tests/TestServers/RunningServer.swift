import Foundation

/// A server of Tests/Fixtures/Mail on a free port of 127.0.0.1; ends with this value, or with the test's process.
package final class RunningServer {
    /// Where it listens.
    package let port: UInt16
    private let process = Process()
    private let input = Pipe()

    package struct CannotStart: Error {
        let output: String
    }

    package init(_ script: String, _ arguments: [String]) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Fixtures.path(script)] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = UInt16(line.trimmingCharacters(in: .newlines)) else { throw CannotStart(output: line) }
        self.port = port
    }

    deinit { stop() }

    /// Ends it: the port refuses connections from now on.
    package func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}

/// The files of Tests/Fixtures/Mail.
package enum Fixtures {
    package static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/Mail/\(name)").path
    }
}
