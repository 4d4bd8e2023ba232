import Database
package import FoundationEssentials
package import Markup

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
    let words: Words?

    /// Whether the words were erased: because the person was, or because the period is over.
    package var isErased: Bool { words == nil }

    /// What happened, with its fields; of an entry whose words are erased, « – » stands for each.
    package var event: JournalEvent { JournalEvent(kind, words?.event ?? .init()) }

    /// What the row keeps in its two columns of details, for programs: days and kinds as they are stored.
    package var storedBefore: String? { words?.before }
    /// The second one.
    package var storedAfter: String? { words?.after }

    /// The names as they were then; nil once erased.
    package var names: Names? {
        words.map { words in
            Names(
                actor: words.actor, isActedByPerson: about.actor != nil, person: words.person,
                structure: words.structure, application: words.application, role: words.role)
        }
    }

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

    /// The names of an event's objects.
    package struct Names: Hashable, Sendable {
        /// The acting person or program, as it is stored; `actor(in:)` is for people.
        package var actor: String
        /// A person keeps the name, even one that a part of the program has.
        let isActedByPerson: Bool
        package var person: String?
        package var structure: String?
        package var application: String?
        /// The role's path.
        package var role: String?

        /// Who acted, in the reader's language: the program is stored by a name in English.
        package func actor(in language: Language) -> String {
            isActedByPerson ? actor : JournalProgram.shown(actor, in: language)
        }

        subscript(name: JournalSentence.Name) -> String? {
            switch name {
            case .person: person
            case .structure: structure
            case .application: application
            case .role: role
            }
        }
    }

    /// An entry's words as its row keeps them, in JSON. The names of the members are stored: never change one.
    struct Words: Hashable, Sendable, Codable {
        var actor: String
        var person: String?
        var structure: String?
        var application: String?
        var role: String?
        /// What the fields of the kind are kept in; see `JournalEvent.Detail.Slot`.
        var before: String?
        var after: String?
        var serviceProvider: String?
        /// The structures whose referents see the entry, where that is not the one it is about.
        var seenIn: [ID<Structure>]?

        init(_ names: Names, _ event: JournalEvent.Stored, seenIn: [ID<Structure>]?) {
            (actor, person, structure) = (names.actor, names.person, names.structure)
            (application, role) = (names.application, names.role)
            (before, after, serviceProvider) = (event.before, event.after, event.serviceProvider)
            self.seenIn = seenIn
        }

        var event: JournalEvent.Stored {
            JournalEvent.Stored(before: before, after: after, serviceProvider: serviceProvider)
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
        // The keys of the site.
        case keyMade, keyPrepared, keySwitched, keyRetired, keyReplaced, keysProtected, keysUnprotected
        // What the accounts module records.
        case invitationCreated, resetCreated, accountActivated, passwordChanged, sessionsEnded
        case signInWaitLifted
        case addressUnreachable
    }
}
