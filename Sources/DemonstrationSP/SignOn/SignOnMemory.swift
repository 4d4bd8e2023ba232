import Crypto
import FoundationEssentials
import SAML
import Synchronization

/// A request that waits for its answer.
struct PendingRequest: Sendable {
    /// The secret of the browser that went away with it.
    let browser: String
    /// What we sent along, to come back unchanged.
    let relayState: String
    /// With ForceAuthn, the moment of the request: an authentication before it does not count.
    let wantsAuthenticationSince: Date?
}

/// A verified Response on its way into a session.
struct Arrival: Sendable {
    let signedOn: SignedOn
    /// The browser that must be the one to come; nil when the portal began.
    let browser: String?
}

/// What the demonstration remembers, all of it bounded and in memory: a demonstration may forget at a restart, a real
/// service provider keeps this in its database.
final class SignOnMemory: Sendable {
    private struct Tables: Sendable {
        var requests = BoundedTable<PendingRequest>(capacity: 5_000, .forgetOldest)
        var arrivals = BoundedTable<Arrival>(capacity: 200, .forgetOldest)
        var sessions = BoundedTable<SignedOn>(capacity: 400, .forgetOldest)
        var assertions = BoundedTable<Bool>(capacity: 50_000, .refuse)
    }

    private let tables = Mutex(Tables())

    /// Remembers a request for half an hour: people take their time at the sign-in page.
    func remember(_ request: PendingRequest, _ id: MessageID, of entityID: String, at now: Date) {
        _ = tables.withLock {
            $0.requests.insert(request, for: "\(entityID) \(id)", until: now + 30 * 60, at: now)
        }
    }

    /// The request with this ID that this service provider made, once.
    func takeRequest(_ id: MessageID, of entityID: String, at now: Date) -> PendingRequest? {
        tables.withLock { $0.requests.take("\(entityID) \(id)", at: now) }
    }

    /// Whether this assertion is used for the first time.
    func use(_ id: MessageID, of entityID: String, until end: Date, at now: Date) -> Bool {
        tables.withLock { $0.assertions.insert(true, for: "\(entityID) \(id)", until: end, at: now) }
    }

    /// Keeps an arrival for the two minutes in which the browser follows to its ticket.
    func keep(_ arrival: Arrival, ticket: String, of entityID: String, at now: Date) {
        _ = tables.withLock {
            $0.arrivals.insert(arrival, for: "\(entityID) \(ticket)", until: now + 120, at: now)
        }
    }

    /// The arrival of a ticket, once.
    func takeArrival(_ ticket: String, of entityID: String, at now: Date) -> Arrival? {
        tables.withLock { $0.arrivals.take("\(entityID) \(ticket)", at: now) }
    }

    /// Begins a session.
    func begin(_ session: SignedOn, token: String, of entityID: String, at now: Date) {
        _ = tables.withLock {
            $0.sessions.insert(session, for: Self.key(token, entityID), until: session.expires, at: now)
        }
    }

    /// The live session of a cookie.
    func session(_ token: String?, of entityID: String, at now: Date) -> SignedOn? {
        guard let token else { return nil }
        return tables.withLock { $0.sessions.value(for: Self.key(token, entityID), at: now) }
    }

    /// Ends a session.
    func end(_ token: String?, of entityID: String, at now: Date) {
        guard let token else { return }
        _ = tables.withLock { $0.sessions.take(Self.key(token, entityID), at: now) }
    }

    /// Ends the sessions of a name: those of these indexes, or all when none is given (SAML Core §3.7.3.1).
    func endSessions(of name: NameID, _ indexes: [String], at entityID: String) {
        tables.withLock { tables in
            tables.sessions.remove { key, session in
                guard key.hasPrefix("\(entityID) "), session.nameID?.value == name.value else { return false }
                return indexes.isEmpty || session.authnStatement.sessionIndex.map(indexes.contains) ?? false
            }
        }
    }

    /// Sessions are found by the hash of their token, so that looking one up tells nothing by its time.
    private static func key(_ token: String, _ entityID: String) -> String {
        "\(entityID) \(Hex.encode(Digest.sha256(Array(token.utf8))))"
    }
}
