// Wall file: open(2), for the mode that SQLite does not let one choose.
import Glibc

/// Makes the file, readable and writable by its owner only, unless it is there; SQLite gives its log files the same
/// permissions.
///
/// - Parameter exclusively: refuse a file that is there.
func createPrivateFile(_ path: String, exclusively: Bool = false) throws(DatabaseError) {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | (exclusively ? O_EXCL : 0)
    let descriptor = unsafe open(path, flags, 0o600)
    guard descriptor >= 0 else {
        switch errno {
        case EEXIST: throw .backupExists(path: path)
        case EACCES, EROFS, EPERM: throw .readOnly
        case ENOSPC, EDQUOT: throw .full
        default: throw .cannotOpen(path: path)
        }
    }
    close(descriptor)
}
