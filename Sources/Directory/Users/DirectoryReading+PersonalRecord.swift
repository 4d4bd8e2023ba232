import Database
package import FoundationEssentials

/// Everything that the directory holds about one person: for themselves (GDPR articles 15 and 20).
package struct PersonalRecord: Sendable {
    package let user: User
    /// Where they belong.
    package let affiliations: [Affiliation]
    /// What they may open, ended rights included.
    package let entitlements: [Entitlement]
    /// What they were designated for, ended designations included.
    package let designations: [(structure: String, since: Date, until: Date?)]
    /// Since when they operate the site; nil for others.
    package let operatorSince: Date?
    /// Structures that allow their address by exception, with the reason.
    package let exceptions: [(structure: String, reason: String, grantedAt: Date)]
    /// The lasting names that service providers know them by.
    package let nameIdentifiers: [NameGiven]
    /// What the journal tells of what happened to them, the newest first.
    package let happened: [Told]
    /// What the journal tells of what they did, the newest first; other people are not named.
    package let done: [Told]

    /// A lasting name given to a service provider.
    package struct NameGiven: Sendable {
        package let application: String
        /// The service provider's entityID.
        package let entityID: String
        /// The structure that the name stands for them in, when it is one per structure.
        package let structure: String?
        package let value: String
        /// When it was first given.
        package let givenAt: Date
    }

    /// An entry of the journal.
    package struct Told: Sendable {
        package let at: Date
        /// Without other people's data in what the person did themselves.
        package let event: JournalEvent
        /// Without other people's names in what the person did themselves.
        package let names: JournalEntry.Names
    }
}

extension DirectoryReading {
    /// Everything about a person that is kept here; nil when there is nobody.
    ///
    /// - Parameter limit: entries of the journal at most, of each sort.
    package func personalRecord(
        of id: ID<User>, limit: Int = 5_000
    ) throws(DirectoryError) -> PersonalRecord? {
        guard let user = try user(id) else { return nil }
        var happened: [PersonalRecord.Told] = []
        var done: [PersonalRecord.Told] = []
        for entry in try journal(person: id, limit: 2 * limit) {
            var (event, names) = (entry.event, try names(of: entry))
            if entry.about.person == id, happened.count < limit {
                happened.append(PersonalRecord.Told(at: entry.at, event: event, names: names))
            } else if entry.about.person != id, done.count < limit {
                // Other people's data: their names, addresses and whatever was changed of them.
                if entry.about.person != nil {
                    names.person = nil
                    if !entry.isErased { event = event.withheld }
                }
                done.append(PersonalRecord.Told(at: entry.at, event: event, names: names))
            }
        }
        return PersonalRecord(
            user: user, affiliations: try affiliations(of: id), entitlements: try entitlements(of: id),
            designations: try query(
                """
                SELECT structure.name, referent.since, referent.until
                FROM referent JOIN structure ON structure.id = referent.structure
                WHERE referent.user = \(id) ORDER BY referent.since
                """
            ) { (structure: try $0.text(0), since: try $0.date(1), until: try $0.dateOrNil(2)) },
            operatorSince: try one("SELECT since FROM operator WHERE user = \(id)") { try $0.date(0) },
            exceptions: try query(
                """
                SELECT structure.name, domain_exception.reason, domain_exception.granted_at
                FROM domain_exception JOIN structure ON structure.id = domain_exception.structure
                WHERE domain_exception.email = \(user.email)
                """
            ) { (structure: try $0.text(0), reason: try $0.text(1), grantedAt: try $0.date(2)) },
            nameIdentifiers: try query(
                """
                SELECT application.name, service_provider.entity_id, structure.name, name_identifier.value,
                    name_identifier.created_at
                FROM name_identifier JOIN service_provider ON service_provider.id = name_identifier.service_provider
                    JOIN application ON application.id = service_provider.application
                    LEFT JOIN structure ON structure.id = name_identifier.structure
                WHERE name_identifier.user = \(id) ORDER BY name_identifier.id
                """
            ) {
                PersonalRecord.NameGiven(
                    application: try $0.text(0), entityID: try $0.text(1), structure: try $0.textOrNil(2),
                    value: try $0.text(3), givenAt: try $0.date(4))
            },
            happened: happened, done: done)
    }
}
