package import Directory
package import FoundationEssentials
import Database

/// Which sign-in events are asked for.
package struct SignInEventFilter: Sendable {
    /// Whose events may be seen: those of people whose whole account is in scope, and, for everything, those of nobody.
    package var scope: Scope
    /// Of one of these people; nil for everybody.
    package var people: [ID<User>]?
    /// Of one of these kinds; nil for all.
    package var kinds: [SignInEvent.Kind]?
    /// Not before this moment.
    package var from: Date?
    package var until: Date?

    /// Every event of the scope.
    package init(scope: Scope) { self.scope = scope }
}

/// A page of sign-in events, the newest first.
package struct SignInEventPage: Sendable {
    package let events: [SignInEvent]
    /// Whether newer ones are asked for as well.
    package let hasPrevious: Bool
    /// Whether older ones are asked for as well.
    package let hasNext: Bool
}

extension Accounts {
    /// A page of the events that a filter finds, the newest first; `.after` an event are older ones.
    package func events(
        _ filter: SignInEventFilter, at place: PagePlace<SignInEvent> = .first, limit: Int = 50
    ) throws(AccountsError) -> SignInEventPage {
        try read { connection in
            try connection.signInEvents(filter, place, limit)
        }
    }
}

extension Connection {
    fileprivate func signInEvents(
        _ filter: SignInEventFilter, _ place: PagePlace<SignInEvent>, _ limit: Int
    ) throws(DatabaseError) -> SignInEventPage {
        let isBackwards: Bool
        var bounds = try period(of: filter)
        switch place {
        case .first: isBackwards = false
        case .after(let last): (isBackwards, bounds) = (false, "\(bounds) AND event.id < \(last)")
        case .before(let first): (isBackwards, bounds) = (true, "\(bounds) AND event.id > \(first)")
        case .last: isBackwards = true
        }
        let order: SQL = isBackwards ? "ORDER BY event.id" : "ORDER BY event.id DESC"
        var events = try query(
            """
            SELECT \(SignInEvent.columns) FROM \(try source(of: filter, bounds, order, limit + 1))
            \(order) LIMIT \(limit + 1)
            """, SignInEvent.init)
        let isMore = events.count > limit
        if isMore { events.removeLast() }
        if isBackwards { events.reverse() }
        return switch place {
        case .first: SignInEventPage(events: events, hasPrevious: false, hasNext: isMore)
        case .after: SignInEventPage(events: events, hasPrevious: true, hasNext: isMore)
        case .before: SignInEventPage(events: events, hasPrevious: isMore, hasNext: true)
        case .last: SignInEventPage(events: events, hasPrevious: isMore, hasNext: false)
        }
    }

    /// What follows FROM. Each way reads along an index: the people's own events where they are few, each kind's newest
    /// ones where the kinds decide, and otherwise all events from the newest on.
    private func source(
        of filter: SignInEventFilter, _ bounds: SQL, _ order: SQL, _ limit: Int
    ) throws(DatabaseError) -> SQL {
        let kinds: SQL = filter.kinds.map { "event.kind IN \(list: $0)" } ?? "1"
        var seen: SQL = "1"
        if filter.scope != .everything { seen = "event.user IN (\(filter.scope.wholeUsers))" }
        if let people = filter.people {
            return "sign_in_event AS event WHERE event.user IN \(list: people) AND \(seen) AND \(kinds) AND \(bounds)"
        }
        guard filter.scope == .everything else {
            let few = 300
            let count = try count("SELECT count(*) FROM (SELECT 1 FROM (\(filter.scope.wholeUsers)) LIMIT \(few + 1))")
            guard count <= few else {
                return "sign_in_event AS event NOT INDEXED WHERE \(seen) AND \(kinds) AND \(bounds)"
            }
            return """
                (\(filter.scope.wholeUsers)) AS mine CROSS JOIN sign_in_event AS event ON event.user = mine.user
                WHERE \(kinds) AND \(bounds)
                """
        }
        guard let wanted = filter.kinds else { return "sign_in_event AS event WHERE \(bounds)" }
        let newest = wanted.reduce("SELECT 0 AS id WHERE 0" as SQL) { sources, kind in
            """
            \(sources) UNION ALL SELECT id FROM (
                SELECT event.id FROM sign_in_event AS event INDEXED BY sign_in_event_kind
                WHERE event.kind = \(kind) AND \(bounds) \(order) LIMIT \(limit))
            """
        }
        return "sign_in_event AS event WHERE event.id IN (\(newest))"
    }

    /// The period as bounds of numbers, which grow with time but for what waited for its turn, and of moments.
    private func period(of filter: SignInEventFilter) throws(DatabaseError) -> SQL {
        let margin: Int64 = 1000
        var bounds: SQL = "1"
        if let from = filter.from {
            let first = try one("SELECT id FROM sign_in_event WHERE at >= \(from) ORDER BY at, id LIMIT 1") {
                try $0.int64(0)
            }
            bounds = "event.id >= \((first ?? .max - margin) - margin) AND event.at >= \(from)"
        }
        if let until = filter.until {
            let last = try one("SELECT id FROM sign_in_event WHERE at < \(until) ORDER BY at DESC, id DESC LIMIT 1") {
                try $0.int64(0)
            }
            bounds = "\(bounds) AND event.id <= \((last ?? 0) + margin) AND event.at < \(until)"
        }
        return bounds
    }
}
