import Database
package import FoundationEssentials

extension DirectoryReading {
    /// The identifier of a person (acting for a structure, if service providers tell accounts apart by that) that is the
    /// same at every service provider, if one was made.
    package func subjectIdentifier(
        of user: ID<User>, actingFor structure: ID<Structure>?
    ) throws(DirectoryError) -> String? {
        try one("SELECT value FROM subject_identifier WHERE user = \(user) AND structure IS \(structure)") {
            try $0.text(0)
        }
    }
}

extension Directory {
    /// The identifier of a person that is the same at every service provider, without its scope; made the first time it
    /// is asked for: 160 random bits in base32, kept for ever, never anyone else's (SAML V2.0 Subject Identifier
    /// Attributes §3.3, Invariant 9).
    package func subjectIdentifier(
        of user: ID<User>, actingFor structure: ID<Structure>?, now: Date
    ) throws(DirectoryError) -> String {
        try lastingIdentifier { view in
            try view.subjectIdentifier(of: user, actingFor: structure)
        } insert: { fresh in
            """
            INSERT INTO subject_identifier (user, structure, value, created_at)
            VALUES (\(user), \(structure), \(fresh), \(now))
            """
        }
    }
}
