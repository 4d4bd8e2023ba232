import Calendar
import Directory
import FoundationEssentials
import HTTP
import Jobs
import Markup
import Pages

// What is done to the people ticked in the list: first a recap that names them, then the work.
extension Administration {
    var selectionRoutes: [Route] {
        [
            .post(SelectionWords.path, access: .referent, handler: administeringForm(select)),
            .get(
                SelectionWords.path + "/{choix}", access: .referent,
                handler: administering { try recap($0, $1, $0.request.query, []) }),
            .post(
                SelectionWords.path + "/{choix}", lane: .wait, access: .referent,
                handler: administeringForm(actOnSelection)),
        ]
    }

    /// `?vue=…&q=…` says which list the boxes stood in: all of its results, or the people ticked.
    private func select(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let state = try UserListState(visit.request.query, scope: person.user.scope)
        let isAll = try form.only("tous") == "oui"
        let ticked = form.all("u").prefix(Self.tickedLimit).compactMap { ID<User>($0) }
        let back = Response.seeOther(state.path)
        guard isAll || !ticked.isEmpty else {
            let none = Text(fr: "Cochez au moins une personne.", en: "Tick at least one person.")
            return back.telling(.failed(none, visit.language))
        }
        let action = try form.only("action") ?? ""
        if action == "exporter" {
            return try exported(state, among: isAll ? nil : Set(ticked), visit)
        }
        guard let task = task(action, state) else { throw HTTPError.notFound }
        let people = try chosen(state, among: isAll ? nil : ticked, visit)
        guard people.count <= Jobs.selectionLimit else {
            let limit = Jobs.selectionLimit
            let many = Text(
                fr: "Choisissez \(Numbers.grouped(limit, .fr)) personnes au plus à la fois : filtrez la liste.",
                en: "Choose at most \(Numbers.grouped(limit, .en)) people at once: filter the list.")
            return back.telling(.failed(many, visit.language))
        }
        guard !people.isEmpty else {
            let gone = Text(
                fr: "Ces personnes ne sont plus dans la liste.", en: "These people are no longer in the list.")
            return back.telling(.failed(gone, visit.language))
        }
        let draft = try jobs.draftSelection(task, people, by: person.user.id, at: visit.now)
        return .seeOther(SelectionWords.path(draft))
    }

    private static let tickedLimit = 200

    private func task(_ action: String, _ state: UserListState) -> JobTask? {
        switch action {
        case "affecter": .assign(AssignSettings(structure: state.list.structure))
        case "inviter": .invite
        case "supprimer": .delete
        default: nil
        }
    }

    /// The people ticked who are in scope, or all whom the list shows; one more than the limit says that there are more.
    private func chosen(
        _ state: UserListState, among ticked: [ID<User>]?, _ visit: Visit
    ) throws -> [SelectedPerson] {
        try directory.read { directory throws(DirectoryError) in
            let moment = try directory.listMoment(visit.now)
            let rows: [UserListRow]
            if let ticked {
                var found: [UserListRow] = []
                for id in ticked {
                    if let row = try directory.listRow(of: id, in: state.list.scope, at: moment),
                        row.user.deletedAt == nil
                    {
                        found.append(row)
                    }
                }
                rows = try directory.placed(found, in: state.list.scope, at: moment)
            } else {
                rows = try directory.batch(of: state.list, at: moment, limit: Jobs.selectionLimit + 1).rows
            }
            return rows.map { row in
                SelectedPerson(
                    user: row.user.id, name: row.user.displayName, email: row.user.email,
                    structureNames: row.structures.joined(separator: ", "))
            }
        }
    }

    // MARK: - The recap

    private func recap(
        _ visit: Visit, _ person: SignedInVisit, _ asked: Parameters, _ errors: [FieldError]
    ) throws -> Response {
        let job = try selectionDraft(visit, person)
        guard job.state == .draft else { return .seeOther(WorkWords.path(job.id)) }
        let scope = person.user.scope
        let people = try jobs.items(of: job.id, limit: SelectionRecap.shown)
        var view = SelectionRecap(
            job: job, people: people, count: try jobs.count(of: job.id), cancel: UserWords.list, visit: visit)
        switch job.task {
        case .assign(let settings):
            let known = try directory.read { directory throws(DirectoryError) in
                (
                    roles: try directory.roleChoices(in: scope),
                    structures: try directory.structures(in: scope)
                )
            }
            view.roles = known.roles.map { ($0.role.id.description, "\($0.application) – \($0.role.path)") }
            view.structures = known.structures
            view.chosenRole = try asked.only("role") ?? ""
            view.chosenStructure = try asked.only("structure") ?? settings.structure?.description ?? ""
            view.until = try asked.only("jusquau") ?? ""
        case .revoke(let settings):
            view.role = try directory.read { try $0.role(settings.role)?.path }
            view.reason = try asked.only("motif") ?? ""
        case .invite, .delete, .import: break
        }
        return view.page(errors).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func selectionDraft(_ visit: Visit, _ person: SignedInVisit) throws -> Job {
        let id: ID<Job> = try visit.request.id("choix")
        guard let job = try jobs.job(id, for: person.user), job.maker == person.user.id else {
            throw HTTPError.notFound
        }
        if case .import = job.task { throw HTTPError.notFound }
        return job
    }

    private func actOnSelection(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let job = try selectionDraft(visit, person)
        guard job.state == .draft else { return .seeOther(WorkWords.path(job.id)) }
        let scope = person.user.scope
        switch job.task {
        case .assign:
            let role: ID<Role>? = try form.id("role")
            let structure: ID<Structure>? = try form.id("structure")
            let roles = try directory.read { directory throws(DirectoryError) in
                try directory.roleChoices(in: scope).map(\.role.id)
            }
            guard let role, roles.contains(role) else {
                let choose = Text(fr: "Choisissez un rôle", en: "Choose a role")
                return try recap(visit, person, form, [FieldError("role", choose)])
            }
            if let structure {
                guard try directory.read({ try $0.structure(structure, in: scope) }) != nil else {
                    throw HTTPError.notFound
                }
            }
            let typed = try form.typed("jusquau")
            let until = typed.flatMap { CalendarDay($0) }.map { $0.end() - 1 }
            if typed != nil, until.map({ $0 > visit.now }) != true {
                return try recap(visit, person, form, [FieldError("jusquau", Refusal.words(.invalid(.until)))])
            }
            let settings = AssignSettings(role: role, structure: structure, until: until)
            return try start(job.id, visit, person, back: SelectionWords.path(job.id)) { $0 = .assign(settings) }
        case .revoke(let settings):
            var settings = settings
            settings.reason = try form.typed("motif")
            if (settings.reason?.count ?? 0) > 300 {
                return try recap(visit, person, form, [FieldError("motif", Refusal.words(.invalid(.reason)))])
            }
            let chosen = settings
            return try start(job.id, visit, person, back: SelectionWords.path(job.id)) { $0 = .revoke(chosen) }
        case .invite, .delete, .import:
            return try start(job.id, visit, person, back: SelectionWords.path(job.id))
        }
    }
}
