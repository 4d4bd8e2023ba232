import Directory
import HTTP
import Markup
import Pages

// The operator's pages of an application: its tile, the structures it is open to, its roles, its service providers.
extension Administration {
    var managementRoutes: [Route] {
        let path = "/annuaire/applications/{application}"
        return [
            .get(
                "/annuaire/applications/ajouter", access: .operator,
                handler: operating { visit, _ in try addForm(.init(), visit, []) }),
            .post("/annuaire/applications/ajouter", access: .operator, handler: operatingForm(addApplication)),
            .get(path, access: .operator, handler: operating(applicationPage)),
            .get(path + "/modifier", access: .operator, handler: operating(applicationFormPage)),
            .post(path + "/modifier", access: .operator, handler: operatingForm(changeApplication)),
            .get(path + "/ouverture", access: .operator, handler: operating(openingPage)),
            .post(path + "/ouverture", access: .operator, handler: operatingForm(changeOpening)),
        ] + roleManagementRoutes + previewRoutes + serviceProviderRoutes
    }

    /// The application of the path.
    func application(_ visit: Visit) throws -> Application {
        let slug = visit.request.pathParameters["application"] ?? ""
        let found = try directory.read { directory throws(DirectoryError) in try directory.application(slug: slug) }
        guard let found else { throw HTTPError.notFound }
        return found
    }

    private func applicationPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let application = try application(visit)
        let view = try directory.read { directory throws(DirectoryError) in
            let opened = Set(try directory.structures(openedTo: application.id))
            return ApplicationView(
                application: application, groups: try directory.roleGroups(of: application.id),
                counts: try directory.memberCounts(in: person.user.scope),
                opened: application.openToAll
                    ? [] : try directory.structures().filter { opened.contains($0.id) }.map(\.name),
                serviceProviders: try directory.serviceProviders(of: application.id), visit: visit)
        }
        return try view.page(tabs(.applications, visit, person)).response(visit.context)
    }

    // MARK: - Adding

    private func addForm(_ form: ApplicationForm, _ visit: Visit, _ errors: [FieldError]) throws -> Response {
        let language = visit.language
        let hint = Text(
            fr: "Son nom dans les adresses : /ouvrir/netcotisation. Il ne change plus.",
            en: "Its name in addresses: /ouvrir/netcotisation. It never changes.")
        let fields: HTML = """
            \(Field("adresse", Text(fr: "Nom d’adresse", en: "Address name"), hint: "\(hint[language])", value: form.slug)
                .html(language, errors: errors))\(form.tile(language, errors))\
            \(buttons(language, cancel: "/annuaire/applications"))
            """
        return Page(
            Text(fr: "Ajouter une application", en: "Add an application"),
            crumbs: ApplicationWords.crumbs(isOperator: true), errors: errors,
            content: visit.context.form(to: "/annuaire/applications/ajouter", style: "form narrow", fields)
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func addApplication(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let typed = try ApplicationForm(form)
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                _ = try change.addApplication(
                    typed.slug, name: typed.name, description: typed.description, icon: typed.icon, tint: typed.tint)
            }
        }
        if let refusal {
            return try addForm(typed, visit, [Refusal.beside(refusal, fields: ApplicationForm.fields, other: "nom")])
        }
        let done = Text(
            fr: "\(typed.name) a été ajoutée. Ajoutez maintenant ses rôles.",
            en: "\(typed.name) was added. Now add its roles.")
        return Response.seeOther("/annuaire/applications/\(typed.slug)").telling(.done(done, visit.language))
    }

    // MARK: - Changing

    private func applicationFormPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let application = try application(visit)
        let place = try applications().firstIndex { $0.id == application.id } ?? 0
        return try changeForm(ApplicationForm(application, place: place), of: application, visit, [])
    }

    private func applications() throws -> [Application] {
        try directory.read { directory throws(DirectoryError) in try directory.applications() }
    }

    private func changeForm(
        _ form: ApplicationForm, of application: Application, _ visit: Visit, _ errors: [FieldError]
    ) throws -> Response {
        let language = visit.language
        let path = ApplicationWords.path(application)
        let fields: HTML = """
            <input type="hidden" name="version" value="\(application.version)">\(form.tile(language, errors))\
            \(form.state(try applications().count, language, errors))\(buttons(language, cancel: path))
            """
        return Page(
            Text(fr: "Modifier \(application.name)", en: "Edit \(application.name)"),
            crumbs: ApplicationWords.crumbs(application, isOperator: true), errors: errors,
            content: visit.context.form(to: path + "/modifier", style: "form narrow", fields)
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func changeApplication(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let application = try application(visit)
        let typed = try ApplicationForm(form)
        let id = application.id
        let version = try form.only("version").flatMap { Int($0) }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                guard try change.application(id)?.version == version else { throw DirectoryError.changedMeanwhile }
                try change.changeApplication(
                    id, name: typed.name, description: typed.description, icon: typed.icon, tint: typed.tint)
                try change.moveApplication(id, to: typed.place)
                try change.setEnabled(typed.isEnabled, application: id)
                if typed.maintenance != application.maintenance {
                    try change.setMaintenance(typed.maintenance, application: id)
                }
            }
        }
        if refusal == .changedMeanwhile {
            return Response.seeOther(ApplicationWords.path(application))
                .telling(.failed(Refusal.words(.changedMeanwhile), visit.language))
        }
        if let refusal {
            let error = Refusal.beside(refusal, fields: ApplicationForm.fields, other: "nom")
            return try changeForm(typed, of: application, visit, [error])
        }
        let done = Text(fr: "\(typed.name) a été modifiée.", en: "\(typed.name) was changed.")
        return Response.seeOther(ApplicationWords.path(application)).telling(.done(done, visit.language))
    }

    // MARK: - Open to which structures

    private func openingPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let application = try application(visit)
        let language = visit.language
        let path = ApplicationWords.path(application)
        let known = try directory.read { directory throws(DirectoryError) in
            (
                structures: try directory.structures(),
                opened: Set(try directory.structures(openedTo: application.id))
            )
        }
        let all = Text(fr: "À toutes les structures", en: "To every organisation")
        let some = Text(fr: "Aux structures cochées seulement", en: "To the ticked organisations only")
        let boxes = CheckboxGroup(
            name: "s", legend: Text(fr: "Structures", en: "Organisations"),
            boxes: known.structures.map {
                .init(
                    value: "\($0.id.rawValue)", label: $0.name, detail: $0.kind.words[language],
                    isChecked: known.opened.contains($0.id))
            })
        let hint = Text(
            fr: "Les habilitations des autres structures restent enregistrées mais ne comptent plus.",
            en: "Access rights of other organisations stay on record but no longer count.")
        let fields: HTML = """
            <fieldset><legend class="legend">\(Text(fr: "Ouverte", en: "Open")[language])</legend><div class="radios">\
            <label><input type="radio" name="ouverte" value="toutes"\(attribute: "checked", if: application.openToAll)>\
            <span>\(all[language])</span></label>\
            <label><input type="radio" name="ouverte" value="choisies"\(attribute: "checked", if: !application.openToAll)>\
            <span>\(some[language])</span></label></div><p class="hint">\(hint[language])</p></fieldset>\
            \(boxes.html(language))\(buttons(language, cancel: path))
            """
        return Page(
            Text(
                fr: "Structures qui accèdent à \(application.name)",
                en: "Organisations with access to \(application.name)"),
            crumbs: ApplicationWords.crumbs(application, isOperator: true),
            content: visit.context.form(to: path + "/ouverture", style: "form narrow", fields)
        ).response(visit.context)
    }

    private func changeOpening(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let application = try application(visit)
        let toAll = try form.only("ouverte") != "choisies"
        let structures = form.all("s").compactMap { ID<Structure>($0) }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.openApplication(application.id, to: toAll ? nil : structures)
            }
        }
        let back = Response.seeOther(ApplicationWords.path(application))
        if let refusal { return back.telling(.failed(Refusal.words(refusal), visit.language)) }
        let done =
            toAll
            ? Text(
                fr: "\(application.name) est ouverte à toutes les structures.",
                en: "\(application.name) is open to every organisation.")
            : Text(
                fr: "\(application.name) est ouverte à \(structures.count) structures.",
                en: "\(application.name) is open to \(structures.count) organisations.")
        return back.telling(.done(done, visit.language))
    }
}
