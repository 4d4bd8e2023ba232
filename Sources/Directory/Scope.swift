package import Database
package import FoundationEssentials

/// Which part of the directory a person may see and change: every list and every look-up takes one, and it becomes
/// part of the SQL (Invariant 3).
package enum Scope: Sendable, Hashable {
    /// All of it: the operators and the command line.
    case everything
    /// The structures that the person is a referent of at that moment, with their attached establishments.
    case referent(ID<User>, at: Date)
    /// Nothing: people without a power.
    case nothing

    /// `SELECT` of the identifiers of the structures in scope, for `structure IN (\(scope.structures))`.
    package var structures: SQL {
        switch self {
        case .everything: "SELECT id FROM structure"
        case .referent(let user, let now):
            """
            SELECT held.structure FROM referent AS held
            WHERE held.user = \(user) AND held.since <= \(now) AND (held.until IS NULL OR held.until > \(now))
            UNION
            SELECT child.id FROM referent AS held JOIN structure AS child ON child.parent = held.structure
            WHERE held.user = \(user) AND held.since <= \(now) AND (held.until IS NULL OR held.until > \(now))
            """
        case .nothing: "SELECT id FROM structure WHERE 0"
        }
    }

    /// A condition on a column that holds a structure; always true for `everything`, at no cost.
    package func covers(_ column: SQL) -> SQL {
        switch self {
        case .everything: "1"
        case .referent, .nothing: "\(column) IN (\(structures))"
        }
    }

    /// A condition on a column that holds a user: affiliated to a structure in scope.
    package func coversUser(_ column: SQL) -> SQL {
        switch self {
        case .everything: "1"
        case .referent, .nothing:
            "\(column) IN (SELECT seen.user FROM affiliation AS seen WHERE seen.structure IN (\(structures)))"
        }
    }
}
