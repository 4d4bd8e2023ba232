import Directory
import HTTP
import Markup
import Pages

// The operator's forms of role groups and roles: labels, the value sent, who may grant, the place in the list.
extension Administration {
    var roleManagementRoutes: [Route] {
        let path = "/annuaire/applications/{application}"
        return [
            .get(
                path + "/groupes/ajouter", access: .operator,
                handler: operating { visit, _ in try groupForm(nil, visit, label: "", []) }),
            .post(path + "/groupes/ajouter", access: .operator, handler: operatingForm(addGroup)),
            .get(path + "/groupes/{groupe}", access: .operator, handler: operating(groupPage)),
            .post(path + "/groupes/{groupe}", access: .operator, handler: operatingForm(changeGroup)),
            .get(
                path + "/groupes/{groupe}/roles", access: .operator,
                handler: operating { visit, _ in
                    try roleForm(nil, in: try self.group(visit), visit, RoleForm(), [])
                }),
            .post(path + "/groupes/{groupe}/roles", access: .operator, handler: operatingForm(addRole)),
            .get(path + "/roles/{role}", access: .operator, handler: operating(rolePage)),
            .post(path + "/roles/{role}", access: .operator, handler: operatingForm(changeRole)),
        ]
    }

    /// A role as its form holds it.
    private struct RoleForm {
        var label = ""
        var value = ""
        var granter = Role.Granter.referent
        var place = 0

        init() {}

        init(_ role: Role, place: Int) {
            label = role.label
            value = role.value
            granter = role.grantedBy
            self.place = place
        }

        init(_ form: Parameters) throws(HTTPError) {
            label = try form.only("libelle") ?? ""
            value = try form.only("valeur") ?? ""
            granter = try form.only("donne-par").flatMap(Role.Granter.init(rawValue:)) ?? .referent
            place = try form.only("place").flatMap { Int($0) } ?? 0
        }
    }

    private static let roleFields: [DirectoryError.Field: String] = [.label: "libelle", .value: "valeur"]

    // MARK: - Groups

    private func groups(_ application: Application) throws -> [RoleGroup] {
        try directory.read { directory throws(DirectoryError) in try directory.roleGroups(of: application.id) }
    }

    /// The group of the path, of the application of the path.
    private func group(_ visit: Visit) throws -> RoleGroup {
        let id: ID<RoleGroup> = try visit.request.id("groupe")
        guard let group = try groups(application(visit)).first(where: { $0.id == id }) else { throw HTTPError.notFound }
        return group
    }

    private func groupForm(
        _ group: RoleGroup?, _ visit: Visit, label: String, place: Int? = nil, _ errors: [FieldError]
    ) throws -> Response {
        let application = try application(visit)
        let language = visit.language
        let groups = try groups(application)
        let path = ApplicationWords.path(application)
        let title =
            group.map { Text(fr: "Modifier le groupe \($0.label)", en: "Edit the group \($0.label)") }
            ?? Text(fr: "Ajouter un groupe de rôles", en: "Add a role group")
        let hint = Text(
            fr: "Premier niveau de l’arborescence : Net-cotisation collectivité",
            en: "First level of the tree: Net-cotisation collectivité")
        let position: HTML? = group.map { group in
            PlaceField.html(place ?? groups.firstIndex { $0.id == group.id } ?? 0, of: groups.count, language)
        }
        let fields: HTML = """
            \(Field("libelle", Text(fr: "Libellé", en: "Label"), hint: "\(hint[language])", value: label)
                .html(language, errors: errors))\(position)\(buttons(language, cancel: path))
            """
        let action = group.map { "\(path)/groupes/\($0.id.rawValue)" } ?? path + "/groupes/ajouter"
        let remove: HTML? = group.flatMap { $0.roles.isEmpty ? removal(action, visit) : nil }
        return Page(
            title, crumbs: ApplicationWords.crumbs(application, isOperator: true), errors: errors,
            content: "\(visit.context.form(to: action, style: "form narrow", fields))\(remove)"
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func addGroup(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let application = try application(visit)
        let label = try form.only("libelle") ?? ""
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                _ = try change.addRoleGroup(label, to: application.id)
            }
        }
        if let refusal {
            let error = Refusal.beside(refusal, fields: Self.roleFields, other: "libelle")
            return try groupForm(nil, visit, label: label, [error])
        }
        return done(
            Text(fr: "Le groupe \(label) a été ajouté.", en: "The group \(label) was added."), application, visit)
    }

    private func groupPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let group = try group(visit)
        return try groupForm(group, visit, label: group.label, [])
    }

    private func changeGroup(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let application = try application(visit)
        let group = try group(visit)
        let label = try form.only("libelle") ?? ""
        let place = try form.only("place").flatMap { Int($0) } ?? 0
        let isRemoval = try form.only("action") == "supprimer"
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                if isRemoval { return try change.removeRoleGroup(group.id) }
                try change.renameRoleGroup(group.id, to: label)
                try change.moveRoleGroup(group.id, to: place)
            }
        }
        if let refusal {
            let error = Refusal.beside(refusal, fields: Self.roleFields, other: "libelle")
            return try groupForm(group, visit, label: label, place: place, [error])
        }
        let words =
            isRemoval
            ? Text(fr: "Le groupe \(group.label) a été supprimé.", en: "The group \(group.label) was removed.")
            : Text(fr: "Le groupe \(label) a été modifié.", en: "The group \(label) was changed.")
        return done(words, application, visit)
    }

    // MARK: - Roles

    private func roleForm(
        _ role: Role?, in group: RoleGroup, _ visit: Visit, _ form: RoleForm, _ errors: [FieldError]
    ) throws -> Response {
        let application = try application(visit)
        let language = visit.language
        let path = ApplicationWords.path(application)
        let title =
            role.map { Text(fr: "Modifier le rôle \($0.path)", en: "Edit the role \($0.path)") }
            ?? Text(fr: "Ajouter un rôle à \(group.label)", en: "Add a role to \(group.label)")
        let granters = [
            (Role.Granter.referent, Text(fr: "Les référents et le CIG", en: "Delegated administrators and the CIG")),
            (Role.Granter.operator, Text(fr: "Le CIG seul", en: "The CIG alone")),
        ]
        let value = Text(
            fr: "Ce que l’application reçoit ; vide : le libellé", en: "What the application receives; empty: the label"
        )
        let granted = Text(
            fr: "Le rôle Administrateur est toujours attribué par le CIG.",
            en: "The role Administrateur is always granted by the CIG.")
        let fields: HTML = """
            \(Field("libelle", Text(fr: "Libellé", en: "Label"), value: form.label).html(language, errors: errors))\
            \(Field("valeur", Text(fr: "Valeur transmise", en: "Value sent"), hint: "\(value[language])", value: form.value,
                isRequired: false).html(language, errors: errors))\
            \(SelectField(name: "donne-par", label: Text(fr: "Donné par", en: "Granted by"),
                options: granters.map { ($0.0.rawValue, $0.1[language]) }, chosen: form.granter.rawValue,
                hint: "\(granted[language])").html(language, errors: errors))\
            \(role.map { _ in PlaceField.html(form.place, of: group.roles.count, language) })\
            \(buttons(language, cancel: path))
            """
        let action = role.map { "\(path)/roles/\($0.id.rawValue)" } ?? "\(path)/groupes/\(group.id.rawValue)/roles"
        return Page(
            title, crumbs: ApplicationWords.crumbs(application, isOperator: true), errors: errors,
            content: """
                \(visit.context.form(to: action, style: "form narrow", fields))\
                \(role.map { _ in removal(action, visit) })
                """
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func addRole(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let group = try group(visit)
        let typed = try RoleForm(form)
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                _ = try change.addRole(
                    typed.label, value: typed.value.isEmpty ? nil : typed.value, in: group.id, grantedBy: typed.granter)
            }
        }
        if let refusal { return try roleForm(nil, in: group, visit, typed, [Self.error(refusal)]) }
        let role = "\(group.label)\\\(typed.label)"
        return done(
            Text(fr: "Le rôle \(role) a été ajouté.", en: "The role \(role) was added."), try application(visit), visit)
    }

    /// The role of the path with its group, of the application of the path.
    private func role(_ visit: Visit) throws -> (role: Role, group: RoleGroup, place: Int) {
        let id: ID<Role> = try visit.request.id("role")
        for group in try groups(application(visit)) {
            if let place = group.roles.firstIndex(where: { $0.id == id }) { return (group.roles[place], group, place) }
        }
        throw HTTPError.notFound
    }

    private func rolePage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let (role, group, place) = try role(visit)
        return try roleForm(role, in: group, visit, RoleForm(role, place: place), [])
    }

    private func changeRole(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let (role, group, _) = try role(visit)
        let typed = try RoleForm(form)
        let isRemoval = try form.only("action") == "supprimer"
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                if isRemoval { return try change.removeRole(role.id) }
                try change.changeRole(
                    role.id, label: typed.label, value: typed.value.isEmpty ? typed.label : typed.value,
                    grantedBy: typed.granter)
                try change.moveRole(role.id, to: typed.place)
            }
        }
        if let refusal {
            return try roleForm(
                role, in: group, visit, isRemoval ? RoleForm(role, place: 0) : typed, [Self.error(refusal)])
        }
        let words =
            isRemoval
            ? Text(fr: "Le rôle \(role.path) a été supprimé.", en: "The role \(role.path) was removed.")
            : Text(fr: "Le rôle \(role.path) a été modifié.", en: "The role \(role.path) was changed.")
        return done(words, try application(visit), visit)
    }

    private static func error(_ refusal: DirectoryError) -> FieldError {
        // « Administrateur » is the operator's alone to grant (Invariant 5).
        if refusal == .operatorOnly {
            return FieldError(
                "donne-par",
                Text(
                    fr: "Le rôle Administrateur ne peut être donné que par le CIG",
                    en: "The role Administrateur can be granted by the CIG only"))
        }
        return Refusal.beside(refusal, fields: roleFields, other: "libelle")
    }

    // MARK: - Shared

    /// Removes what nobody uses; a group with roles or a role with members is refused with the reason.
    private func removal(_ action: String, _ visit: Visit) -> HTML {
        let label = Text(fr: "Supprimer", en: "Remove")
        let hint = Text(
            fr: "Seulement si plus rien n’en dépend.", en: "Only when nothing depends on it any more.")
        let button = Button(label, icon: .delete).submit(visit.language, name: "action", value: "supprimer")
        return visit.context.form(
            to: action, style: "form narrow apart", "<p class=\"small\">\(hint[visit.language])</p>\(button)")
    }

    private func done(_ words: Text, _ application: Application, _ visit: Visit) -> Response {
        .seeOther(ApplicationWords.path(application)).telling(.done(words, visit.language))
    }
}
