import Directory
import HTTP
import Jobs
import Markup
import Pages

// Travaux: what is done to many people at once, how far it is, and what became of each.
extension Administration {
    var workRoutes: [Route] {
        [
            .get(WorkWords.list, access: .referent, handler: administering(workList)),
            .get(WorkWords.list + "/{travail}", access: .referent, handler: administering(work)),
            .get(WorkWords.list + "/{travail}/refus", access: .referent, handler: administering(workRefusals)),
            .post(
                WorkWords.list + "/{travail}/reprendre", lane: .wait, access: .referent,
                handler: administeringForm(resumeWork)),
            .post(WorkWords.list + "/{travail}/arreter", access: .referent, handler: administeringForm(stopWork)),
        ]
    }

    private static let listed = 50

    private func workList(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let query = visit.request.query
        let isEverybodys = try person.user.isOperator && query.only("qui") == "tous"
        let last: ID<Job>? = try query.id("avant")
        let found = try jobs.jobs(
            for: person.user, everybodys: isEverybodys, before: last, limit: Self.listed + 1)
        let view = WorkListView(
            jobs: Array(found.prefix(Self.listed)), hasMore: found.count > Self.listed, isFirstPage: last == nil,
            isEverybodys: isEverybodys, user: person.user, visit: visit)
        return view.page.response(visit.context)
    }

    /// The job of the request's path: the maker's own, or any for an operator.
    private func job(_ visit: Visit, _ person: SignedInVisit) throws -> Job {
        let id: ID<Job> = try visit.request.id("travail")
        guard let job = try jobs.job(id, for: person.user), job.state != .draft else { throw HTTPError.notFound }
        return job
    }

    private func work(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let job = try job(visit, person)
        let refused = try jobs.items(of: job.id, outcomes: [.refused], limit: WorkView.shown)
        return try WorkView(
            job: job, refused: refused, subject: subject(of: job, person), user: person.user, visit: visit
        ).page.response(visit.context)
    }

    /// The role that a job gives or takes, or the file that it imports.
    private func subject(of job: Job, _ person: SignedInVisit) throws -> String? {
        let role: ID<Role>?
        switch job.task {
        case .import(let settings): return settings.file
        case .assign(let settings): role = settings.role
        case .revoke(let settings): role = settings.role
        case .invite, .delete: role = nil
        }
        return try role.flatMap { id in try directory.read { try $0.role(id)?.path } }
    }

    /// Those for whom it was refused, each with the reason: an import's lines as they were, to be corrected.
    private func workRefusals(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let job = try job(visit, person)
        let language = visit.language
        let jobs = jobs
        var layout: ImportLayout?
        if case .import(let settings) = job.task { layout = settings.layout }
        let headings =
            layout?.headingsWithReason(language)
            ?? [
                Text(fr: "Nom", en: "Name"), Words.email, UserWords.structure, ImportWords.reason,
            ].map { $0[language] }
        let known = layout
        let name = language.choose(fr: "refus", en: "refusals")
        return CSVFile.streamed(named: "\(name)-\(job.id).csv", headings, from: 0) { last -> [[String]]? in
            let items = try jobs.items(of: job.id, outcomes: [.refused], after: last, limit: 500)
            guard let end = items.last else { return nil }
            last = end.number
            return items.compactMap { item in
                let reason = WorkWords.reasons(item.reason).map { $0[language] }.joined(separator: " · ")
                switch item.subject {
                case .line(let line): return known?.cells(of: line, reason: reason)
                case .person(let person): return [person.name, person.email, person.structureNames, reason]
                }
            }
        }
    }

    private func resumeWork(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let job = try job(visit, person)
        _ = try jobs.resume(job.id, by: person.user, at: visit.now)
        try jobs.wait(for: job.id)
        return .seeOther(WorkWords.path(job.id))
    }

    private func stopWork(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let job = try job(visit, person)
        _ = try jobs.stop(job.id, by: person.user, at: visit.now)
        return .seeOther(WorkWords.path(job.id))
    }

    /// Confirms a draft, waits for a short one, and goes on to its page.
    func start(
        _ id: ID<Job>, _ visit: Visit, _ person: SignedInVisit, back: String,
        _ change: @Sendable (inout JobTask) -> Void = { _ in }
    ) throws -> Response {
        switch try jobs.start(id, by: person.user.id, at: visit.now, change) {
        case nil: try jobs.wait(for: id)
        case .alreadyStarted: break
        case .unknown: throw HTTPError.notFound
        case .nothingToDo:
            let none = Text(fr: "Il n’y a rien à faire.", en: "There is nothing to do.")
            return Response.seeOther(back).telling(.failed(none, visit.language))
        case .tooMany:
            let many = Text(
                fr: "Vous avez déjà plusieurs travaux en cours : attendez qu’ils se terminent.",
                en: "Several jobs of yours are in progress already: wait until they are over.")
            return Response.seeOther(back).telling(.failed(many, visit.language))
        }
        return .seeOther(WorkWords.path(id))
    }
}
