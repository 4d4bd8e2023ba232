import Crypto
import Database
import Directory
import FoundationEssentials
import SAML

/// The messages that artifacts stand for, as rows: given out once, to the service provider they are meant for, for a
/// short while. A copy of the database shows no artifact, only digests of their handles.
struct ArtifactStore: Sendable {
    let database: Database
    let randomness: Randomness
    /// Ours: artifacts of other issuers name no row.
    let entityID: String

    /// The index of our one ArtifactResolutionService.
    static let endpointIndex = 0
    /// A service provider asks as soon as the browser brings it the artifact; with scripts off a person presses a button
    /// before that.
    static let lifetime: TimeInterval = 2 * 60

    /// What became of an artifact that was shown.
    enum Found: Sendable {
        /// The bytes of the message; they are gone now.
        case message([UInt8])
        /// It stands for nothing: unknown, used, or too old.
        case nothing
        /// It was meant for this other service provider, and is used up: somebody else has it.
        case anothers(ID<ServiceProvider>)
    }

    /// Keeps a message under a new artifact.
    func keep(_ message: [UInt8], for serviceProvider: ID<ServiceProvider>, at now: Date) throws
        -> Artifact
    {
        let artifact = Artifact(issuer: entityID, endpointIndex: Self.endpointIndex, randomness: randomness)
        try database.write(.normal) { connection in
            try connection.execute(
                """
                INSERT INTO artifact (handle, service_provider, message, expires_at)
                VALUES (\(Digest.sha256(artifact.messageHandle)), \(serviceProvider), \(message),
                    \(now + Self.lifetime))
                """)
        }
        return artifact
    }

    /// Takes the message out. Of any number of askers at once one gets it: whoever shows an artifact uses it up.
    func redeem(
        _ artifact: Artifact, for serviceProvider: ID<ServiceProvider>, at now: Date
    ) throws -> Found {
        guard artifact.endpointIndex == Self.endpointIndex,
            artifact.sourceID == Digest.sourceID(of: Array(entityID.utf8))
        else { return .nothing }
        let row = try database.write(.normal) { connection in
            try connection.one(
                """
                DELETE FROM artifact WHERE handle = \(Digest.sha256(artifact.messageHandle))
                RETURNING service_provider, message, expires_at
                """
            ) { row in
                (owner: try row.id(0) as ID<ServiceProvider>, message: try row.blob(1), expiresAt: try row.date(2))
            }
        }
        guard let row else { return .nothing }
        guard row.owner == serviceProvider else { return .anothers(row.owner) }
        return now < row.expiresAt ? .message(row.message) : .nothing
    }

    /// Forgets what nobody came for; called by the housekeeping.
    func sweep(at now: Date) throws {
        try database.write(.normal) { connection in
            try connection.execute("DELETE FROM artifact WHERE expires_at <= \(now)")
        }
    }
}
