import Directory
import Markup
import Pages

/// `/annuaire/applications`: application → group → role, with how many hold what, and `Affecter` on each role line.
struct ApplicationTreeView {
    /// An application with its roles.
    struct Branch: Sendable {
        let application: Application
        let groups: [RoleGroup]
    }

    let branches: [Branch]
    let counts: [ID<Role>: Int]
    /// The structures in scope, for the filter.
    let structures: [Structure]
    /// The structure that the counts are limited to.
    let structure: Structure?
    let user: SignedInUser
    let context: PageContext

    /// More roles than this, and the applications are folded at first.
    private static let openUpTo = 30
    private var language: Language { context.language }

    func page(_ tabs: HTML) -> Page {
        let title = Text(fr: "Applications", en: "Applications")
        let content: HTML = "<div class=\"wrap\">\(head(title))\(filter)\(list)<div class=\"gap\"></div></div>"
        return Page(title, shape: .bands, crumbs: [.portal], place: .directory, tabs: tabs, content: content)
    }

    private func head(_ title: Text) -> HTML {
        let add = Button(
            ApplicationWords.add, .primary, icon: .add, detail: Text(fr: "une application", en: "an application"))
        let query = structure.map { "?structure=\($0.id)" } ?? ""
        let menu = ActionMenu(
            label: Text(fr: "Autres actions sur les applications", en: "More actions on the applications"),
            items: [
                .link(
                    .download, Text(fr: "Exporter la liste (CSV)", en: "Export the list (CSV)"),
                    to: "/annuaire/applications/export" + query)
            ], opensRight: true)
        return PageHead(
            title, count: branches.count, language, menu: menu,
            actions: user.isOperator ? [add.link(language, to: "/annuaire/applications/ajouter")] : [], detail: detail
        ).html(language)
    }

    /// What the counts are limited to, in words.
    private var detail: HTML {
        if let structure {
            let words = Text(fr: "Habilitations pour \(structure.name).", en: "Access rights for \(structure.name).")
            return "\(words[language])"
        }
        let words =
            user.isOperator
            ? Text(fr: "Habilitations de toutes les structures.", en: "Access rights of every organisation.")
            : Text(fr: "Habilitations de vos structures.", en: "Access rights of your organisations.")
        return "\(words[language])"
    }

    private var filter: HTML {
        guard structures.count > 1 else { return .empty }
        return FilterForm(
            label: Text(fr: "Filtrer les applications", en: "Filter the applications"), path: "/annuaire/applications",
            filters: StructureFilter(structures: structures, chosen: structure?.id).filters(language)
        ).html(language)
    }

    private var list: HTML {
        guard !branches.isEmpty else {
            let address = context.site.correspondent
            return EmptyList(
                title: Text(fr: "Aucune application n’est ouverte ici.", en: "No application is open here."),
                explanation: Text(fr: "Écrivez au correspondant CIG : {0}", en: "Write to the CIG correspondent: {0}")
                    .html(language, "<a href=\"mailto:\(address)\">\(address)</a>")
            ).html(language)
        }
        let roles = branches.reduce(0) { $0 + $1.groups.reduce(0) { $0 + $1.roles.count } }
        let items: [HTML] = branches.map { item($0, isOpen: roles <= Self.openUpTo) }
        return "<ul class=\"tree apps\">\(items)</ul>"
    }

    private func item(_ branch: Branch, isOpen: Bool) -> HTML {
        let application = branch.application
        let icon = Icon.applications[application.icon] ?? .anyApplication
        let closed: HTML? =
            application.enabled ? nil : Tag(Text(fr: "Fermée", en: "Closed"), .closed, icon: .lock, language).html
        let manage: HTML? =
            user.isOperator
            ? """
            <p class="actions">\(Button(Text(fr: "Gérer", en: "Manage"), icon: .edit, detail: Text(fr: application.name, en: application.name))
                .link(language, to: ApplicationWords.path(application)))</p>
            """ : nil
        let none = Text(fr: "Aucun rôle.", en: "No role.")
        let groups: [HTML] = branch.groups.map(group)
        let body: HTML = groups.isEmpty ? "<p class=\"muted\">\(none[language])</p>" : "\(groups)"
        return """
            <li class="card branch"><details class="app"\(attribute: "open", if: isOpen)><summary>\(Icon.next.html)\
            <span class="glyph g\(application.tint)">\(icon.html)</span><h2>\(application.name)</h2>\(closed)\
            <span class="num">\(rights(branch.groups.flatMap(\.roles)))</span></summary>\(body)\(manage)</details></li>
            """
    }

    private func group(_ group: RoleGroup) -> HTML {
        let lines: [HTML] = group.roles.map(role)
        let none = Text(fr: "Aucun rôle dans ce groupe.", en: "No role in this group.")
        let body: HTML = lines.isEmpty ? "<p class=\"muted\">\(none[language])</p>" : "<ul class=\"rows\">\(lines)</ul>"
        return """
            <section class="rgroup"><div class="sechead"><h3>\(group.label)</h3>\
            <span class="num small">\(rights(group.roles))</span></div>\(body)</section>
            """
    }

    private func role(_ role: Role) -> HTML {
        let count = counts[role.id] ?? 0
        let path = ApplicationWords.path(role, in: branches)
        let of = Text(fr: " de \(role.path)", en: " of \(role.path)")
        let members = Text(
            fr: "Membres (\(Numbers.grouped(count, .fr)))", en: "Members (\(Numbers.grouped(count, .en)))")
        let isLocked = role.grantedBy == .operator && !user.isOperator
        let assign: HTML? =
            isLocked
            ? nil
            : Button(ApplicationWords.assign, icon: .key, detail: Text(fr: "à \(role.path)", en: "to \(role.path)"))
                .link(language, to: path + "/affecter" + query)
        let locked: HTML? =
            role.grantedBy == .operator ? "<small>\(ApplicationWords.grantedByOwner[language])</small>" : nil
        let glyph: Icon = role.grantedBy == .operator ? .lock : .people
        let menu = ActionMenu(
            label: Text(fr: "Actions pour \(role.path)", en: "Actions for \(role.path)"),
            items: [
                .link(.history, Text(fr: "Historique", en: "History"), to: JournalWords.history(of: role.id)),
                .link(.download, JournalWords.export, to: path + "/export" + query),
            ])
        return """
            <li><span class="glyph">\(glyph.html)</span><span class="lab">\(ApplicationWords.breakable(role.path))\(locked)</span>\
            <a class="members num" href="\(path)\(query)">\(members[language])<span class="vh">\(of[language])</span></a>\
            \(assign)\(menu.html(language))</li>
            """
    }

    /// What the links go on asking for.
    private var query: String { structure.map { "?structure=\($0.id.rawValue)" } ?? "" }

    /// « 667 habilitations »: a person who holds two roles counts twice, so these are not called members.
    private func rights(_ roles: [Role]) -> String {
        Numbers.counted(
            roles.reduce(0) { $0 + (counts[$1.id] ?? 0) }, one: Text(fr: "habilitation", en: "access right"),
            many: Text(fr: "habilitations", en: "access rights"), language)
    }
}
