import FoundationEssentials

/// A folder that goes with the test, and commands run in it.
package final class TestFolder: Sendable {
    package let path: String

    /// With a copy of what is in another one, or with nothing.
    package init(copying other: TestFolder? = nil) throws {
        path = FileManager.default.temporaryDirectory.path + "/convergences-\(UUID().uuidString)"
        if let other {
            try FileManager.default.copyItem(atPath: other.path, toPath: path)
        } else {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func file(_ name: String) -> String { path + "/" + name }

    package func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(filePath: file(name)))
    }

    package func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: file(name))))
    }

    /// Who may do what with a file.
    package func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int
    }

    /// The names of the files in it, sorted.
    package var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
    }

    /// Runs a command to its end; what it says on either stream.
    @discardableResult
    package func run(_ command: String..., environment: [String: String] = [:]) throws -> (
        status: Int32, output: String
    ) {
        try run(command, environment: environment)
    }

    @discardableResult
    package func run(_ command: [String], environment: [String: String] = [:]) throws -> (
        status: Int32, output: String
    ) {
        let run = try TestRun(command, in: self, environment: environment)
        return (run.wait(), run.output + run.errors)
    }
}
