import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import SAML

/// Writes what one sign-on leaves behind, in one transaction: the request is used, the service provider takes part in
/// the session, the event happened, and the identity sent is fixed. It survives `kill -9` (architecture.md §3,
/// invariant 7); the answer leaves after it.
struct SignOnRecord: Sendable {
    let directory: Directory
    let waitingRoom: WaitingRoom
    let randomness: Randomness
    let entityID: String

    /// What became of a grant.
    enum Outcome: Sendable {
        /// It is written: these words may be asserted.
        case recorded(ResponseWriter.Statement)
        /// The request was answered before.
        case answered(WaitingRoom.Entry)
    }

    /// Records that a person enters.
    func signOn(
        _ grant: Grant, _ asked: Asked, waitingAs id: String?, for visitor: Visitor, at now: Date
    ) throws -> Outcome {
        let assertion = MessageID(random: randomness)
        let persistent = try persistentNameID(grant, at: now)
        return try directory.database.write(.normal) { (connection) throws -> Outcome in
            if let earlier = try waitingRoom.close(asked, waitingAs: id, for: visitor, at: now, in: connection) {
                return .answered(earlier)
            }
            guard let participant = try take(grant, persistent, at: now, in: connection) else {
                throw Refusal(.failure, "no row of the session's participant")
            }
            try connection.execute(
                """
                INSERT INTO sign_on_event (at, user, application, service_provider, structure, assertion)
                VALUES (\(now), \(grant.session.user), \(grant.entry.application.id), \(grant.serviceProvider.id),
                    \(grant.place.structure.id), \(assertion.rawValue))
                """)
            return .recorded(try statement(grant, participant, assertion, at: now))
        }
    }

    /// Records that a service provider is told of an error; the row that says why not when it may not be.
    func close(
        _ asked: Asked, waitingAs id: String?, for visitor: Visitor, at now: Date
    ) throws(DatabaseError) -> WaitingRoom.Entry? {
        try directory.database.write(.normal) { (connection) throws(DatabaseError) in
            try waitingRoom.close(asked, waitingAs: id, for: visitor, at: now, in: connection)
        }
    }

    /// The identity that stays the same for ever, when that is what this service provider gets. It is made before the
    /// transaction of the sign-on, durably: it must never be given to another.
    private func persistentNameID(_ grant: Grant, at now: Date) throws(DirectoryError) -> String? {
        guard grant.nameIDForm == .persistent else { return nil }
        return try directory.nameIdentifier(
            of: grant.session.user, actingFor: grant.scope, at: grant.serviceProvider.id, now: now)
    }

    /// A service provider's part in a session.
    private struct Participant {
        let sessionIndex: String
        let nameID: String
    }

    /// Enters the service provider into the session, or finds it there: SessionIndex and transient identity stay the
    /// same for the length of the session, so that a logout finds them.
    private func take(
        _ grant: Grant, _ persistent: String?, at now: Date, in connection: Connection
    ) throws(DatabaseError) -> Participant? {
        let nameID =
            switch grant.nameIDForm {
            case .emailAddress: grant.entry.person.email
            case .persistent: persistent ?? opaque()
            case .transient: opaque()
            }
        return try connection.one(
            """
            INSERT INTO session_participant
                (session, service_provider, scope, session_index, name_id, name_id_format, first_at, last_at)
            VALUES (\(grant.session.id), \(grant.serviceProvider.id), \(grant.scope?.rawValue ?? 0), \(opaque()),
                \(nameID), \(grant.nameIDForm.uri), \(now), \(now))
            ON CONFLICT (session, service_provider, scope) DO UPDATE SET
                name_id = CASE WHEN \(grant.nameIDForm == .transient) AND name_id_format = excluded.name_id_format
                    THEN name_id ELSE excluded.name_id END,
                name_id_format = excluded.name_id_format, last_at = excluded.last_at
            RETURNING session_index, name_id
            """
        ) { Participant(sessionIndex: try $0.text(0), nameID: try $0.text(1)) }
    }

    private func statement(
        _ grant: Grant, _ participant: Participant, _ assertion: MessageID, at now: Date
    ) throws(SAMLError) -> ResponseWriter.Statement {
        let isPairwise = grant.nameIDForm == .persistent
        let lifetime = grant.serviceProvider.effective.sessionLifetime.map { now + TimeInterval($0) }
        let attributes = AttributeRelease.release(
            grant.entry.person, actingFor: grant.place.structure, roles: grant.place.roles, to: grant.serviceProvider)
        return ResponseWriter.Statement(
            assertion: assertion,
            nameID: try NameID(
                participant.nameID, format: NameIDFormat(rawValue: grant.nameIDForm.uri),
                nameQualifier: isPairwise ? entityID : nil,
                spNameQualifier: isPairwise ? grant.serviceProvider.entityID : nil),
            attributes: try attributes.map { (attribute) throws(SAMLError) in
                try Attribute(
                    name: attribute.name, nameFormat: AttributeNameFormat(rawValue: attribute.nameFormat),
                    friendlyName: attribute.friendlyName, values: attribute.values)
            },
            sessionIndex: participant.sessionIndex, authnInstant: grant.session.authenticatedAt,
            authnContextClass: grant.authnContextClass,
            sessionNotOnOrAfter: min(grant.session.absoluteEndsAt, lifetime ?? grant.session.absoluteEndsAt))
    }

    /// 160 random bits: no telling whose or how many.
    private func opaque() -> String { "_" + Base32.encode(randomness.bytes(20)) }
}

extension Grant {
    /// The structure that identity and SessionIndex belong to; nil when they are the person's.
    var scope: ID<Structure>? {
        serviceProvider.effective.identity == .personAndStructure ? place.structure.id : nil
    }
}
