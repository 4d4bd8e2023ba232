import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// « Membres (664) ⋮ »: who holds a role, for which structure, and who gave it.
struct MembersView {
    let place: RolePlace
    /// What is searched for.
    let text: String
    let page: RoleMemberPage
    /// How many the search finds.
    let found: Int
    /// How many there are in all.
    let total: Int
    let structures: [Structure]
    let user: SignedInUser
    let visit: Visit

    private var language: Language { visit.language }
    /// Whether this person may give and take the role.
    private var mayGrant: Bool { user.isOperator || place.role.grantedBy == .referent }

    func page(_ tabs: HTML) -> Page {
        let count = Text(
            fr: "Membres de \(place.role.path) (\(Numbers.grouped(total, .fr)))",
            en: "Members of \(place.role.path) (\(Numbers.grouped(total, .en)))")
        let content: HTML = """
            <div class="wrap">\(head)\(filters)\(list)<div class="gap"></div></div>
            """
        return Page(
            count, shape: .bands,
            crumbs: ApplicationWords.crumbs(user.isOperator ? place.application : nil, isOperator: user.isOperator),
            place: Text(fr: place.role.path, en: place.role.path), tabs: tabs, content: content)
    }

    private var head: HTML {
        let assign = Button(
            ApplicationWords.assign, .primary, icon: .key,
            detail: Text(fr: "à \(place.role.path)", en: "to \(place.role.path)"))
        return PageHead(
            Text(fr: "Membres", en: "Members"), count: total, language, menu: menu,
            actions: mayGrant ? [assign.link(language, to: place.path + "/affecter" + place.query)] : [],
            detail: detail
        ).html(language)
    }

    private var menu: ActionMenu {
        var items: [ActionMenu.Item] = [
            .link(
                .download, Text(fr: "Exporter la liste (CSV)", en: "Export the list (CSV)"), to: path("/export"))
        ]
        if mayGrant, found > 1 { items += [.separator, .form(revokeAll)] }
        return ActionMenu(
            label: Text(fr: "Autres actions sur les membres", en: "More actions on the members"), items: items,
            opensRight: true)
    }

    /// Retirer for all that the filters find, by way of a page that names them.
    private var revokeAll: HTML {
        let label = Text(
            fr: "Retirer aux \(Numbers.grouped(found, .fr)) membres de la liste…",
            en: "Revoke from the \(Numbers.grouped(found, .en)) members of the list…")
        let structure: HTML? = place.structure.map {
            "<input type=\"hidden\" name=\"structure\" value=\"\($0.id.rawValue)\">"
        }
        let search: HTML? = text.isEmpty ? nil : "<input type=\"hidden\" name=\"q\" value=\"\(text)\">"
        return visit.context.form(
            to: place.path + "/selection",
            "\(structure)\(search)<button class=\"d\">\(Icon.remove.html)\(label[language])</button>")
    }

    /// The role, and what the list is limited to.
    private var detail: HTML {
        let scope: Text =
            if let structure = place.structure {
                Text(fr: structure.name, en: structure.name)
            } else if user.isOperator {
                Text(fr: "toutes les structures", en: "every organisation")
            } else {
                Text(fr: "vos structures", en: "your organisations")
            }
        let locked: HTML? =
            place.role.grantedBy == .operator
            ? " \(Tag(ApplicationWords.grantedByOwner, .plain, icon: .lock, language).html)" : nil
        return "<strong>\(place.role.path)</strong> · \(scope[language])\(locked)"
    }

    private var filters: HTML {
        let search = FilterForm.Filter.search(
            name: "q", Text(fr: "Nom, prénom ou adresse électronique", en: "Name or e-mail address"), value: text)
        let filters = [search] + StructureFilter(structures: structures, chosen: place.structure?.id).filters(language)
        return FilterForm(
            label: Text(fr: "Filtrer les membres", en: "Filter the members"), path: place.path, filters: filters
        ).html(language)
    }

    // MARK: - List

    private var list: HTML {
        guard !page.members.isEmpty else { return empty }
        let table = ListTable(
            id: "membres", caption: caption, columns: columns, rows: page.members.map(row),
            selectionName: mayGrant ? "h" : nil)
        guard mayGrant else { return "\(table.html(language))\(pager)" }
        let revoke = Text(fr: "Retirer…", en: "Revoke…")
        let selected = Text(fr: "sélectionné(s)", en: "selected")
        let bar = Text(fr: "Actions sur la sélection", en: "Actions on the selection")
        let kept: HTML? = place.structure.map {
            "<input type=\"hidden\" name=\"structure\" value=\"\($0.id.rawValue)\">"
        }
        return """
            <form class="bulkform" method="get" action="\(place.path)/retirer">\(kept)\(table.html(language))\
            <div class="bulk" role="group" aria-label="\(bar[language])"><span class="n">\(selected[language])</span>\
            \(Button(revoke, icon: .remove).submit(language))</div></form>\(pager)
            """
    }

    private var caption: HTML {
        let of = Text(fr: "sur", en: "of")
        let what = Numbers.counted(
            found, one: Text(fr: "membre, trié par nom", en: "member, sorted by name"),
            many: Text(fr: "membres, triés par nom", en: "members, sorted by name"), language)
        guard page.members.count < found else { return "<span>\(what)</span>" }
        return "<span><strong>\(page.members.count)</strong> \(of[language]) \(what)</span>"
    }

    private var columns: [ListTable.Column] {
        [
            .init(label: Text(fr: "Nom", en: "Name")),
            .init(label: Text(fr: "Structure", en: "Organisation"), place: .tags),
            .init(label: Text(fr: "Donné par", en: "Granted by"), place: .last),
            .init(label: Text(fr: "Le", en: "On"), place: .last),
            .init(label: Text(fr: "Jusqu’au", en: "Until"), place: .last),
            .init(label: Text(fr: "Actions", en: "Actions"), place: .actions, isSilent: true),
        ]
    }

    private func row(_ member: RoleMember) -> ListTable.Row {
        let right = member.entitlement
        let person = member.person
        let path = "/annuaire/utilisateurs/\(person.id.rawValue)"
        let ended =
            right.isInForce(at: visit.now)
            ? nil : Tag(Text(fr: "Terminée", en: "Ended"), .closed, icon: .clock, language).html
        let until: HTML =
            right.until.map {
                "<time datetime=\"\(DateTime.wholeSeconds($0))\">\(visit.moments.date($0))</time> \(ended)"
            }
            ?? "–"
        let granter = right.grantedByName ?? visit.context.site.owner[language]
        return ListTable.Row(
            cells: [
                ListTable.person(
                    givenName: person.givenName, familyName: person.familyName, email: person.email, path: path),
                "\(right.structureName)", "\(granter)",
                "<time datetime=\"\(DateTime.wholeSeconds(right.grantedAt))\">\(visit.moments.date(right.grantedAt))</time>",
                until, menu(of: member, path).html(language),
            ],
            selection: (
                "\(right.id.rawValue)",
                Text(
                    fr: "Sélectionner \(person.displayName), \(right.structureName)",
                    en: "Select \(person.displayName), \(right.structureName)")
            ))
    }

    private func menu(of member: RoleMember, _ path: String) -> ActionMenu {
        let right = member.entitlement
        let name = member.person.displayName
        var items: [ActionMenu.Item] = [.link(.person, Text(fr: "Voir la fiche", en: "See the user"), to: path)]
        if mayGrant {
            items += [
                .separator,
                .destructive(
                    .remove, Text(fr: "Retirer l’habilitation…", en: "Revoke…"),
                    to: "\(place.path)/retirer?h=\(right.id.rawValue)"),
            ]
        }
        return ActionMenu(
            label: Text(
                fr: "Actions pour \(name), \(right.structureName)", en: "Actions for \(name), \(right.structureName)"),
            items: items)
    }

    private var empty: HTML {
        guard text.isEmpty else {
            let clear = Button(Text(fr: "Effacer les filtres", en: "Clear filters")).link(language, to: place.path)
            return EmptyList(
                title: Text(fr: "Aucun résultat pour ces filtres", en: "No result for these filters"), ways: [clear]
            ).html(language)
        }
        let assign = Button(ApplicationWords.assign, .primary, icon: .key)
            .link(language, to: place.path + "/affecter" + place.query)
        return EmptyList(
            title: Text(fr: "Personne n’a encore ce rôle.", en: "Nobody holds this role yet."),
            ways: mayGrant ? [assign] : []
        ).html(language)
    }

    // MARK: - Pages

    private var pager: HTML {
        let ids = page.members.map(\.entitlement.id.rawValue)
        guard let first = ids.first, let last = ids.last else { return .empty }
        let position = Text(
            fr: "\(page.members.count) sur \(Numbers.grouped(found, .fr))",
            en: "\(page.members.count) of \(Numbers.grouped(found, .en))")
        return Pager(
            first: page.hasPrevious ? path("") : nil,
            previous: page.hasPrevious ? path("", ("avant", "\(first)")) : nil,
            next: page.hasNext ? path("", ("apres", "\(last)")) : nil,
            last: page.hasNext ? path("", ("page", "derniere")) : nil, position: position
        ).html(language)
    }

    /// A path of this list with its filters.
    private func path(_ more: String, _ parameter: (name: String, value: String)? = nil) -> String {
        var fields: [(name: String, value: String)] = []
        if let structure = place.structure { fields.append(("structure", "\(structure.id.rawValue)")) }
        if !text.isEmpty { fields.append(("q", text)) }
        if let parameter { fields.append(parameter) }
        return place.path + more + (fields.isEmpty ? "" : "?" + Parameters(fields).encoded)
    }
}
