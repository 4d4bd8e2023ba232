@testable import Database
import Site

@testable import Convergences

extension IsolationSite {
    /// Tables in which looking at a page may write: when a session was last seen.
    private static let restless: Set = ["session", "sqlite_sequence"]
    /// Columns that the list of users is read along; they follow from what stands elsewhere.
    private static let derived: Set = ["place_key", "name_key", "rights_until", "activated_at", "last_sign_in_at"]

    /// Every row of the database by table, to see what a request changed.
    func rows() throws -> [String: [String]] {
        try site.database.read { (connection) throws(DatabaseError) in
            let tables = try connection.query(
                """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                    AND name NOT LIKE 'journal_index%' ORDER BY name
                """
            ) { try $0.text(0) }
            var rows: [String: [String]] = [:]
            for table in tables where !Self.restless.contains(table) {
                let names = try connection.query("SELECT name FROM pragma_table_info(\(table))") { try $0.text(0) }
                let shown = names.filter { !Self.derived.contains($0) }.map { "'\($0)=' || quote(\"\($0)\")" }.joined(
                    separator: " || ' ' || ")
                rows[table] = try connection.query(SQL(runTime: "SELECT \(shown) FROM \"\(table)\"")) { try $0.text(0) }
            }
            return rows
        }
    }
}
