import Database
package import FoundationEssentials

extension DirectoryReading {
    /// The persistent identity of a person (acting for a structure, if the service provider tells accounts apart by
    /// that) at a service provider, if one was made.
    package func nameIdentifier(
        of user: ID<User>, actingFor structure: ID<Structure>?, at serviceProvider: ID<ServiceProvider>
    ) throws(DirectoryError) -> String? {
        try one(
            """
            SELECT value FROM name_identifier
            WHERE user = \(user) AND service_provider = \(serviceProvider) AND structure IS \(structure)
            """
        ) { try $0.text(0) }
    }
}

extension Directory {
    /// The persistent identity of a person at a service provider, made the first time it is asked for: 160 random
    /// bits, opaque, kept for ever, never anyone else's (SAML Core §8.3.7, Invariant 9).
    ///
    /// - Parameter structure: the structure acted for, when the service provider's identity is *person × structure*;
    ///   nil when it is *person*.
    package func nameIdentifier(
        of user: ID<User>, actingFor structure: ID<Structure>?, at serviceProvider: ID<ServiceProvider>, now: Date
    ) throws(DirectoryError) -> String {
        try lastingIdentifier { view in
            try view.nameIdentifier(of: user, actingFor: structure, at: serviceProvider)
        } insert: { fresh in
            """
            INSERT INTO name_identifier (service_provider, user, structure, value, created_at)
            VALUES (\(serviceProvider), \(user), \(structure), \(fresh), \(now))
            """
        }
    }
}
