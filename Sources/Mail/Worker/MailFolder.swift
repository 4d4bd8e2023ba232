import Glibc

/// A folder that takes the place of a mail server: each message is a file that mail programs open (`.eml`).
package struct MailFolder: Hashable, Sendable {
    /// The folder's path; it is made, readable by its owner only, when the first message comes.
    package let path: String

    /// A folder.
    package init(_ path: String) {
        self.path = path
    }

    /// A file could not be written.
    struct Failure: Error, CustomStringConvertible {
        let what: String
        let number: Int32

        init(_ what: String) {
            self.what = what
            number = errno
        }

        var description: String {
            "\(what): \(unsafe String(cString: strerror(number)))"
        }
    }

    /// Writes a message under a name; answers the file's path.
    ///
    /// It is whole under that name or not there at all, and on the disk when this returns. The same name again replaces
    /// the file: a message that is written twice after a crash is there once.
    func write(_ bytes: [UInt8], named name: String) throws(Failure) -> String {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Failure("cannot make the folder \(path)") }
        let temporary = "\(path)/.\(name).\(getpid())"
        do throws(Failure) {
            try writeFile(bytes, temporary)
            guard unsafe rename(temporary, "\(path)/\(name)") == 0 else { throw Failure("cannot rename in \(path)") }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        // The rename itself, too.
        let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
        return "\(path)/\(name)"
    }

    private func writeFile(_ bytes: [UInt8], _ file: String) throws(Failure) {
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Failure("cannot write in \(path)") }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Failure("cannot write in \(path)") }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw Failure("cannot write in \(path)") }
    }
}
