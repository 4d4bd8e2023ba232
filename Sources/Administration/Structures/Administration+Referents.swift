import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// Designating, replacing and ending référents administrateurs: the operator's.
extension Administration {
    var referentRoutes: [Route] {
        [
            .get(
                "/annuaire/structures/{structure}/referents/designer", access: .operator,
                handler: operating { try designatePage($0, $1, errors: []) }),
            .post(
                "/annuaire/structures/{structure}/referents/designer", access: .operator,
                handler: operatingForm(designate)),
            .get(
                "/annuaire/structures/{structure}/referents/{utilisateur}/terminer", access: .operator,
                handler: operating { try endPage($0, $1, errors: []) }),
            .post(
                "/annuaire/structures/{structure}/referents/{utilisateur}/terminer", access: .operator,
                handler: operatingForm(end)),
        ]
    }

    /// A field and `Chercher`, then the people found, then from when.
    private func designatePage(
        _ visit: Visit, _ person: SignedInVisit, form: Parameters = .none, errors: [FieldError]
    ) throws -> Response {
        let structure = try structure(visit, person)
        let source = form.fields.isEmpty ? visit.request.query : form
        let text = try source.typed("q") ?? ""
        let replaced: ID<User>? = try source.id("remplace")
        let known = try directory.read { directory throws(DirectoryError) in
            (
                found: text.isEmpty ? [] : try directory.people(matching: text, in: .everything, limit: 21),
                replaced: try replaced.flatMap { (id) throws(DirectoryError) in try directory.user(id) }
            )
        }
        let view = DesignationView(
            structure: structure, text: text, found: known.found, replaced: known.replaced,
            chosen: try form.id("personne"),
            since: try form.only("depuis") ?? CalendarDay(visit.now).text, context: visit.context)
        return view.page(crumbs(to: structure), errors)
            .response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func designate(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let structure = try structure(visit, person)
        guard let user: ID<User> = try form.id("personne") else {
            let choose = Text(fr: "Choisissez une personne", en: "Choose a person")
            return try designatePage(visit, person, form: form, errors: [FieldError("q", choose)])
        }
        guard let day = try form.only("depuis").flatMap({ CalendarDay($0) }) else {
            return try designatePage(
                visit, person, form: form, errors: [FieldError("depuis", Refusal.words(.invalid(.since)))])
        }
        let since = day == CalendarDay(visit.now) ? visit.now : day.start()
        let replaced: ID<User>? = try form.id("remplace")
        var name = ""
        let refusal = try Refusal.of {
            name = try directory.change(by: .user(person.user.id), at: visit.now) { change in
                if let replaced { try change.endReferent(replaced, of: structure.id, until: since) }
                _ = try change.designateReferent(user, of: structure.id, since: since)
                return try change.user(user)?.displayName ?? ""
            }
        }
        if let refusal {
            let error = FieldError("q", Refusal.words(refusal))
            return try designatePage(visit, person, form: form, errors: [error])
        }
        let date = visit.moments.date(since)
        let done = Text(
            fr: "\(name) est désigné référent administrateur de \(structure.name) à partir du \(date).",
            en: "\(name) is designated delegated administrator of \(structure.name) from \(date).")
        return Response.seeOther("/annuaire/structures/\(structure.id.rawValue)").telling(.done(done, visit.language))
    }

    private func endPage(
        _ visit: Visit, _ person: SignedInVisit, errors: [FieldError]
    ) throws -> Response {
        let structure = try structure(visit, person)
        let language = visit.language
        let designation = try designation(of: structure, visit)
        let others = try directory.read { directory throws(DirectoryError) in
            try directory.referents(of: structure.id, at: visit.now).filter { $0.user != designation.referent.user }
        }
        let path = "/annuaire/structures/\(structure.id.rawValue)"
        let lead = Text(
            fr:
                "\(designation.name) ne pourra plus gérer les utilisateurs de \(structure.name) ni de ses établissements rattachés. Son compte et ses habilitations restent.",
            en:
                "\(designation.name) will no longer manage the users of \(structure.name) nor of its attached establishments. The account and its access rights stay."
        )
        let remaining: [HTML] =
            others.isEmpty
            ? [
                """
                <strong>\(Text(fr: "Personne : la structure restera sans référent administrateur.", en: "Nobody: the organisation will be without delegated administrator.")[language])</strong>
                """
            ] : others.map { "\($0.name) (\($0.email))" }
        let day = Field(
            "jusquau", Text(fr: "Dernier jour", en: "Last day"), kind: .date,
            hint:
                "\(Text(fr: "Aujourd’hui : la désignation cesse aussitôt", en: "Today: the designation ends at once")[language])",
            value: CalendarDay(visit.now).text)
        return Confirmation(
            title: Text(
                fr: "Mettre fin à la désignation de \(designation.name) ?",
                en: "End the designation of \(designation.name)?"),
            crumbs: crumbs(to: structure), lead: "\(lead[language])",
            consequences: [
                .init(title: Text(fr: "Qui s’en occupe ensuite", en: "Who takes care of it then"), lines: remaining)
            ],
            fields: day.html(language, errors: errors),
            button: Text(fr: "Mettre fin à la désignation", en: "End the designation"),
            action: "\(path)/referents/\(designation.referent.user.rawValue)/terminer", cancel: path, errors: errors
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func end(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let structure = try structure(visit, person)
        let designation = try designation(of: structure, visit)
        guard let day = try form.only("jusquau").flatMap({ CalendarDay($0) }) else {
            return try endPage(visit, person, errors: [FieldError("jusquau", Refusal.words(.invalid(.since)))])
        }
        let until = day == CalendarDay(visit.now) ? visit.now : day.end() - 1
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.endReferent(designation.referent.user, of: structure.id, until: until)
            }
        }
        if let refusal { return try endPage(visit, person, errors: [FieldError("jusquau", Refusal.words(refusal))]) }
        let date = visit.moments.date(until)
        let done = Text(
            fr: "La désignation de \(designation.name) pour \(structure.name) prend fin le \(date).",
            en: "The designation of \(designation.name) for \(structure.name) ends on \(date).")
        return Response.seeOther("/annuaire/structures/\(structure.id.rawValue)").telling(.done(done, visit.language))
    }

    /// The designation of the person of the path that has not ended.
    private func designation(of structure: Structure, _ visit: Visit) throws -> NamedDesignation {
        let user: ID<User> = try visit.request.id("utilisateur")
        let found = try directory.read { directory throws(DirectoryError) in
            try directory.designations(of: structure.id).first {
                $0.referent.user == user && !$0.hasEnded(at: visit.now)
            }
        }
        guard let found else { throw HTTPError.notFound }
        return found
    }
}
