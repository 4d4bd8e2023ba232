import Accounts
import Directory
import FoundationEssentials
import Markup

/// Everything the site holds about the person who asks, as a file for other programs (GDPR article 20): names that do
/// not change with the language of the page, moments in UTC.
struct PersonalExport: Encodable, Sendable {
    var site: String
    var exportedAt: Date
    var identity: Identity
    var affiliations: [Affiliated]
    var accessRights: [AccessRight]
    var designations: [Designation]
    var operatorSince: Date?
    var addressExceptions: [AddressException]
    var identifiersGiven: [IdentifierGiven]
    var password: PasswordFacts
    var sessions: [OpenSession]
    var signIns: [SignIn]
    var applicationsOpened: [Portal.ApplicationOpening]
    var recognisedBrowsers: [Date]
    var links: [LinkMade]
    var mails: [Portal.WrittenMail]
    var formsKept: [FormKept]
    var whatHappened: [JournalFact]
    var whatYouDid: [JournalFact]

    struct Identity: Encodable, Sendable {
        let number: Int64
        let familyName, givenName, email, language, state: String
        let createdAt: Date
        let departsAt: Date?
    }
    struct Affiliated: Encodable, Sendable {
        let structure: String
        let since: Date
    }
    struct AccessRight: Encodable, Sendable {
        let application, role, structure, grantedBy: String
        let grantedAt: Date
        let until: Date?
    }
    struct Designation: Encodable, Sendable {
        let structure: String
        let since: Date
        let until: Date?
    }
    struct AddressException: Encodable, Sendable {
        let structure, reason: String
        let grantedAt: Date
    }
    struct IdentifierGiven: Encodable, Sendable {
        let application, entityID, identifier: String
        let structure: String?
        let givenAt: Date
    }
    struct PasswordFacts: Encodable, Sendable {
        let chosenAt: Date?
        let keptAs: String
    }
    struct OpenSession: Encodable, Sendable {
        let browser: String
        let openedAt, lastSeenAt, endsAt: Date
    }
    struct SignIn: Encodable, Sendable {
        let at: Date
        let what, address, browser: String
    }
    struct LinkMade: Encodable, Sendable {
        let purpose: String
        let createdAt, endsAt: Date
        let usedAt: Date?
    }
    struct FormKept: Encodable, Sendable {
        let page: String
        let sentAt: Date
    }
    struct JournalFact: Encodable, Sendable {
        let at: Date
        let what, sentence: String
    }

    /// The file's bytes: JSON, in an order that does not change.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return Array(try encoder.encode(self))
    }
}

extension PersonalExport {
    /// Puts together what each module holds.
    init(
        _ record: PersonalRecord, _ account: AccountRecord, sessions: [Session], events: [SignInEvent],
        openings: [Portal.ApplicationOpening], mails: [Portal.WrittenMail], site: String, owner: Text,
        _ language: Language,
        at now: Date
    ) {
        self.site = site
        exportedAt = now
        let user = record.user
        identity = Identity(
            number: user.id.rawValue, familyName: user.familyName, givenName: user.givenName, email: user.email,
            language: user.language.rawValue, state: user.state.rawValue, createdAt: user.createdAt,
            departsAt: user.departsAt)
        affiliations = record.affiliations.map { Affiliated(structure: $0.structureName, since: $0.createdAt) }
        accessRights = record.entitlements.map {
            AccessRight(
                application: $0.applicationName, role: $0.role.path, structure: $0.structureName,
                grantedBy: $0.grantedByName ?? owner[language], grantedAt: $0.grantedAt, until: $0.until)
        }
        designations = record.designations.map {
            Designation(structure: $0.structure, since: $0.since, until: $0.until)
        }
        operatorSince = record.operatorSince
        addressExceptions = record.exceptions.map {
            AddressException(structure: $0.structure, reason: $0.reason, grantedAt: $0.grantedAt)
        }
        identifiersGiven = record.nameIdentifiers.map {
            IdentifierGiven(
                application: $0.application, entityID: $0.entityID, identifier: $0.value, structure: $0.structure,
                givenAt: $0.givenAt)
        }
        password = PasswordFacts(
            chosenAt: account.passwordChosenAt,
            keptAs: "Argon2id, salted: nobody can read the password from it")
        self.sessions = sessions.map {
            OpenSession(
                browser: $0.deviceDescription, openedAt: $0.createdAt, lastSeenAt: $0.lastSeenAt,
                endsAt: min($0.idleEndsAt, $0.absoluteEndsAt))
        }
        signIns = events.map {
            SignIn(at: $0.at, what: $0.kind.rawValue, address: $0.address, browser: $0.deviceDescription)
        }
        applicationsOpened = openings
        recognisedBrowsers = account.devices
        links = account.links.map {
            LinkMade(purpose: $0.purpose.rawValue, createdAt: $0.createdAt, endsAt: $0.expiresAt, usedAt: $0.usedAt)
        }
        self.mails = mails
        formsKept = account.parkedForms.map { FormKept(page: $0.path, sentAt: $0.parkedAt) }
        func fact(_ told: PersonalRecord.Told) -> JournalFact {
            JournalFact(
                at: told.at, what: told.event.kind.rawValue,
                sentence: told.event.sentence(told.names)[language])
        }
        whatHappened = record.happened.map(fact)
        whatYouDid = record.done.map(fact)
    }
}
