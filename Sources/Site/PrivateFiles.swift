// Wall file: stat(2) and open(2), for the modes of key files.
import CLinux
import Glibc

/// Files that only their owner may read, and the process that holds their content.
package enum PrivateFiles {
    /// Makes a file with exactly this content and mode; one that is there is never touched.
    package static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(SiteError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw SiteError(errno == EEXIST ? "\(path) exists already" : "cannot write \(path): \(reason(errno))")
        }
        defer { close(descriptor) }
        try giveToOwner(of: Path.parent(path), descriptor)
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { throw SiteError("cannot write \(path): \(reason(errno))") }
            rest = rest.dropFirst(written)
        }
        guard fsync(descriptor) == 0 else { throw SiteError("cannot write \(path): \(reason(errno))") }
    }

    /// Puts a file of exactly this content and mode into its place in one step: before it, what was there is whole, after
    /// it, what is new; a power cut changes nothing of that.
    static func replace(_ bytes: [UInt8], at path: String, mode: UInt32) throws(SiteError) {
        let new = path + ".new"
        // Left by one who was interrupted.
        unsafe unlink(new)
        try write(bytes, to: new, mode: mode)
        guard unsafe rename(new, path) == 0 else { throw SiteError("cannot write \(path): \(reason(errno))") }
        let folder = unsafe open(Path.parent(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Removes a file; one that is not there is removed already.
    static func remove(_ path: String) throws(SiteError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw SiteError("cannot remove \(path): \(reason(errno))")
        }
    }

    /// What root makes in the folder of a service belongs to the service, which could not read it otherwise.
    private static func giveToOwner(of folder: String, _ descriptor: Int32) throws(SiteError) {
        var status = stat()
        guard geteuid() == 0, unsafe stat(folder, &status) == 0, status.st_uid != 0 else { return }
        guard fchown(descriptor, status.st_uid, status.st_gid) == 0 else {
            throw SiteError("cannot give a file in \(folder) to the folder's owner: \(reason(errno))")
        }
    }

    /// Refuses a secret file that its group or the world may read or change.
    ///
    /// - Parameter mask: the bits that nobody may have; a file that systemd made lets its group's bits stand for the one
    ///   user whom an access list names.
    static func requirePrivate(_ path: String, forbidding mask: UInt32 = 0o077) throws(SiteError) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw SiteError("cannot read \(path): \(reason(errno))") }
        guard status.st_mode & mask == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw SiteError("\(path) has the mode \(mode): others may read it. Set it to 400: chmod 400 \(path)")
        }
    }

    /// Makes a folder unless it is there.
    static func createFolder(_ path: String, mode: UInt32 = 0o755) throws(SiteError) {
        guard unsafe mkdir(path, mode) == 0 || errno == EEXIST else {
            throw SiteError("cannot make the folder \(path): \(reason(errno))")
        }
    }

    /// Keeps memory out of core dumps and from being read by other processes of the same user.
    package static func protectMemory() {
        _ = convergences_protect_memory()
    }

    /// What an error number of the system means, in its words.
    package static func reason(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}
