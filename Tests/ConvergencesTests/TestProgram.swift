import FoundationEssentials
import Glibc
import TestFiles

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

    /// Makes a site in the folder, to be served on a free port, which it answers.
    @discardableResult
    func makeSite() throws -> UInt16 {
        let port = try TestHTTP.freePort()
        try succeed(
            "site", "init", "--public-url", "http://localhost:\(port)", "--listen", "127.0.0.1:\(port)", "--key",
            "ec-p256")
        return port
    }

    /// Runs a command that must succeed.
    @discardableResult
    func succeed(_ arguments: String..., input: String = "") throws -> Outcome {
        let outcome = try run(arguments, input: input)
        guard outcome.code == 0 else { throw TestFailure("\(arguments): \(outcome.code) \(outcome.errors)") }
        return outcome
    }

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
        try TestRun([Self.path] + arguments, in: folder, input: input)
    }
}

extension TestRun {
    /// Waits until its output has a text in it.
    func waitFor(_ text: String, seconds: Double = 60) throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while !output.contains(text) {
            guard ContinuousClock.now < end, isRunning else {
                throw TestFailure("no \"\(text)\" in: \(output)\(errors)")
            }
            usleep(5_000)
        }
    }
}

/// Why a test could not go on.
struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
