package import Accounts
import Database
package import Directory
package import FoundationEssentials

// What other modules show of single sign-on, and its housekeeping. The executable passes it on (`Portal.Services`).
extension IdentityProvider {
    /// A request that waits for the person to sign in.
    package struct Waiting: Sendable, Hashable {
        /// The name of the application that is to be opened.
        package let application: String
        /// With `ForceAuthn`, when the request came: a password typed before does not count.
        package let provenSince: Date?
    }

    /// The request that waits under an id and is not answered yet; nil when there is none (any more).
    package func waiting(_ id: String, at now: Date) throws -> Waiting? {
        guard let row = try pendingRequests.row(id, at: now), row.answeredAt == nil, let request = row.request else {
            return nil
        }
        guard let provider = try registry.serviceProvider(request.serviceProvider) else { return nil }
        return Waiting(
            application: try application(provider.record.application).name,
            provenSince: request.forceAuthn ? request.receivedAt : nil)
    }

    /// The page of a logout in which a browser is still on its way through applications; nil when there is none (any more).
    package func unfinishedLogout(_ name: String, at now: Date) throws -> String? {
        guard try logoutQueue.isKnown(name, at: now),
            try logoutQueue.participants(of: name).contains(where: { $0.state == .browser })
        else { return nil }
        return Self.path(ofLogout: name)
    }

    /// The names of the applications that a session opened, in their order, each once.
    package func applicationsOpened(in session: ID<Session>) throws -> [String] {
        try directory.database.read { connection in
            try connection.query(
                """
                SELECT DISTINCT application.name, application.position FROM session_participant
                    JOIN service_provider ON service_provider.id = session_participant.service_provider
                    JOIN application ON application.id = service_provider.application
                WHERE session_participant.session = \(session) ORDER BY application.position, application.name
                """
            ) { try $0.text(0) }
        }
    }

    /// When a person last opened each application.
    package func lastUses(of user: ID<User>) throws -> [ID<Application>: Date] {
        let rows = try directory.database.read { connection in
            try connection.query(
                "SELECT application, max(at) FROM sign_on_event WHERE user = \(user) GROUP BY application"
            ) { (application: try $0.id(0) as ID<Application>, at: try $0.date(1)) }
        }
        return Dictionary(rows.map { ($0.application, $0.at) }) { max($0, $1) }
    }

    /// Every time that a person opened an application, as long as that is kept, the newest first: for themselves.
    package func signOns(
        of user: ID<User>, limit: Int = 10_000
    ) throws -> [(at: Date, application: String, structure: String)] {
        try directory.database.read { connection in
            try connection.query(
                """
                SELECT sign_on_event.at, coalesce(application.name, ''), coalesce(structure.name, '')
                FROM sign_on_event LEFT JOIN application ON application.id = sign_on_event.application
                    LEFT JOIN structure ON structure.id = sign_on_event.structure
                WHERE sign_on_event.user = \(user) ORDER BY sign_on_event.at DESC LIMIT \(limit)
                """
            ) { (at: try $0.date(0), application: try $0.text(1), structure: try $0.text(2)) }
        }
    }

    /// Forgets what has had its time: requests, the parts of sessions that ended, events past their retention (one year). For the housekeeping, every few minutes, before that of accounts.
    package func deleteExpired(at now: Date) throws {
        try pendingRequests.sweep(at: now)
        try artifacts.sweep(at: now)
        try logoutQueue.sweep(at: now)
        try directory.deleteIntegrationErrors(before: now - IntegrationErrors.retention)
        try directory.database.write(.normal) { connection in
            try connection.execute(
                "DELETE FROM session_participant WHERE session NOT IN (SELECT id FROM session)")
            try connection.execute("DELETE FROM sign_on_event WHERE at < \(now - Self.retention)")
        }
    }

    private static let retention: TimeInterval = 365 * 24 * 3600
}
