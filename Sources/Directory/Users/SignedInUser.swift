import Database
package import FoundationEssentials
package import Markup

/// What every page needs to know of the person in front of it.
package struct SignedInUser: Hashable, Sendable {
    package let id: ID<User>
    /// Lower case.
    package let email: String
    /// Prénom.
    package let givenName: String
    /// Nom.
    package let familyName: String
    /// The language of their mail, and of pages without another choice.
    package let language: Language
    /// Whether they operate the site.
    package let isOperator: Bool
    /// How many structures they are referent of, attached ones included; 0 for others.
    package let structuresAsReferent: Int
    /// What they may see of the directory at the moment they were looked up.
    package let scope: Scope

    /// Given and family name.
    package var displayName: String { "\(givenName) \(familyName)" }
    /// Whether the directory is open to them.
    package var isReferent: Bool { structuresAsReferent > 0 }
}

extension DirectoryReading {
    /// A live person with their powers, or nil when the account is not live at that moment.
    package func signedInUser(_ id: ID<User>, at now: Date) throws(DirectoryError) -> SignedInUser? {
        let held = Scope.referent(id, at: now)
        return try one(
            """
            SELECT user.id, user.email, user.given_name, user.family_name, user.language,
                EXISTS (SELECT 1 FROM operator WHERE operator.user = user.id),
                (SELECT count(*) FROM (\(held.structures)))
            FROM user WHERE user.id = \(id) AND \(User.isLive(at: now))
            """
        ) { row in
            let isOperator = try row.bool(5)
            let structures = try row.int(6)
            return SignedInUser(
                id: try row.id(0), email: try row.text(1), givenName: try row.text(2), familyName: try row.text(3),
                language: try row.value(4), isOperator: isOperator, structuresAsReferent: structures,
                scope: isOperator ? .everything : structures > 0 ? held : .nothing)
        }
    }
}
