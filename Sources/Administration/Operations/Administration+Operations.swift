import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// The operator's desk: one search over everything, and what waits for a decision.
extension Administration {
    var operationsRoutes: [Route] {
        [.get("/exploitation", access: .operator, handler: operating(operations))]
            + callerRoutes + settlementRoutes + portalMessageRoutes + settingsRoutes
    }

    private func operations(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        guard let text = try visit.request.query.typed("q") else { return try desk(visit) }
        let found = try directory.read { directory throws(DirectoryError) in
            let moment = try directory.listMoment(visit.now)
            let results = try directory.search(text)
            var rows: [ID<User>: UserListRow] = [:]
            for person in results.people {
                rows[person.user.id] = try directory.listRow(of: person.user.id, in: .everything, at: moment)
            }
            return SearchView.Known(results: results, rows: rows)
        }
        let results = found.results
        // One person, and nothing else that could be meant: their page, without a click more.
        if results.people.count == 1, results.structures.isEmpty, let only = results.people.first {
            return .seeOther(CallerView.path(only.user.id))
        }
        if results.people.isEmpty, results.deleted.isEmpty, results.structures.isEmpty, text.contains("@") {
            return try unknownCaller(text, visit)
        }
        return SearchView(text: text, known: found, visit: visit).page.response(visit.context)
    }

    private func desk(_ visit: Visit) throws -> Response {
        let soon = visit.now + OperationsView.horizon
        let known = try directory.read { directory throws(DirectoryError) in
            OperationsView.Known(
                requests: try directory.requests(in: .everything, state: .open, limit: 5),
                openRequests: try directory.requestCount(in: .everything, state: .open),
                ending: try directory.designationsEnding(before: soon, at: visit.now),
                withoutReferent: try directory.structuresWithoutReferent(at: visit.now).count,
                unreachable: try directory.userCounts(
                    in: .everything, at: try directory.listMoment(visit.now), views: [.unreachable])[.unreachable] ?? 0,
                messages: try directory.portalMessages(), proposals: try directory.metadataProposalCount(),
                failing: try directory.metadataSources().count { $0.failures > 0 })
        }
        let certificates = try surroundings.certificates().sorted { ($0.endsAt, $0.owner) < ($1.endsAt, $1.owner) }
        return OperationsView(
            known: known, certificates: certificates, keys: try surroundings.keys(), mail: try surroundings.mail(),
            visit: visit
        ).page.response(visit.context)
    }
}

extension Crumb {
    /// « Exploitation ».
    static let operations = Crumb(Words.operations, "/exploitation")
}
