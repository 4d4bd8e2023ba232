import Calendar
import Directory
import HTTP
import Jobs
import Markup
import Pages

// Importer: a list becomes a draft, which is looked at and mended until its maker confirms it.
extension Administration {
    var importRoutes: [Route] {
        [
            .get(ImportWords.path, access: .referent, handler: administering { try importPage($0, $1, []) }),
            .get(ImportWords.path + "/modele", access: .referent, handler: administering(importTemplate)),
            .get(ImportWords.path + "/{lot}", access: .referent, handler: administering(importPreview)),
            .get(ImportWords.path + "/{lot}/erreurs", access: .referent, handler: administering(importErrors)),
            .post(
                ImportWords.path, lane: .wait, access: .referent, bodyLimit: Jobs.importSize + Route.formLimit,
                handler: administeringForm(readImport)),
            .post(
                ImportWords.path + "/{lot}/corrections", lane: .wait, access: .referent,
                handler: administeringForm(mendImport)),
            .post(ImportWords.path + "/{lot}", lane: .wait, access: .referent, handler: administeringForm(startImport)),
            .post(ImportWords.path + "/{lot}/abandonner", access: .referent, handler: administeringForm(abandonImport)),
        ]
    }

    // MARK: - Choosing a file

    private func importPage(
        _ visit: Visit, _ person: SignedInVisit, _ errors: [FieldError], chosen: ID<Structure>? = nil,
        pasted: String = ""
    ) throws -> Response {
        let scope = person.user.scope
        let known = try directory.read { directory throws(DirectoryError) in
            (
                structures: try directory.structures(in: scope),
                roles: try directory.roleChoices(in: scope).map(\.role.path)
            )
        }
        // The one that the others are attached to, for whoever has only one such.
        let main = known.structures.filter { $0.kind != .attached }
        let preset = visit.request.method == .post ? chosen : main.count == 1 ? main[0].id : nil
        let view = ImportFormView(
            structures: known.structures, roles: known.roles, chosen: preset,
            pasted: pasted.utf8.count <= Route.formLimit ? pasted : "", context: visit.context)
        return view.page(errors).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// A file with the headings and a line to write over.
    private func importTemplate(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let scope = person.user.scope
        let language = visit.language
        let known = try directory.read { directory throws(DirectoryError) in
            let structure = try directory.structures(in: scope).first
            return (
                structure: structure?.name ?? "",
                domain: try structure.map { (found) throws(DirectoryError) in
                    try directory.allowedDomains(of: found.id).first?.domain
                } ?? nil, role: try directory.roleChoices(in: scope).first?.role.path ?? ""
            )
        }
        var file = CSVFile(ImportColumn.allCases.map { ImportWords.column($0)[language] })
        file.append([
            "Durand", "Camille", "camille.durand@\(known.domain ?? "exemple.fr")", known.structure, known.role, "", "",
        ])
        return file.response(named: language.choose(fr: "modele-utilisateurs.csv", en: "users-template.csv"))
    }

    private func readImport(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let chosen: ID<Structure>? = try form.id("structure")
        let pasted = try form.only("liste") ?? ""
        let file = visit.request.isMultipart ? try visit.request.multipartForm().file("fichier") : nil
        let field = file == nil && !pasted.isEmpty ? "liste" : "fichier"
        func refused(_ words: Text) throws -> Response {
            try importPage(visit, person, [FieldError(field, words)], chosen: chosen, pasted: pasted)
        }
        guard file != nil || pasted.contains(where: { !$0.isWhitespace }) else {
            return try refused(
                Text(fr: "Choisissez un fichier, ou collez une liste", en: "Choose a file, or paste a list"))
        }
        let bytes = file?.bytes ?? Array(pasted.utf8)
        guard bytes.count <= Jobs.importSize else {
            return try refused(Text(fr: "Choisissez un fichier de 4 Mio au plus", en: "Choose a file of at most 4 MiB"))
        }
        let text: CSVText
        do {
            text = try CSVText(bytes, limit: Jobs.importLimit)
        } catch {
            return try refused(ImportWords.words(error))
        }
        guard text.rows.count > 1 else {
            do { _ = try ImportLayout(text.rows[0].cells) } catch {
                return try refused(ImportWords.words(error, text.separator))
            }
            return try refused(
                Text(
                    fr: "Le fichier n’a que ses en-têtes : ajoutez-y des personnes",
                    en: "The file has headings only: add people"))
        }
        let layout: ImportLayout
        do {
            layout = try ImportLayout(text.rows[0].cells)
        } catch {
            return try refused(ImportWords.words(error, text.separator))
        }
        if let chosen {
            // A structure out of scope does not exist.
            guard try directory.read({ try $0.structure(chosen, in: person.user.scope) }) != nil else {
                throw HTTPError.notFound
            }
        }
        let lot = try jobs.draftImport(
            text, layout, file: file?.name, structure: chosen, by: person.user, at: visit.now)
        return .seeOther(ImportWords.path(lot))
    }

    // MARK: - The preview

    /// The draft of the request's path; an import that was confirmed is found among the jobs.
    private func importDraft(_ visit: Visit, _ person: SignedInVisit) throws -> (job: Job, settings: ImportSettings) {
        let id: ID<Job> = try visit.request.id("lot")
        guard let job = try jobs.job(id, for: person.user), job.maker == person.user.id,
            case .import(let settings) = job.task
        else { throw HTTPError.notFound }
        return (job, settings)
    }

    private func importPreview(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let (job, settings) = try importDraft(visit, person)
        guard job.state == .draft else { return .seeOther(WorkWords.path(job.id)) }
        let known = ImportPreview.Known(
            counts: try jobs.verdicts(of: job.id),
            wrong: try jobs.lines(of: job.id, verdicts: [.error, .ask], limit: ImportPreview.shown),
            noted: try jobs.linesWithNotices(of: job.id, limit: ImportPreview.shown),
            attached: try jobs.lines(of: job.id, verdicts: [.attach], limit: ImportPreview.shown),
            first: try jobs.lines(of: job.id, verdicts: [.create, .grant, .restore], limit: 10),
            proposals: try jobs.proposals(of: job.id),
            structure: try settings.structure.flatMap { id in
                try directory.read { try $0.structure(id, in: person.user.scope)?.name }
            })
        return ImportPreview(
            job: job, settings: settings, known: known, visit: visit
        ).page.response(visit.context)
    }

    /// Every line that cannot be used, as it was, with the reason behind it: to be corrected and imported again.
    private func importErrors(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let (job, settings) = try importDraft(visit, person)
        let language = visit.language
        let layout = settings.layout
        let id = job.id
        let jobs = jobs
        let name = language.choose(fr: "lignes-en-erreur", en: "lines-in-error")
        return CSVFile.streamed(
            named: "\(name)-\(CalendarDay(visit.now).text).csv", layout.headingsWithReason(language), from: 0
        ) { last -> [[String]]? in
            let items = try jobs.lines(of: id, verdicts: [.error, .ask], after: last, limit: 500)
            guard let end = items.last else { return nil }
            last = end.number
            return items.compactMap { item in
                guard case .line(let line) = item.subject else { return nil }
                let reasons = (item.assessment?.problems ?? []).map { ImportWords.words($0)[language] }
                return layout.cells(of: line, reason: reasons.joined(separator: " · "))
            }
        }
    }

    private func mendImport(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let (job, _) = try importDraft(visit, person)
        guard job.state == .draft else { return .seeOther(WorkWords.path(job.id)) }
        var decisions: [Int: Jobs.Mending] = [:]
        for field in form.fields where field.name.hasPrefix("ligne-") {
            guard let place = Int(field.name.dropFirst("ligne-".count)) else { continue }
            decisions[place] = ImportPreview.decision(field.value)
        }
        let all = try form.only("action") == "toutes"
        let changed = try jobs.mend(job.id, decisions, all: all, by: person.user, at: visit.now)
        guard let changed else { throw HTTPError.notFound }
        let language = visit.language
        let words =
            changed == 0
            ? Text(fr: "Rien n’a été coché : aucune ligne n’a changé.", en: "Nothing was ticked: no line was changed.")
            : Text(
                fr: changed == 1 ? "1 ligne corrigée." : "\(Numbers.grouped(changed, .fr)) lignes corrigées.",
                en: changed == 1 ? "1 line corrected." : "\(Numbers.grouped(changed, .en)) lines corrected.")
        return Response.seeOther(ImportWords.path(job.id)).telling(.done(words, language))
    }

    private func startImport(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let (job, _) = try importDraft(visit, person)
        let invites = try form.only("invitations") == "oui"
        return try start(job.id, visit, person, back: ImportWords.path(job.id)) { task in
            guard case .import(var settings) = task else { return }
            settings.invites = invites
            task = .import(settings)
        }
    }

    private func abandonImport(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let (job, _) = try importDraft(visit, person)
        try jobs.abandon(job.id, by: person.user.id)
        let words = Text(
            fr: "La liste a été jetée, rien n’a été écrit.", en: "The list was thrown away, nothing was written.")
        return Response.seeOther(ImportWords.path).telling(.done(words, visit.language))
    }
}

extension ImportLayout {
    /// The headings of a file of refused lines: those of the file, and our reasons at the end.
    func headingsWithReason(_ language: Language) -> [String] {
        reasonPlace == nil ? headings + [ImportWords.reason[language]] : headings
    }

    /// The cells of a line as they were, with the reason in its place.
    func cells(of line: ImportLine, reason: String) -> [String] {
        var cells = Array(line.cells.prefix(headings.count))
        while cells.count < headings.count { cells.append("") }
        if let reasonPlace { cells[reasonPlace] = reason } else { cells.append(reason) }
        return cells
    }
}
