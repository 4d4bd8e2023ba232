import Crypto
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
        let known = try read { (view) throws(DirectoryError) in
            try view.subjectIdentifier(of: user, actingFor: structure)
        }
        if let known { return known }
        let fresh = Base32.encode(randomness.bytes(20))
        return try database.write { (connection) throws(DirectoryError) in
            // Another request may have made it meanwhile.
            let view = DirectoryView(connection: connection)
            if let known = try view.subjectIdentifier(of: user, actingFor: structure) { return known }
            do throws(DatabaseError) {
                try connection.execute(
                    """
                    INSERT INTO subject_identifier (user, structure, value, created_at)
                    VALUES (\(user), \(structure), \(fresh), \(now))
                    """)
            } catch {
                throw .database(error)
            }
            return fresh
        }
    }
}
