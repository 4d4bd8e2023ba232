// Wall file: posix_spawn(3), waitpid(2).
import FoundationEssentials
package import Glibc

/// A command that runs, its output in files. Whoever lets go of it ends it: a test that fails leaves no process behind,
/// and no dead one that nobody has waited for, at which the tests' library would stop when it waits for its own.
package final class TestRun {
    package let process: pid_t
    private let name: String
    private var code: Int32?

    package struct CannotStart: Error { package let command: [String] }

    /// Starts it in a folder.
    package init(
        _ command: [String], in folder: TestFolder, environment: [String: String] = [:], input: String = ""
    ) throws {
        name = URL.temporaryDirectory.path + "/convergences-run-\(UUID().uuidString)"
        try Data(input.utf8).write(to: URL(filePath: name + ".in"))
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, name + ".in", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, name + ".out", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, name + ".err", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // env changes to the folder and becomes the program.
        let line = ["env", "-C", folder.path] + environment.map { "\($0)=\($1)" } + command
        var words: [UnsafeMutablePointer<CChar>?] = unsafe line.map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer { unsafe words.forEach { unsafe free($0) } }
        var process = pid_t()
        guard unsafe posix_spawn(&process, "/usr/bin/env", &actions, nil, words, environ) == 0 else {
            throw CannotStart(command: command)
        }
        self.process = process
    }

    deinit {
        if code == nil {
            kill(process, SIGKILL)
            wait()
        }
        for suffix in [".in", ".out", ".err"] { unsafe unlink(name + suffix) }
    }

    package var output: String { text(".out") }
    package var errors: String { text(".err") }

    /// Waits for its end; a signal's number is answered negative.
    @discardableResult
    package func wait() -> Int32 {
        if let code { return code }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return end(status)
    }

    /// Whether it still runs.
    package var isRunning: Bool {
        var status: Int32 = 0
        if code == nil, unsafe waitpid(process, &status, WNOHANG) == process { end(status) }
        return code == nil
    }

    @discardableResult
    private func end(_ status: Int32) -> Int32 {
        let signal = status & 0x7F
        let ended = signal == 0 ? (status >> 8) & 0xFF : -signal
        code = ended
        return ended
    }

    /// Asks it to stop and waits.
    package func stop() -> Int32 {
        kill(process, SIGTERM)
        return wait()
    }

    /// What it has said so far. Foundation leaks a page for each empty file that it reads.
    private func text(_ suffix: String) -> String {
        var facts = stat()
        guard unsafe stat(name + suffix, &facts) == 0, facts.st_size > 0 else { return "" }
        return FileManager.default.contents(atPath: name + suffix).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
