// Wall file: posix_spawn(3), waitpid(2).
import FoundationEssentials
import Glibc

/// The program as a script runs it: another process, its output in files.
struct TestProgram {
    /// How one run ended.
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String

        /// The answer of a command run with `--json`.
        func json<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
            try JSONDecoder().decode(Value.self, from: Data(output.utf8))
        }
    }

    let folder: TestFolder

    init(in folder: TestFolder) { self.folder = folder }

    /// Beside the tests, where the package manager builds both.
    static let path: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return tests.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/convergences"
    }()

    /// Runs a command to its end.
    func run(_ arguments: [String], input: String = "") throws -> Outcome {
        let run = try start(arguments, input: input)
        let code = run.wait()
        return Outcome(code: code, output: run.output, errors: run.errors)
    }

    func run(_ arguments: String..., input: String = "") throws -> Outcome {
        try run(arguments, input: input)
    }

    /// Starts a command that goes on.
    func start(_ arguments: [String], input: String = "") throws -> TestRun {
        let name = folder.path + "/run-\(UInt32.random(in: 0 ..< .max))"
        try Data(input.utf8).write(to: URL(filePath: name + ".in"))
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, name + ".in", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, name + ".out", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, name + ".err", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // env changes to the folder and becomes the program.
        let line = ["env", "-C", folder.path, Self.path] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = unsafe line.map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer { unsafe words.forEach { unsafe free($0) } }
        var process = pid_t()
        let code = unsafe posix_spawn(&process, "/usr/bin/env", &actions, nil, words, environ)
        guard code == 0 else { throw TestFailure("cannot start \(Self.path): \(code)") }
        return TestRun(process: process, name: name)
    }
}

/// A command that runs.
struct TestRun {
    let process: pid_t
    fileprivate let name: String

    var output: String { text(".out") }
    var errors: String { text(".err") }

    /// Waits for its end; a signal's number is answered negative.
    func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : -signal
    }

    /// Asks it to stop and waits.
    func stop() -> Int32 {
        kill(process, SIGTERM)
        return wait()
    }

    /// Waits until its output has a text in it.
    func waitFor(_ text: String, seconds: Double = 20) throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while !output.contains(text) {
            guard ContinuousClock.now < end, kill(process, 0) == 0 else {
                throw TestFailure("no \"\(text)\" in: \(output)\(errors)")
            }
            usleep(5_000)
        }
    }

    private func text(_ suffix: String) -> String {
        FileManager.default.contents(atPath: name + suffix).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// Why a test could not go on.
struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A folder for one test, removed after it.
final class TestFolder {
    let path: String

    init() throws {
        path = URL.temporaryDirectory.path + "/convergences-\(UInt64.random(in: 0 ..< .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func mode(of file: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + file)
        guard
            let mode = attributes[.posixPermissions] as? Int ?? (attributes[.posixPermissions] as? UInt16).map(Int.init)
        else { throw TestFailure("no mode of \(file)") }
        return mode
    }

    func bytes(of file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path + "/" + file) else {
            throw TestFailure("no \(file)")
        }
        return Array(data)
    }
}
