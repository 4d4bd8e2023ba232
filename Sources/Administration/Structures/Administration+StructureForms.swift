import Directory
import HTTP
import Markup
import Pages

// Adding and changing structures, and correcting how to reach them.
extension Administration {
    // MARK: - Adding (operators)

    func addStructurePage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        try addStructureForm(StructureForm(parent: try visit.request.query.id("principal")), visit, [])
    }

    private func addStructureForm(_ form: StructureForm, _ visit: Visit, _ errors: [FieldError]) throws -> Response {
        let language = visit.language
        let principals = try principals()
        let none = Text(fr: "Aucun : structure autonome", en: "None: stands on its own")
        let parents =
            [("", none[language])] + principals.map { ("\($0.id.rawValue)", $0.name) }
        let hint = Text(
            fr: "Un établissement rattaché hérite du domaine autorisé et des référents de son établissement principal.",
            en:
                "An attached establishment inherits the allowed domain and the administrators of its main establishment."
        )
        let fields: HTML = """
            \(form.identity(language, errors))\
            \(form.kindField(Structure.Kind.allCases, language, errors))\
            \(SelectField(name: "principal", label: Text(fr: "Établissement principal", en: "Main establishment"),
                options: parents, chosen: form.parent.map { "\($0.rawValue)" } ?? "", hint: "\(hint[language])")
                .html(language, errors: errors))\
            \(Field("domaine", Text(fr: "Domaine autorisé (facultatif)", en: "Allowed domain (optional)"),
                hint: "\(Text(fr: "Fin des adresses électroniques, par exemple ville-valmont.fr. Vous pourrez en ajouter d’autres.", en: "The end of e-mail addresses, for example ville-valmont.fr. You can add more later.")[language])",
                value: form.domain, isRequired: false).html(language, errors: errors))\
            \(form.contactFields(language, errors))\
            \(buttons(language, cancel: "/annuaire/structures"))
            """
        let title = Text(fr: "Ajouter une structure", en: "Add an organisation")
        return Page(
            title, crumbs: [.portal, .list(.structures)], errors: errors,
            content: visit.context.form(to: "/annuaire/structures/ajouter", style: "form narrow", fields)
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// The structure is there at once; a referent is designated on the next page, since that needs a person.
    func addStructure(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let typed = try StructureForm(form)
        if (typed.kind == .attached) != (typed.parent != nil) {
            let needs = Text(
                fr: "Choisissez un établissement principal pour un établissement rattaché, et seulement pour lui",
                en: "Choose a main establishment for an attached establishment, and only for one")
            return try addStructureForm(typed, visit, [FieldError("principal", needs)])
        }
        var added: ID<Structure>?
        let refusal = try Refusal.of {
            added = try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.addStructure(
                    typed.name, kind: typed.kind, shortName: typed.shortName, siret: typed.siret,
                    attachedTo: typed.parent, contact: typed.contact,
                    domains: typed.domain.isEmpty ? [] : [typed.domain])
            }
        }
        guard let id = added else {
            let error = refusal.map { Refusal.beside($0, fields: StructureForm.fields, other: "nom") }
            return try addStructureForm(typed, visit, [error].compactMap(\.self))
        }
        let done = Text(
            fr: "\(typed.name) a été ajoutée. Désignez maintenant son référent administrateur.",
            en: "\(typed.name) was added. Now designate its delegated administrator.")
        return Response.seeOther("/annuaire/structures/\(id.rawValue)").telling(.done(done, visit.language))
    }

    // MARK: - Changing (operators)

    func structureFormPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let structure = try structure(visit, person)
        return structureForm(StructureForm(structure), of: structure, visit, [])
    }

    private func structureForm(
        _ form: StructureForm, of structure: Structure, _ visit: Visit, _ errors: [FieldError]
    ) -> Response {
        let language = visit.language
        let path = "/annuaire/structures/\(structure.id.rawValue)"
        let kinds = Structure.Kind.allCases.filter { $0 != .attached }
        let kind: HTML? = structure.kind == .attached ? nil : form.kindField(kinds, language, errors)
        let fields: HTML = """
            \(form.identity(language, errors))\(kind)\(form.contactFields(language, errors))\
            \(buttons(language, cancel: path))
            """
        return Page(
            Text(fr: "Modifier \(structure.name)", en: "Edit \(structure.name)"),
            crumbs: crumbs(to: structure), errors: errors,
            content: visit.context.form(to: path + "/modifier", style: "form narrow", fields)
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    func changeStructure(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let structure = try structure(visit, person)
        let typed = try StructureForm(form)
        let id = structure.id
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.requireUnchanged(id, typed.version)
                try change.renameStructureIfNeeded(structure, typed)
                if typed.siret.filter({ !$0.isWhitespace }) != (structure.siret ?? "") {
                    try change.setSIRET(typed.siret, of: id)
                }
                if structure.kind != .attached { try change.setKind(typed.kind, of: id) }
                if StructureForm(structure).contact != typed.contact { try change.setContact(typed.contact, of: id) }
            }
        }
        if refusal == .changedMeanwhile { return changedMeanwhile(structure, visit) }
        if let refusal {
            let error = Refusal.beside(refusal, fields: StructureForm.fields, other: "nature")
            return structureForm(typed, of: structure, visit, [error])
        }
        let done = Text(fr: "\(typed.name) a été modifiée.", en: "\(typed.name) was changed.")
        return Response.seeOther("/annuaire/structures/\(id.rawValue)").telling(.done(done, visit.language))
    }

    // MARK: - Contact details (referents, of attached establishments)

    func contactPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let structure = try structure(visit, person)
        guard person.user.isOperator || structure.kind == .attached else { return keptByOwner(structure, visit) }
        return contactForm(StructureForm(structure), of: structure, visit, [])
    }

    private func contactForm(
        _ form: StructureForm, of structure: Structure, _ visit: Visit, _ errors: [FieldError]
    ) -> Response {
        let language = visit.language
        let path = "/annuaire/structures/\(structure.id.rawValue)"
        let fields: HTML = "\(form.contactFields(language, errors))\(buttons(language, cancel: path))"
        return Page(
            Text(fr: "Coordonnées de \(structure.name)", en: "Contact details of \(structure.name)"),
            crumbs: crumbs(to: structure), errors: errors,
            content: visit.context.form(to: path + "/coordonnees", style: "form narrow", fields)
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    func changeContact(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let structure = try structure(visit, person)
        let typed = try StructureForm(form)
        guard person.user.isOperator || structure.kind == .attached else { return keptByOwner(structure, visit) }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.requireUnchanged(structure.id, typed.version)
                try change.setContact(typed.contact, of: structure.id)
            }
        }
        if refusal == .changedMeanwhile { return changedMeanwhile(structure, visit) }
        if let refusal {
            let error = Refusal.beside(refusal, fields: StructureForm.fields, other: "adresse")
            return contactForm(typed, of: structure, visit, [error])
        }
        let done = Text(
            fr: "Les coordonnées de \(structure.name) ont été enregistrées.",
            en: "The contact details of \(structure.name) were saved.")
        return Response.seeOther("/annuaire/structures/\(structure.id.rawValue)").telling(.done(done, visit.language))
    }

    // MARK: - Shared

    /// The structure of the path, in the person's scope.
    func structure(_ visit: Visit, _ person: SignedInVisit) throws -> Structure {
        let id: ID<Structure> = try visit.request.id("structure")
        let found = try directory.read { directory throws(DirectoryError) in
            try directory.structure(id, in: person.user.scope)
        }
        guard let found else { throw HTTPError.notFound }
        return found
    }

    /// The establishments that others can be attached to.
    func principals() throws -> [Structure] {
        try directory.read { directory throws(DirectoryError) in
            try directory.structures().filter { $0.kind == .principal }
        }
    }

    func crumbs(to structure: Structure) -> [Crumb] {
        [
            .portal, .list(.structures),
            Crumb(Text(fr: structure.name, en: structure.name), "/annuaire/structures/\(structure.id.rawValue)"),
        ]
    }

    func buttons(_ language: Language, _ label: Text = StructureWords.save, cancel: String) -> HTML {
        """
        <p class="actions">\(Button(label, .primary).submit(language))\
        <a class="btn quiet" href="\(cancel)">\(Words.cancel[language])</a></p>
        """
    }

    /// A principal establishment's details are not a referent's to change: why, and whom to write to.
    private func keptByOwner(_ structure: Structure, _ visit: Visit) -> Response {
        let address = visit.context.site.correspondent
        let words = Text(
            fr: "Les informations d’un établissement principal sont tenues par le CIG : {0}",
            en: "The details of a main establishment are kept by the CIG: {0}")
        return Explanation(
            title: Text(fr: "Informations tenues par le CIG", en: "Details kept by the CIG"),
            happened: words.html(visit.language, "<a href=\"mailto:\(address)\">\(address)</a>"),
            ways: [
                Button(Text(fr: "Retour à la structure", en: "Back to the organisation"), .primary, icon: .back)
                    .link(visit.language, to: "/annuaire/structures/\(structure.id.rawValue)")
            ]
        ).response(visit.context, status: .forbidden)
    }

    /// Somebody else changed it while the form was open: nothing is written over.
    private func changedMeanwhile(_ structure: Structure, _ visit: Visit) -> Response {
        let words = Text(
            fr:
                "\(structure.name) a été modifiée par quelqu’un d’autre pendant votre saisie : rien n’a été enregistré.",
            en: "\(structure.name) was changed by someone else while you were typing: nothing was saved.")
        return Response.seeOther("/annuaire/structures/\(structure.id.rawValue)")
            .telling(.failed(words, visit.language))
    }
}

extension Change {
    /// Refuses a form that was shown before somebody else's change.
    fileprivate func requireUnchanged(_ id: ID<Structure>, _ version: Int) throws {
        guard try structure(id)?.version == version else { throw DirectoryError.changedMeanwhile }
    }

    fileprivate func renameStructureIfNeeded(_ structure: Structure, _ typed: StructureForm) throws {
        guard typed.name != structure.name || typed.shortName != (structure.shortName ?? "") else { return }
        try renameStructure(structure.id, to: typed.name, shortName: typed.shortName)
    }
}
