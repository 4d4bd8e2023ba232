// Wall file: posix_spawn(3) and waitpid(2).
import CLinux
import Glibc
import Site
import Synchronization
import Threads

/// This program, started a second time with another command line; it ends with us.
final class ChildProgram: Sendable {
    private let process: pid_t
    private let state = Mutex(State.running)

    private enum State { case running, askedToEnd, endedByItself }

    /// Starts it. Should it end without having been asked to, this program is asked to stop.
    init(_ arguments: [String]) throws(CommandError) {
        var words: [UnsafeMutablePointer<CChar>?] = unsafe (["convergences"] + arguments).map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer { unsafe words.forEach { unsafe free($0) } }
        var started = pid_t()
        let code = unsafe posix_spawn(&started, "/proc/self/exe", nil, nil, words, environ)
        guard code == 0 else { throw CommandError("cannot start the service providers: \(PrivateFiles.reason(code))") }
        process = started
        _ = Thread.start { [self] in
            var status: Int32 = 0
            while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
            let isUnexpected = state.withLock { state in
                if state == .running { state = .endedByItself }
                return state == .endedByItself
            }
            if isUnexpected { kill(getpid(), SIGTERM) }
        }
    }

    /// Whether it ended without having been asked to.
    var hasEndedByItself: Bool { state.withLock { $0 == .endedByItself } }

    /// Asks it to end.
    func stop() {
        let isRunning = state.withLock { state in
            if state == .running { state = .askedToEnd }
            return state == .askedToEnd
        }
        if isRunning { kill(process, SIGTERM) }
    }

    /// Lets this process end when the one that started it does, however that ends.
    static func endWithParent() {
        _ = convergences_end_with_parent()
    }
}
