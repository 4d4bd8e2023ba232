import Crypto
import Database
import FoundationEssentials
import TestFiles

@testable import Directory

/// A fresh site in a file of its own, with a clock that stands still; removed with this value.
final class Site: Sendable {
    let folder: TestFolder
    let database: Database
    let directory: Directory
    let now = Date(unixMilliseconds: 1_795_357_102_123)

    init() throws {
        folder = try TestFolder()
        database = try Database(path: folder.file("site.sqlite"), readers: 2)
        try database.migrate([Directory.migrations], at: now)
        directory = Directory(database: database)
    }
}
