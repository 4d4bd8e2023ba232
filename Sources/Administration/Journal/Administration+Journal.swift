import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// The journal: the list, the file of it, and one event.
extension Administration {
    var journalRoutes: [Route] {
        [
            .get(JournalWords.path, access: .referent, handler: administering(journalPage)),
            .get(JournalWords.path + "/export", access: .referent, handler: administering(exportJournal)),
            .get(JournalWords.path + "/connexions", access: .referent, handler: administering(connectionsPage)),
            .get(
                JournalWords.path + "/connexions/export", access: .referent, handler: administering(exportConnections)),
            .get(JournalWords.path + "/etat", access: .operator, handler: operating(journalUpkeepPage)),
            .get(JournalWords.path + "/{evenement}", access: .referent, handler: administering(journalEntryPage)),
        ]
    }

    private func journalPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        if let answer = try structureAsked(
            visit, person, crumbs: [.portal, Crumb(JournalWords.journal, JournalWords.path)])
        {
            return answer
        }
        let state = try JournalListState(visit.request.query)
        let scope = person.user.scope
        let known = try directory.read { directory throws(DirectoryError) in
            let subject = try directory.subject(of: state, in: scope)
            let filter = state.filter(scope)
            var page = try directory.journal(filter, at: state.place, limit: JournalListState.perPage)
            // A page that begins after an event that is gone begins anew.
            if page.entries.isEmpty, state.place != .first {
                page = try directory.journal(filter, limit: JournalListState.perPage)
            }
            return JournalView.Known(
                lines: try page.entries.map { (entry) throws(DirectoryError) in
                    JournalLine(entry, try directory.names(of: entry))
                },
                hasPrevious: page.hasPrevious, hasNext: page.hasNext,
                count: try directory.journalCount(filter, upTo: JournalView.countLimit + 1),
                structures: try directory.structures(in: scope), subject: subject)
        }
        return JournalView(state: state, known: known, user: person.user, visit: visit).page.response(visit.context)
    }

    /// Every event that the filters find, as a file; made while it is sent.
    private func exportJournal(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let state = try JournalListState(visit.request.query)
        let scope = person.user.scope
        _ = try directory.read { directory throws(DirectoryError) in try directory.subject(of: state, in: scope) }
        let filter = state.filter(scope)
        let language = visit.language
        let headings = [
            JournalWords.number, Text(fr: "Date", en: "Date"), Text(fr: "Heure", en: "Time"), JournalWords.action,
            Text(fr: "Événement", en: "Event"), JournalWords.actor, JournalWords.person, UserWords.structure,
            UserWords.application, JournalWords.role, Text(fr: "Avant", en: "Before"), Text(fr: "Après", en: "After"),
        ].map { $0[language] }
        let directory = directory
        let stream = BodyStream(PagePlace<JournalEntry>?.some(.first)) { (place: inout PagePlace<JournalEntry>?) in
            guard let start = place else { return nil }
            var file = CSVFile(continuing: start == .first ? headings : nil)
            place = try directory.read { view throws(DirectoryError) in
                let page = try view.journal(filter, at: start, limit: 500)
                for entry in page.entries { file.append(Self.cells(entry, try view.names(of: entry), language)) }
                return page.hasNext ? page.entries.last.map { .after(ID($0.id)) } : nil
            }
            return file.bytes
        }
        let name = language.choose(fr: "journal", en: "audit-trail")
        return CSVFile.response(stream, named: "\(name)-\(CalendarDay(visit.now).text).csv")
    }

    private static func cells(
        _ entry: JournalEntry, _ names: JournalEntry.Names, _ language: Language
    ) -> [String] {
        [
            "\(entry.id)", CalendarDay(entry.at).text, Dates.time(entry.at, .en), entry.kind.label[language],
            entry.event.sentence(names)[language], names.actor(in: language), names.person ?? "",
            names.structure ?? "", names.application ?? "", names.role ?? "", entry.storedBefore ?? "",
            entry.storedAfter ?? "",
        ]
    }

    private func journalEntryPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let id: ID<JournalEntry> = try visit.request.id("evenement")
        let user = person.user
        let known = try directory.read { directory throws(DirectoryError) in
            guard let entry = try directory.journalEntry(id, in: user.scope) else { throw .notFound }
            let about = entry.about
            func isSeen(_ id: ID<User>?) throws(DirectoryError) -> Bool {
                guard let id, let found = try directory.user(id, in: user.scope) else { return false }
                return found.erasedAt == nil
            }
            let structure = try about.structure.map { (id) throws(DirectoryError) in
                try directory.structure(id, in: user.scope)
            }
            let applications = try directory.applications(in: user.scope)
            return JournalEntryView.Known(
                line: JournalLine(entry, try directory.names(of: entry)),
                isActorSeen: try isSeen(about.actor), isPersonSeen: try isSeen(about.person),
                isStructureSeen: (structure ?? nil) != nil,
                application: applications.first { $0.id == about.application },
                role: try about.role.map { (id) throws(DirectoryError) in try directory.role(id) } ?? nil,
                proof: user.isOperator ? try directory.journalProof(of: id) : nil)
        }
        return JournalEntryView(known: known, user: user, visit: visit).page.response(visit.context)
    }
}

extension DirectoryReading {
    /// What a history is of, by name; nil for the whole journal.
    ///
    /// - Throws: `notFound` for what is out of scope.
    fileprivate func subject(of state: JournalListState, in scope: Scope) throws(DirectoryError) -> String? {
        // The operator finds the history of a structure that is gone.
        if let id = state.structure, scope != .everything, try structure(id, in: scope) == nil { throw .notFound }
        if let id = state.person {
            guard let person = try user(id, in: scope) else { throw .notFound }
            return person.displayName
        }
        guard state.role != nil || state.application != nil else { return nil }
        let applications = try applications(in: scope)
        if let id = state.role {
            guard let role = try role(id), applications.contains(where: { $0.id == role.application }) else {
                throw .notFound
            }
            return role.path
        }
        guard let application = applications.first(where: { $0.id == state.application }) else { throw .notFound }
        return application.name
    }

    /// An entry's link of the chain, and the seal that covers it.
    fileprivate func journalProof(of id: ID<JournalEntry>) throws(DirectoryError) -> JournalEntryView.Proof? {
        guard let record = try journalRecord(id) else { return nil }
        return JournalEntryView.Proof(record: record, seal: try journalSeal(covering: id.rawValue))
    }
}
