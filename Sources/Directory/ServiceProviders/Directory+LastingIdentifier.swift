import Crypto
import Database

extension Directory {
    /// An identifier that is made the first time it is asked for: 160 random bits in base32, kept for ever.
    ///
    /// - Parameters:
    ///   - find: the one that is there.
    ///   - insert: writes a fresh one.
    func lastingIdentifier(
        _ find: (DirectoryView) throws -> String?, insert: (String) -> SQL
    ) throws(DirectoryError) -> String {
        try directoryErrors {
            if let known = try read(find) { return known }
            let fresh = Base32.encode(randomness.bytes(20))
            return try database.write { connection in
                // Another request may have made it meanwhile.
                if let known = try find(DirectoryView(connection: connection)) { return known }
                try connection.execute(insert(fresh))
                return fresh
            }
        }
    }
}
