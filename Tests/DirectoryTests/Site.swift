import Crypto
import Database
import FoundationEssentials
import TestFiles

@testable import Directory

/// Nothing rests on the rights of a directory without accounts. What ends is in `AccessEndingTests`.
struct NoAccounts: AccessEnding {
    func endAccess(of user: ID<User>, in change: Change) throws(DirectoryError) {}
    func endLinks(of user: ID<User>, in change: Change) throws(DirectoryError) {}
    func cancelMail(to user: ID<User>, in change: Change) throws(DirectoryError) {}
    func forgetChoices(_ lost: LostAccess, in change: Change) throws(DirectoryError) {}
    func erase(_ user: ID<User>, in change: Change) throws(DirectoryError) {}
}

extension Change {
    /// A change of address that nobody is written to about.
    func changeAddress(of user: ID<User>, to email: String) throws {
        try changeAddress(of: user, to: email) { _, _ in }
    }
}

/// A fresh site in a file of its own, with a clock that stands still; removed with this value.
final class Site: Sendable {
    let folder: TestFolder
    let database: Database
    let directory: Directory
    static let moment = Date(unixMilliseconds: 1_795_357_102_123)
    var now: Date { Self.moment }

    init() throws {
        folder = try TestFolder(copying: Self.beginning.get())
        database = try Database(path: folder.file("site.sqlite"), readers: 2)
        directory = Directory(database: database, ending: NoAccounts())
    }

    /// The files that every site begins with: written once, copied for each test.
    private static let beginning = Result {
        let files = try TestFolder()
        try Database(path: files.file("site.sqlite"), readers: 1).migrate([Directory.migrations], at: moment)
        return files
    }
}
