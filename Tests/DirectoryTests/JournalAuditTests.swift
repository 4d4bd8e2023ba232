import FoundationEssentials
import Markup
import Testing

@testable import Directory

/// Every operation that changes the directory leaves an entry with who did it, to whom and where; a kind of entry that no
/// operation here leaves fails.
struct JournalAuditTests {
    /// What `Accounts` records: its own tests hold it to that.
    static let ofAccounts: Set<JournalEntry.Kind> = [
        .invitationCreated, .resetCreated, .accountActivated, .passwordChanged, .sessionsEnded,
        .signInWaitLifted,
        // The keys of the site, whose changes another module records.
        .keyMade, .keyPrepared, .keySwitched, .keyRetired, .keyReplaced, .keysProtected, .keysUnprotected,
    ]

    let world: World

    init() throws { world = try World() }

    @Test func `each operation leaves an entry of its kind, with its actor and its objects`() throws {
        let world = world
        let sp = try world.addServiceProvider("https://one.example/")
        let other = try world.addServiceProvider("https://two.example/")
        var settings = ServiceProviderSettings()
        settings.assertionConsumerServices = [
            .init(index: 0, binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", location: "https://one.example/")
        ]
        let place = try world.change { try $0.addStructure("Lieu", attachedTo: world.town) }
        let person = try world.change { change in
            try change.addUser("p@ville-valmont.example", givenName: "P", familyName: "Q", to: world.town)
        }
        let group = try world.change { try $0.addRoleGroup("Groupe", to: world.bip) }
        typealias Kind = JournalEntry.Kind
        typealias About = JournalEntry.About
        let later = world.now + 86_400
        let steps: [(Kind, About, (Change) throws -> Void)] = [
            (.structureAdded, .init(), { _ = try $0.addStructure("Nouvelle") }),
            (
                .structureRenamed, .init(structure: place),
                { try $0.renameStructure(place, to: "Ailleurs", shortName: "A") }
            ),
            (
                .structureContactChanged, .init(structure: place),
                { try $0.setContact(.init(telephone: "01"), of: place) }
            ),
            (.structureSIRETChanged, .init(structure: place), { try $0.setSIRET("73282932000074", of: place) }),
            (.structureDetached, .init(structure: place), { _ = try $0.detachStructure(place) }),
            (.structureKindChanged, .init(structure: place), { try $0.setKind(.partner, of: place) }),
            (.structureAttached, .init(structure: place), { _ = try $0.attachStructure(place, to: world.town) }),
            (.domainAdded, .init(structure: place), { try $0.addDomain("lieu.example", to: place) }),
            (.domainRemoved, .init(structure: place), { try $0.removeDomain("lieu.example", from: place) }),
            (
                .addressExcepted, .init(structure: place),
                { try $0.exceptAddress("x@y.example", in: place, reason: "r") }
            ),
            (
                .addressExceptionRemoved, .init(structure: place),
                { try $0.removeException(for: "x@y.example", in: place) }
            ),
            (.structureRemoved, .init(structure: place), { try $0.removeStructure(place) }),
            (
                .referentDesignated, .init(person: person, structure: world.town),
                { _ = try $0.designateReferent(person, of: world.town) }
            ),
            (
                .referentEnded, .init(person: person, structure: world.town),
                { try $0.endReferent(person, of: world.town) }
            ),
            (.operatorAppointed, .init(person: person), { try $0.appointOperator(person) }),
            (.operatorDismissed, .init(person: person), { try $0.dismissOperator(person) }),
            (
                .userAttached, .init(person: person, structure: world.library),
                { try $0.attachUser(person, to: world.library) }
            ),
            (
                .userDetached, .init(person: person, structure: world.library),
                { _ = try $0.detachUser(person, from: world.library) }
            ),
            (.userRenamed, .init(person: person), { try $0.renameUser(person, givenName: "N", familyName: "Q") }),
            (
                .userAddressChanged, .init(person: person),
                { try $0.changeAddress(of: person, to: "n@ville-valmont.example") }
            ),
            (
                .addressUnreachable, .init(person: person),
                { _ = try $0.noteUnreachable(person, at: "n@ville-valmont.example", .full, detail: nil) }
            ),
            (.userLanguageChanged, .init(person: person), { try $0.setLanguage(.en, of: person) }),
            (.userSuspended, .init(person: person), { try $0.suspendUser(person) }),
            (.userResumed, .init(person: person), { try $0.resumeUser(person) }),
            (.userDepartureChanged, .init(person: person), { try $0.setDeparture(later, of: person) }),
            (
                .entitlementGranted,
                .init(person: person, structure: world.town, application: world.bip, role: world.bipUsers),
                { _ = try $0.grant(world.bipUsers, to: person, for: world.town) }
            ),
            (
                .entitlementChanged,
                .init(person: person, structure: world.town, application: world.bip, role: world.bipUsers),
                { _ = try $0.grant(world.bipUsers, to: person, for: world.town, until: later) }
            ),
            (
                .entitlementRevoked,
                .init(person: person, structure: world.town, application: world.bip, role: world.bipUsers),
                { _ = try $0.revoke(world.bipUsers, from: person, for: world.town) }
            ),
            (.userDeleted, .init(person: person, structure: world.town), { _ = try $0.deleteUser(person) }),
            (.userRestored, .init(person: person, structure: world.town), { try $0.restoreUser(person) }),
            (.applicationAdded, .init(), { _ = try $0.addApplication("neuve", name: "Neuve") }),
            (.applicationChanged, .init(application: world.bip), { try $0.changeApplication(world.bip, tint: 2) }),
            (.applicationDisabled, .init(application: world.bip), { try $0.setEnabled(false, application: world.bip) }),
            (.applicationEnabled, .init(application: world.bip), { try $0.setEnabled(true, application: world.bip) }),
            (
                .applicationMaintenanceChanged, .init(application: world.bip),
                { try $0.setMaintenance(Bilingual(fr: "Jeudi", en: "Thursday"), application: world.bip) }
            ),
            (
                .applicationOpeningChanged, .init(application: world.bip),
                { try $0.openApplication(world.bip, to: [world.town]) }
            ),
            (.roleGroupAdded, .init(application: world.bip), { _ = try $0.addRoleGroup("Autre", to: world.bip) }),
            (.roleGroupRemoved, .init(application: world.bip), { try $0.removeRoleGroup(group) }),
            (
                .roleAdded, .init(application: world.net),
                { change in
                    _ = try change.addRole("second", in: try change.roleGroups(of: world.net)[0].id)
                }
            ),
            (
                .roleChanged, .init(application: world.net, role: world.netUsers),
                { try $0.changeRole(world.netUsers, value: "v") }
            ),
            (.roleRemoved, .init(application: world.net, role: world.netUsers), { try $0.removeRole(world.netUsers) }),
            (
                .serviceProviderMetadataChanged, .init(application: world.bip),
                { try $0.updateMetadata(of: sp, settings: settings, metadata: nil) }
            ),
            (
                .serviceProviderSourceChanged, .init(application: world.bip),
                { try $0.setMetadataSource(.init(url: "https://bip.example/metadata"), of: sp) }
            ),
            (
                .serviceProviderMetadataRejected, .init(application: world.bip),
                { change in
                    let copy = MetadataDocumentCopy(
                        document: [1], settings: settings, validUntil: nil, createdAt: nil)
                    try change.proposeMetadata(copy, for: sp)
                    try change.rejectProposedMetadata(copy.digest, for: sp)
                }
            ),
            (.serviceProviderDecisionsChanged, .init(application: world.bip), { try $0.decide(.init(), for: sp) }),
            (
                .serviceProviderDisabled, .init(application: world.bip),
                { try $0.setEnabled(false, serviceProvider: sp) }
            ),
            (.serviceProviderEnabled, .init(application: world.bip), { try $0.setEnabled(true, serviceProvider: sp) }),
            (.serviceProviderMadeDefault, .init(application: world.bip), { try $0.makeDefault(other) }),
            (.serviceProviderRemoved, .init(application: world.bip), { try $0.removeServiceProvider(sp) }),
            (.settingChanged, .init(), { try $0.setSetting("cle", to: "secret") }),
        ]
        for (kind, about, step) in steps {
            let length = try world.journalLength()
            try world.change(by: world.operatorUser, step)
            #expect(try world.journalLength() > length, "\(kind)")
            let entry = try #require(try world.read { try $0.journal(limit: 1).first })
            #expect(entry.kind == kind)
            #expect(entry.at == world.now)
            #expect(entry.about.actor == world.operatorUser, "\(kind)")
            #expect(entry.names?.actor == "Odile Morel", "\(kind)")
            var expected = about
            expected.actor = world.operatorUser
            // What was made in the step has a number of its own.
            if [.structureAdded].contains(kind) { expected.structure = entry.about.structure }
            if [.applicationAdded].contains(kind) { expected.application = entry.about.application }
            if kind == .roleAdded { expected.role = entry.about.role }
            #expect(entry.about == expected, "\(kind)")
        }
        try world.change(by: world.nadia) { change in
            _ = try change.addUser("r@ville-valmont.example", givenName: "R", familyName: "S", to: world.town)
        }
        try messages()
        try requests()
        try erasure(of: person)
        let told = Set(try world.read { try $0.journal(limit: 1000).map(\.kind) })
        let untold = Set(JournalEntry.Kind.allCases).subtracting(told).subtracting(Self.ofAccounts)
        #expect(untold == [], "no operation here leaves these")
        #expect(try world.read { try $0.verifyJournal() }.firstBreak == nil)
    }

    private func messages() throws {
        let text = Bilingual(fr: "Jeudi", en: "Thursday")
        try world.change(by: world.operatorUser) { change in
            let id = try change.planPortalMessage(text, from: world.now, until: nil)
            try change.changePortalMessage(
                id, version: 1, to: text, from: world.now, until: world.now + 60)
            try change.removePortalMessage(id)
        }
    }

    private func requests() throws {
        for state in [OperatorRequest.State.done, .refused] {
            let request = try world.change(by: world.nadia) { change in
                try change.askOperator(for: .other, about: world.karim, words: "S’il vous plaît")
            }
            try world.change(by: world.operatorUser) { try $0.settleRequest(request, as: state, answer: "Voilà") }
        }
    }

    private func erasure(of person: ID<User>) throws {
        try world.change { _ = try $0.deleteUser(person) }
        let later = world.now + 31 * 86_400
        try world.change(at: later) { _ = try $0.eraseUsers(deletedBefore: later) }
    }
}
