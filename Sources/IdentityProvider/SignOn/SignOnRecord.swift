import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import SAML

/// Writes what one sign-on leaves behind, in one transaction: the request is used, the service provider takes part in
/// the session, the event happened, and the identity sent is fixed. It survives `kill -9` (Invariant 7); the answer leaves after it.
struct SignOnRecord: Sendable {
    let directory: Directory
    let pendingRequests: PendingRequests
    let randomness: Randomness
    let entityID: String
    /// What follows the @ in identifiers (SAML V2.0 Subject Identifier Attributes §3.2).
    let scope: String

    /// What became of a grant.
    enum Outcome: Sendable {
        /// It is written: these words may be asserted.
        case recorded(ResponseWriter.Statement)
        /// The request was answered before.
        case answered(PendingRequests.Row)
    }

    /// Records that a person enters.
    func signOn(
        _ grant: Grant, _ request: SignOnRequest, waitingAs id: String?, for visitor: Visitor, at now: Date
    ) throws -> Outcome {
        let assertion = MessageID(random: randomness)
        let identities = try identities(grant, at: now)
        return try directory.database.write(.normal) { (connection) throws -> Outcome in
            if let earlier = try pendingRequests.close(request, waitingAs: id, for: visitor, at: now, in: connection) {
                return .answered(earlier)
            }
            guard let participant = try enterParticipant(grant, identities.pairwise, at: now, in: connection) else {
                throw MessageRefusal(.failure, "no row of the session's participant")
            }
            try connection.execute(
                """
                INSERT INTO sign_on_event (at, user, application, service_provider, structure, assertion)
                VALUES (\(now), \(grant.session.user), \(grant.access.application.id), \(grant.serviceProvider.id),
                    \(grant.actingFor.structure.id), \(assertion.rawValue))
                """)
            return .recorded(
                try statement(
                    grant, participant, identities, assertion, request.attributeConsumingServiceIndex, at: now))
        }
    }

    /// Records that a service provider is told of an error; the row that says why not when it may not be.
    func close(
        _ request: SignOnRequest, waitingAs id: String?, for visitor: Visitor, at now: Date
    ) throws -> PendingRequests.Row? {
        try directory.database.write(.normal) { connection in
            try pendingRequests.close(request, waitingAs: id, for: visitor, at: now, in: connection)
        }
    }

    /// The name that the person has at the service provider already, in the grant's form; nil when one would have to be
    /// made.
    func existingName(of grant: Grant) throws -> String? {
        switch grant.nameID.form {
        case .none: return nil
        case .emailAddress, .unspecified: return grant.access.person.email
        case .persistent:
            return try directory.read { view in
                try view.nameIdentifier(
                    of: grant.session.user, actingFor: grant.identityStructure, at: grant.serviceProvider.id)
            }
        case .transient:
            return try directory.database.read { connection in
                try connection.one(
                    """
                    SELECT name_id FROM session_participant
                    WHERE session = \(grant.session.id) AND service_provider = \(grant.serviceProvider.id)
                        AND scope = \(grant.identityStructure?.rawValue ?? 0) AND name_id_format = \(grant.nameID.form.uri)
                    """
                ) { try $0.text(0) }
            }
        }
    }

    /// The identities that stay the same for ever, those of them that this service provider gets, without their scope.
    private struct Identities {
        var subject: String?
        var pairwise: String?
    }

    /// They are made before the transaction of the sign-on, durably: they must never be given to another.
    private func identities(_ grant: Grant, at now: Date) throws -> Identities {
        let sources = Set(grant.serviceProvider.effective.attributes.map(\.source))
        var identities = Identities()
        if grant.nameID.form == .persistent || sources.contains(.pairwiseID) {
            identities.pairwise = try directory.nameIdentifier(
                of: grant.session.user, actingFor: grant.identityStructure, at: grant.serviceProvider.id, now: now)
        }
        if sources.contains(.subjectID) {
            identities.subject = try directory.subjectIdentifier(
                of: grant.session.user, actingFor: grant.identityStructure, now: now)
        }
        return identities
    }

    /// A service provider's part in a session.
    private struct Participant {
        let sessionIndex: String
        let nameID: String
    }

    /// Finds the service provider in the session, or enters it: SessionIndex and transient identity stay the same for the
    /// length of the session, so that a logout finds them. What is known already is not written again.
    private func enterParticipant(
        _ grant: Grant, _ persistent: String?, at now: Date, in connection: Connection
    ) throws -> Participant? {
        let known = try connection.one(
            """
            SELECT session_index, name_id FROM session_participant
            WHERE session = \(grant.session.id) AND service_provider = \(grant.serviceProvider.id)
                AND scope = \(grant.identityStructure?.rawValue ?? 0) AND name_id_format = \(grant.nameID.form.uri)
            """
        ) { Participant(sessionIndex: try $0.text(0), nameID: try $0.text(1)) }
        let nameID =
            switch grant.nameID.form {
            case .none: ""
            case .emailAddress, .unspecified: grant.access.person.email
            case .persistent: persistent ?? opaque()
            case .transient: known?.nameID ?? opaque()
            }
        if let known, known.nameID == nameID { return known }
        return try connection.one(
            """
            INSERT INTO session_participant
                (session, service_provider, scope, session_index, name_id, name_id_format, first_at)
            VALUES (\(grant.session.id), \(grant.serviceProvider.id), \(grant.identityStructure?.rawValue ?? 0), \(opaque()),
                \(nameID), \(grant.nameID.form.uri), \(now))
            ON CONFLICT (session, service_provider, scope) DO UPDATE SET
                name_id = excluded.name_id, name_id_format = excluded.name_id_format
            RETURNING session_index, name_id
            """
        ) { Participant(sessionIndex: try $0.text(0), nameID: try $0.text(1)) }
    }

    private func statement(
        _ grant: Grant, _ participant: Participant, _ identities: Identities, _ assertion: MessageID,
        _ consumingService: Int?, at now: Date
    ) throws -> ResponseWriter.Statement {
        let lifetime = grant.serviceProvider.effective.sessionLifetime.map { now + TimeInterval($0) }
        var person = grant.access.person
        person.subjectID = identities.subject.map { "\($0)@\(scope)" }
        person.pairwiseID = identities.pairwise.map { "\($0)@\(scope)" }
        return ResponseWriter.Statement(
            assertion: assertion,
            nameID: try nameID(participant.nameID, as: grant.nameID.form, at: grant.serviceProvider),
            encryptsNameID: grant.nameID.isEncrypted,
            attributes: try Attribute.released(
                person, grant.actingFor, to: grant.serviceProvider, consumingService: consumingService),
            sessionIndex: participant.sessionIndex, authnInstant: grant.session.authenticatedAt,
            authnContextClass: grant.authnContextClass,
            sessionNotOnOrAfter: min(grant.session.absoluteEndsAt, lifetime ?? grant.session.absoluteEndsAt))
    }

    /// Persistent names are qualified by both parties (SAML Core §8.3.7).
    func nameID(
        _ value: String, as form: ServiceProviderOverrides.NameIDForm, at serviceProvider: ServiceProvider
    ) throws -> NameID? {
        guard form != .none else { return nil }
        let isPairwise = form == .persistent
        return try NameID(
            value, format: NameIDFormat(rawValue: form.uri), nameQualifier: isPairwise ? entityID : nil,
            spNameQualifier: isPairwise ? serviceProvider.entityID : nil)
    }

    /// 160 random bits: no telling whose or how many.
    func opaque() -> String { "_" + Base32.encode(randomness.bytes(20)) }
}

extension Grant {
    /// The structure that identity and SessionIndex belong to; nil when they are the person's.
    var identityStructure: ID<Structure>? {
        serviceProvider.effective.identity == .personAndStructure ? actingFor.structure.id : nil
    }
}

extension Attribute {
    /// What a service provider is sent of a person who acts for a structure: the directory's release, in SAML's terms.
    static func released(
        _ person: AttributeRelease.Person, _ actingFor: Opening.StructureRoles, to serviceProvider: ServiceProvider,
        consumingService: Int?
    ) throws -> [Attribute] {
        try AttributeRelease.release(
            person, actingFor: actingFor.structure, roles: actingFor.roles, to: serviceProvider,
            consumingService: consumingService
        ).map { attribute in
            try Attribute(
                name: attribute.name, nameFormat: AttributeNameFormat(rawValue: attribute.nameFormat),
                friendlyName: attribute.friendlyName, values: attribute.values)
        }
    }
}
