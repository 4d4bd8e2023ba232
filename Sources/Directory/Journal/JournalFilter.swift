package import FoundationEssentials

/// Which entries of the journal are asked for; within the scope whatever else is said.
package struct JournalFilter: Hashable, Sendable {
    /// What the person who asks may see.
    package var scope: Scope
    /// Entries by this person, or about them.
    package var person: ID<User>?
    /// Entries about this structure, and what happened to accounts that belonged to it.
    package var structure: ID<Structure>?
    /// Entries about this application.
    package var application: ID<Application>?
    /// Entries about this role.
    package var role: ID<Role>?
    /// Entries of one of these kinds; nil for every kind.
    package var kinds: Set<JournalEntry.Kind>?
    /// Not before this moment.
    package var from: Date?
    /// Before this moment.
    package var until: Date?
    /// Entries in whose words each of these begins a word, whatever its capitals and accents.
    package var text = ""

    /// Everything that is in the scope.
    package init(scope: Scope) { self.scope = scope }
}

/// A page of entries, the newest first.
package struct JournalPage: Hashable, Sendable {
    /// The entries.
    package let entries: [JournalEntry]
    /// Whether newer ones are asked for as well.
    package let hasPrevious: Bool
    /// Whether older ones are asked for as well.
    package let hasNext: Bool
}
