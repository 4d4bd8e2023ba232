// Wall file: posix_spawn(3) and waitpid(2).
import CLinux
import Glibc
import Synchronization

/// This program, started a second time with another command line; it ends with us.
final class ChildProgram: Sendable {
    private let process: pid_t
    private let isEnding = Mutex(false)

    /// Starts it.
    ///
    /// - Parameter ended: called from a thread of its own when the program ends without having been asked to.
    init(_ arguments: [String], ended: @escaping @Sendable (Int32) -> Void) throws(Refusal) {
        var words: [UnsafeMutablePointer<CChar>?] = unsafe (["convergences"] + arguments).map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer { unsafe words.forEach { unsafe free($0) } }
        var started = pid_t()
        let code = unsafe posix_spawn(&started, "/proc/self/exe", nil, nil, words, environ)
        guard code == 0 else { throw Refusal("cannot start the service providers: \(PrivateFiles.reason(code))") }
        process = started
        BackgroundThread.start { [self] in
            var status: Int32 = 0
            while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
            if !isEnding.withLock(\.self) { ended(status) }
        }
    }

    /// Asks it to end.
    func stop() {
        isEnding.withLock { $0 = true }
        kill(process, SIGTERM)
    }

    /// Lets this process end when the one that started it does, however that ends.
    static func endWithParent() {
        _ = convergences_end_with_parent()
    }

    /// Asks this very process to stop, as Ctrl-C would.
    static func stopThisProcess() {
        kill(getpid(), SIGTERM)
    }
}
