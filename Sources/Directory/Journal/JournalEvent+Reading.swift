extension JournalEvent {
    /// The event that a row tells. It never fails: a text that cannot be read as its field is shown as it is, and « – »
    /// stands for a field that is not there, as in a row whose words are erased.
    ///
    /// Rows of the first version put what a kind is about where it fitted, before or after; which is where is said here
    /// and by the member of the kind, and both must say the same (`JournalEventTests`).
    init(_ kind: JournalEntry.Kind, _ row: Stored) {
        let (before, after) = (row.before ?? Self.nothing, row.after ?? Self.nothing)
        func day(_ text: String?) -> JournalDay? { text.map(JournalDay.init(stored:)) }
        self =
            switch kind {
            case .structureAdded: .structureAdded
            case .structureRenamed: .structureRenamed(from: before, to: after)
            case .structureKindChanged: .structureKindChanged(from: .init(stored: before), to: .init(stored: after))
            case .structureSIRETChanged: .structureSIRETChanged(from: row.before, to: row.after)
            case .structureContactChanged: .structureContactChanged(from: row.before, to: row.after)
            case .structureAttached: .structureAttached(to: after)
            case .structureDetached: .structureDetached(from: row.before)
            case .structureRemoved: .structureRemoved
            case .domainAdded: .domainAdded(after)
            case .domainRemoved: .domainRemoved(before)
            case .addressExcepted: .addressExcepted(after, reason: row.before)
            case .addressExceptionRemoved: .addressExceptionRemoved(before)
            case .referentDesignated: .referentDesignated(from: .init(stored: after))
            case .referentEnded: .referentEnded(on: .init(stored: after))
            case .userAdded: .userAdded(address: after)
            case .userAttached: .userAttached
            case .userDetached: .userDetached(losing: row.before)
            case .userRenamed: .userRenamed(from: before, to: after)
            case .userAddressChanged: .userAddressChanged(from: before, to: after)
            case .userLanguageChanged: .userLanguageChanged(to: .init(stored: after))
            case .userSuspended: .userSuspended
            case .userResumed: .userResumed
            case .userDepartureChanged: .userDepartureChanged(from: day(row.before), to: day(row.after))
            case .userDeleted: .userDeleted(losing: row.before)
            case .userRestored: .userRestored
            case .userErased: .userErased
            case .requestMade: .requestMade(after)
            case .requestDone: .requestDone(answer: row.after)
            case .requestRefused: .requestRefused(answer: row.after)
            case .invitationCreated: .invitationCreated
            case .resetCreated: .resetCreated
            case .accountActivated: .accountActivated
            case .passwordChanged: .passwordChanged
            case .sessionsEnded: .sessionsEnded
            case .signInWaitLifted: .signInWaitLifted
            case .addressUnreachable: .addressUnreachable(after)
            case .entitlementGranted: .entitlementGranted(until: day(row.after))
            case .entitlementChanged: .entitlementChanged(from: day(row.before), to: day(row.after))
            case .entitlementRevoked: .entitlementRevoked(reason: row.after)
            case .applicationAdded: .applicationAdded
            case .applicationChanged: .applicationChanged(from: row.before, to: row.after)
            case .applicationEnabled: .applicationEnabled
            case .applicationDisabled: .applicationDisabled
            case .applicationMaintenanceChanged: .applicationMaintenanceChanged(from: row.before, to: row.after)
            case .applicationOpeningChanged: .applicationOpeningChanged(to: .init(stored: after))
            case .roleGroupAdded: .roleGroupAdded(after)
            case .roleGroupRemoved: .roleGroupRemoved(before)
            case .roleAdded: .roleAdded(value: after)
            case .roleChanged: .roleChanged(from: before, to: after)
            case .roleRemoved: .roleRemoved(value: before)
            case .serviceProviderAdded: .serviceProviderAdded(after)
            case .serviceProviderMetadataChanged: .serviceProviderMetadataChanged(after, differences: row.before)
            case .serviceProviderDecisionsChanged: .serviceProviderDecisionsChanged(from: before, to: after)
            case .serviceProviderEnabled: .serviceProviderEnabled(after)
            case .serviceProviderDisabled: .serviceProviderDisabled(after)
            case .serviceProviderMadeDefault: .serviceProviderMadeDefault(after)
            case .serviceProviderRemoved: .serviceProviderRemoved(before)
            case .serviceProviderSourceChanged:
                if let entityID = row.serviceProvider {
                    .serviceProviderSourceChanged(entityID, from: row.before, to: row.after)
                } else {
                    .serviceProviderSourceChanged(after, address: row.before)
                }
            case .serviceProviderMetadataRejected: .serviceProviderMetadataRejected(after)
            case .operatorAppointed: .operatorAppointed
            case .operatorDismissed: .operatorDismissed
            case .settingChanged: .settingChanged(after)
            case .portalMessagePlanned: .portalMessagePlanned(after)
            case .portalMessageChanged: .portalMessageChanged(from: before, to: after)
            case .portalMessageRemoved: .portalMessageRemoved(before)
            case .keyMade: .keyMade(.init(stored: after))
            case .keyPrepared: .keyPrepared(.init(stored: after))
            case .keySwitched: .keySwitched(from: .init(stored: before), to: .init(stored: after))
            case .keyRetired: .keyRetired(.init(stored: after))
            case .keyReplaced: .keyReplaced(by: .init(stored: after), reason: before)
            case .keysProtected: .keysProtected(files: .init(stored: after))
            case .keysUnprotected: .keysUnprotected(files: .init(stored: after))
            }
    }
}
