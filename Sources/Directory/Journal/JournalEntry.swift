import Database
package import FoundationEssentials

/// One line of the journal: who did what to whom, where and when.
package struct JournalEntry: Hashable, Sendable {
    /// 1, 2, 3 … without gaps.
    package let id: Int64
    /// When.
    package let at: Date
    /// What.
    package let kind: Kind
    /// Whom and what it is about, by identifier: these stay when the words are erased.
    package let about: About
    /// The words as they were then; nil once erased.
    package let words: Words?

    /// The objects of an event.
    package struct About: Hashable, Sendable {
        /// The acting person; nil for the command line.
        package var actor: ID<User>?
        /// The person it happened to.
        package var person: ID<User>?
        /// Where.
        package var structure: ID<Structure>?
        /// In which application.
        package var application: ID<Application>?
        /// Which role.
        package var role: ID<Role>?

        /// An event's objects.
        package init(
            actor: ID<User>? = nil, person: ID<User>? = nil, structure: ID<Structure>? = nil,
            application: ID<Application>? = nil, role: ID<Role>? = nil
        ) {
            self.actor = actor
            self.person = person
            self.structure = structure
            self.application = application
            self.role = role
        }
    }

    /// The names of an event's objects when it happened, and what changed. Stored as JSON.
    package struct Words: Hashable, Sendable, Codable {
        /// The acting person or program.
        package var actor: String
        /// The person it happened to.
        package var person: String?
        /// Where.
        package var structure: String?
        /// In which application.
        package var application: String?
        /// The role's path.
        package var role: String?
        /// What was before, of a change.
        package var before: String?
        /// What is now, or what the event is about besides people (a domain, an address, a date).
        package var after: String?
        /// The structures whose referents see the entry, where that is not the one it is about.
        package var seenIn: [ID<Structure>]?

        /// The words of an event.
        package init(
            actor: String, person: String? = nil, structure: String? = nil, application: String? = nil,
            role: String? = nil, before: String? = nil, after: String? = nil
        ) {
            self.actor = actor
            self.person = person
            self.structure = structure
            self.application = application
            self.role = role
            self.before = before
            self.after = after
        }
    }

    /// What can happen. The raw values are stored: never change one.
    package enum Kind: String, Hashable, Sendable, CaseIterable, SQLConvertible {
        case structureAdded, structureRenamed, structureKindChanged, structureSIRETChanged, structureContactChanged
        case structureAttached, structureDetached, structureRemoved
        case domainAdded, domainRemoved, addressExcepted, addressExceptionRemoved
        case referentDesignated, referentEnded, operatorAppointed, operatorDismissed
        case userAdded, userAttached, userDetached, userRenamed, userAddressChanged, userLanguageChanged
        case userSuspended, userResumed, userDepartureChanged, userDeleted, userRestored, userErased
        case applicationAdded, applicationChanged, applicationEnabled, applicationDisabled
        case applicationMaintenanceChanged, applicationOpeningChanged
        case roleGroupAdded, roleGroupRemoved, roleAdded, roleChanged, roleRemoved
        case serviceProviderAdded, serviceProviderMetadataChanged, serviceProviderDecisionsChanged
        case serviceProviderEnabled, serviceProviderDisabled, serviceProviderMadeDefault, serviceProviderRemoved
        case serviceProviderSourceChanged, serviceProviderMetadataRejected
        case entitlementGranted, entitlementChanged, entitlementRevoked
        case settingChanged
        // Of a referent to the operator.
        case requestMade, requestDone, requestRefused
        case portalMessagePlanned, portalMessageChanged, portalMessageRemoved
        // The keys of the site; `after` is what a key is for and the beginning of its fingerprint.
        case keyMade, keyPrepared, keySwitched, keyRetired, keyReplaced, keysProtected, keysUnprotected
        // What the accounts module records.
        case invitationCreated, resetCreated, accountActivated, passwordChanged, sessionsEnded
        case signInWaitLifted
        case addressUnreachable
    }
}
