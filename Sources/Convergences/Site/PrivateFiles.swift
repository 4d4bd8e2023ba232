// Wall file: stat(2) and open(2), for the modes of key files.
import CLinux
import Glibc

/// Files that only their owner may read, and the process that holds their content.
enum PrivateFiles {
    /// Makes a file with exactly this content and mode; one that is there is never touched.
    static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(Refusal) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw Refusal(errno == EEXIST ? "\(path) exists already" : "cannot write \(path): \(reason(errno))")
        }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { throw Refusal("cannot write \(path): \(reason(errno))") }
            rest = rest.dropFirst(written)
        }
        guard fsync(descriptor) == 0 else { throw Refusal("cannot write \(path): \(reason(errno))") }
    }

    /// Refuses a secret file that its group or the world may read or change.
    static func requirePrivate(_ path: String) throws(Refusal) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw Refusal("cannot read \(path): \(reason(errno))") }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw Refusal("\(path) has the mode \(mode): others may read it. Set it to 400: chmod 400 \(path)")
        }
    }

    /// Makes a folder unless it is there.
    static func createFolder(_ path: String, mode: UInt32 = 0o755) throws(Refusal) {
        guard unsafe mkdir(path, mode) == 0 || errno == EEXIST else {
            throw Refusal("cannot make the folder \(path): \(reason(errno))")
        }
    }

    /// Keeps memory out of core dumps and from being read by other processes of the same user (security.md G18).
    static func protectMemory() {
        _ = convergences_protect_memory()
    }

    static func reason(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}
