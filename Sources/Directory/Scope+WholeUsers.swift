package import Database

extension Scope {
    /// `SELECT` of the people whose whole account is in scope (Invariant 8): every structure they belong to, and no
    /// power beyond it. Of the others, what happens to the account is not the referent's to see.
    package var wholeUsers: SQL {
        switch self {
        case .everything: "SELECT id AS user FROM user"
        case .nothing: "SELECT id AS user FROM user WHERE 0"
        case .referent(_, let now):
            """
            SELECT DISTINCT seen.user FROM affiliation AS seen
            WHERE seen.structure IN (\(structures))
                AND NOT EXISTS (
                    SELECT 1 FROM affiliation AS other
                    WHERE other.user = seen.user AND other.structure NOT IN (\(structures)))
                AND NOT EXISTS (SELECT 1 FROM operator WHERE operator.user = seen.user)
                AND NOT EXISTS (
                    SELECT 1 FROM referent AS power
                    WHERE power.user = seen.user AND (power.until IS NULL OR power.until > \(now))
                        AND power.structure NOT IN (\(structures)))
            """
        }
    }
}
