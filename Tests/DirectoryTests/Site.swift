import Crypto
import Database
import FoundationEssentials
import Glibc

@testable import Directory

/// A fresh site in a file of its own, with a clock that stands still; removed with this value.
final class Site: Sendable {
    let path: String
    let database: Database
    let directory: Directory
    let now = Date(unixMilliseconds: 1_795_357_102_123)

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/convergences-" + UUID().uuidString
        unsafe mkdir(path, 0o700)
        database = try Database(path: path + "/site.sqlite", readers: 2)
        try database.migrate([Directory.migrations], at: now)
        directory = Directory(database: database)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
