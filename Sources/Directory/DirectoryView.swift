package import Database

/// One moment of the directory, to ask questions of: lent by `Directory.read`, not to be kept.
package struct DirectoryView: DirectoryReading {
    package let connection: Connection

    /// A view in a transaction that is already open.
    package init(connection: Connection) { self.connection = connection }
}

/// What can be asked of the directory: the same questions within a read and within a change.
package protocol DirectoryReading {
    /// The transaction's connection.
    var connection: Connection { get }
}

/// The connection's questions with `DirectoryError` as their failure.
extension DirectoryReading {
    func query<Value>(
        _ sql: SQL, _ map: (borrowing Row) throws -> Value
    ) throws(DirectoryError) -> [Value] {
        do { return try connection.query(sql, map) } catch { throw .database(error) }
    }

    func one<Value>(_ sql: SQL, _ map: (borrowing Row) throws -> Value) throws(DirectoryError) -> Value? {
        do { return try connection.one(sql, map) } catch { throw .database(error) }
    }

    func count(_ sql: SQL) throws(DirectoryError) -> Int {
        do { return try connection.count(sql) } catch { throw .database(error) }
    }

    func exists(_ sql: SQL) throws(DirectoryError) -> Bool {
        do { return try connection.exists(sql) } catch { throw .database(error) }
    }
}
