import Directory
import HTTP
import Markup
import Pages

// Attaching an establishment to a principal one, and detaching it: each with a page of what it changes.
extension Administration {
    var attachmentRoutes: [Route] {
        [
            .get("/annuaire/structures/{structure}/rattacher", access: .operator, handler: operating(attachPage)),
            .post("/annuaire/structures/{structure}/rattacher", access: .operator, handler: operatingForm(attach)),
            .get("/annuaire/structures/{structure}/detacher", access: .operator, handler: operating(detachPage)),
            .post("/annuaire/structures/{structure}/detacher", access: .operator, handler: operatingForm(detach)),
        ]
    }

    /// First which one, then what it changes.
    private func attachPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let structure = try structure(visit, person)
        guard let parent: ID<Structure> = try visit.request.query.id("principal") else {
            return try chooseParent(of: structure, visit)
        }
        return try attachConsequences(structure, parent, visit, nil)
    }

    private func chooseParent(of structure: Structure, _ visit: Visit) throws -> Response {
        let language = visit.language
        let path = "/annuaire/structures/\(structure.id.rawValue)"
        let choices = try principals().filter { $0.id != structure.id && $0.id != structure.parent }
        let title = Text(fr: "Rattacher \(structure.name)", en: "Attach \(structure.name)")
        let label = Text(fr: "Établissement principal", en: "Main establishment")
        let go = Text(fr: "Voir les conséquences", en: "See the consequences")
        let none = Text(
            fr: "Il n’y a pas d’autre établissement principal.", en: "There is no other main establishment.")
        let form: HTML = """
            <form method="get" action="\(path)/rattacher" class="form narrow">\
            \(SelectField(name: "principal", label: label, options: choices.map { ("\($0.id.rawValue)", $0.name) })
                .html(language))\(buttons(language, go, cancel: path))</form>
            """
        let content: HTML = choices.isEmpty ? "<p class=\"lead\">\(none[language])</p>" : form
        return Page(title, crumbs: crumbs(to: structure), content: content).response(visit.context)
    }

    private func attachConsequences(
        _ structure: Structure, _ parent: ID<Structure>, _ visit: Visit, _ refusal: DirectoryError?
    ) throws -> Response {
        let known = try directory.read { directory throws(DirectoryError) in
            guard let principal = try directory.structure(parent) else { throw .notFound }
            return (
                principal: principal, misfits: try directory.misfits(of: structure.id, attachedTo: parent),
                domains: try directory.allowedDomains(of: parent).map { "@" + $0.domain },
                gained: try directory.referents(of: parent, at: visit.now),
                lost: try Self.principalReferents(of: structure, directory, visit)
            )
        }
        let language = visit.language
        let path = "/annuaire/structures/\(structure.id.rawValue)"
        let name = known.principal.name
        let now = Text(
            fr: "\(structure.name) devient un établissement rattaché à \(name).",
            en: "\(structure.name) becomes an establishment attached to \(name).")
        var sections = [
            Confirmation.Section(
                title: Text(
                    fr: "Deviennent référents de \(structure.name)",
                    en: "Become delegated administrators of \(structure.name)"),
                lines: known.gained.map { "\($0.name) (\($0.email))" }),
            Confirmation.Section(
                title: Text(fr: "Ne le sont plus", en: "Are so no longer"),
                lines: known.lost.map { "\($0.name) (\($0.email))" }),
            Confirmation.Section(
                title: Text(fr: "Domaines hérités de \(name)", en: "Domains inherited from \(name)"),
                lines: known.domains.map { "<code>\($0)</code>" }),
        ]
        sections.append(misfits(known.misfits, language))
        let button = Text(fr: "Rattacher à \(name)", en: "Attach to \(name)")
        return Confirmation(
            title: Text(fr: "Rattacher \(structure.name) à \(name) ?", en: "Attach \(structure.name) to \(name)?"),
            crumbs: crumbs(to: structure), lead: "\(now[language])", consequences: sections,
            fields: "<input type=\"hidden\" name=\"principal\" value=\"\(parent.rawValue)\">", button: button,
            weight: .primary, action: path + "/rattacher", cancel: path,
            errors: refusal.map { [FieldError("contenu", Refusal.words($0))] } ?? []
        ).response(visit.context, status: refusal == nil ? .ok : .unprocessableContent)
    }

    private func attach(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let structure = try structure(visit, person)
        guard let parent: ID<Structure> = try form.id("principal") else { throw HTTPError.notFound }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                _ = try change.attachStructure(structure.id, to: parent)
            }
        }
        if let refusal { return try attachConsequences(structure, parent, visit, refusal) }
        let done = Text(fr: "\(structure.name) a été rattachée.", en: "\(structure.name) was attached.")
        return Response.seeOther("/annuaire/structures/\(structure.id.rawValue)").telling(.done(done, visit.language))
    }

    private func detachPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let structure = try structure(visit, person)
        guard let parent = structure.parent else { throw HTTPError.notFound }
        let known = try directory.read { directory throws(DirectoryError) in
            (
                parent: try directory.structure(parent)?.name ?? "",
                misfits: try directory.misfits(of: structure.id, attachedTo: nil),
                lost: try Self.principalReferents(of: structure, directory, visit),
                domains: try directory.allowedDomains(of: structure.id).filter { $0.inheritedFrom != nil }
            )
        }
        let language = visit.language
        let path = "/annuaire/structures/\(structure.id.rawValue)"
        let lead = Text(
            fr: "\(structure.name) n’est plus rattachée à \(known.parent) et devient autonome.",
            en: "\(structure.name) is no longer attached to \(known.parent) and stands on its own.")
        let sections = [
            Confirmation.Section(
                title: Text(
                    fr: "Ne sont plus référents de \(structure.name)",
                    en: "Are no longer delegated administrators of \(structure.name)"),
                lines: known.lost.map { "\($0.name) (\($0.email))" }),
            Confirmation.Section(
                title: Text(fr: "Domaines qui ne sont plus autorisés", en: "Domains that are no longer allowed"),
                lines: known.domains.map { "<code>@\($0.domain)</code>" }),
            misfits(known.misfits, language),
        ]
        let kinds = Structure.Kind.allCases.filter { $0 != .attached }
        let kind = SelectField(
            name: "nature", label: Text(fr: "Elle devient", en: "It becomes"),
            options: kinds.map { ($0.rawValue, $0.words[language]) }, chosen: Structure.Kind.principal.rawValue)
        return Confirmation(
            title: Text(fr: "Détacher \(structure.name) ?", en: "Detach \(structure.name)?"),
            crumbs: crumbs(to: structure), lead: "\(lead[language])", consequences: sections,
            fields: kind.html(language),
            button: Text(fr: "Détacher \(structure.name)", en: "Detach \(structure.name)"),
            action: path + "/detacher", cancel: path
        ).response(visit.context)
    }

    private func detach(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let structure = try structure(visit, person)
        let kind = try form.only("nature").flatMap(Structure.Kind.init(rawValue:)) ?? .principal
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                _ = try change.detachStructure(structure.id, becoming: kind)
            }
        }
        let back = Response.seeOther("/annuaire/structures/\(structure.id.rawValue)")
        if let refusal { return back.telling(.failed(Refusal.words(refusal), visit.language)) }
        let done = Text(fr: "\(structure.name) a été détachée.", en: "\(structure.name) was detached.")
        return back.telling(.done(done, visit.language))
    }

    /// The referents that a structure has only through its principal establishment.
    private static func principalReferents(
        of structure: Structure, _ directory: DirectoryView, _ visit: Visit
    ) throws(DirectoryError) -> [ReferentContact] {
        try directory.referents(of: structure.id, at: visit.now).filter { $0.structure != structure.id }
    }

    private func misfits(_ users: [User], _ language: Language) -> Confirmation.Section {
        let count = Numbers.counted(
            users.count, one: Text(fr: "compte", en: "account"), many: Text(fr: "comptes", en: "accounts"), language)
        let more = Text(fr: "et \(users.count - 20) de plus", en: "and \(users.count - 20) more")
        let rest: [HTML] = users.count > 20 ? ["\(more[language])"] : []
        return Confirmation.Section(
            title: Text(
                fr: "Gardent leurs accès, mais leur adresse ne convient plus (\(count))",
                en: "Keep their access, but their address no longer fits (\(count))"),
            lines: users.prefix(20).map { "\($0.displayName) (\($0.email))" } + rest)
    }
}
