package import Directory
package import FoundationEssentials
import Database

extension Accounts {
    /// The person a password is for: their words and whether they hold powers. A person not found has no words.
    package func subject(_ user: ID<User>, at now: Date) throws(AccountsError) -> PasswordSubject {
        try read { connection in
            let person = try connection.one(
                "SELECT given_name, family_name, email FROM user WHERE id = \(user)"
            ) { [try $0.text(0), try $0.text(1), try $0.text(2)] }
            let structures = try connection.query(
                """
                SELECT structure.name, coalesce(structure.short_name, '') FROM affiliation
                JOIN structure ON structure.id = affiliation.structure WHERE affiliation.user = \(user)
                """
            ) { [try $0.text(0), try $0.text(1)] }
            let holdsPowers = try connection.exists(
                """
                SELECT 1 FROM operator WHERE user = \(user)
                UNION ALL
                SELECT 1 FROM referent WHERE user = \(user) AND (until IS NULL OR until > \(now))
                """)
            return PasswordSubject(texts: (person ?? []) + structures.flatMap(\.self), holdsPowers: holdsPowers)
        }
    }
}
