import Directory
import HTTP
import Markup
import Pages

/// `/annuaire/structures`: the tree of two levels. Nested lists, not `role=tree`: two levels need no composite widget.
struct StructureTreeView {
    let all: [StructureOverview]
    /// What an operator searches for.
    let text: String
    let onlyWithoutReferent: Bool
    let user: SignedInUser
    let context: PageContext

    /// More structures than this, and the branches are folded at first.
    private static let openUpTo = 20

    private var language: Language { context.language }

    /// A line of the first level with the lines under it.
    private struct Branch {
        let head: StructureOverview
        var children: [StructureOverview] = []
    }

    /// The lines that are shown, in their order.
    var shown: [StructureOverview] { branches.flatMap { [$0.head] + $0.children } }

    func page(_ tabs: HTML) -> Page {
        let title = Text(fr: "Structures", en: "Organisations")
        let content: HTML = """
            <div class="wrap">\(head(title))\(filters)\(list)</div>
            """
        return Page(
            title, shape: .bands, crumbs: [.portal], place: .directory, tabs: tabs, content: content)
    }

    private func head(_ title: Text) -> HTML {
        let add = Button(
            StructureWords.add, .primary, icon: .add, detail: Text(fr: "une structure", en: "an organisation"))
        var fields: [(name: String, value: String)] = []
        if !text.isEmpty { fields.append(("q", text)) }
        if onlyWithoutReferent { fields.append(("referent", "aucun")) }
        let query = fields.isEmpty ? "" : "?" + Parameters(fields).encoded
        let menu = ActionMenu(
            label: Text(fr: "Autres actions sur les structures", en: "More actions on the organisations"),
            items: [
                .link(
                    .download, Text(fr: "Exporter la liste (CSV)", en: "Export the list (CSV)"),
                    to: "/annuaire/structures/export" + query)
            ], opensRight: true)
        return PageHead(
            title, count: all.count, language, menu: menu,
            actions: user.isOperator ? [add.link(language, to: "/annuaire/structures/ajouter")] : [],
            detail: detail
        ).html(language)
    }

    /// Whose structures these are, in words.
    private var detail: HTML {
        let words =
            user.isOperator
            ? Text(fr: "Toutes les structures affiliées.", en: "Every affiliated organisation.")
            : Text(
                fr: "Les structures pour lesquelles vous êtes désigné au CIG, et leurs établissements rattachés.",
                en: "The organisations you are designated for at the CIG, and their attached establishments.")
        return "\(words[language])"
    }

    private var filters: HTML {
        guard user.isOperator else { return .empty }
        return FilterForm(
            label: Text(fr: "Filtrer les structures", en: "Filter the organisations"), path: "/annuaire/structures",
            filters: [
                .search(name: "q", Text(fr: "Nom, SIRET ou domaine", en: "Name, SIRET or domain"), value: text),
                .choice(
                    name: "referent", Text(fr: "Référent administrateur", en: "Delegated administrator"),
                    options: [
                        ("", Text(fr: "Toutes", en: "All")[language]),
                        ("aucun", StructureWords.withoutReferent[language]),
                    ], chosen: onlyWithoutReferent ? "aucun" : ""),
            ]
        ).html(language)
    }

    private var list: HTML {
        let branches = branches
        guard !branches.isEmpty else { return empty }
        let isOpen = all.count <= Self.openUpTo || !text.isEmpty || onlyWithoutReferent
        let items: [HTML] = branches.map { item($0, isOpen: isOpen) }
        return "\(summary(branches))<ul class=\"tree\">\(items)</ul><div class=\"gap\"></div>"
    }

    private func summary(_ branches: [Branch]) -> HTML? {
        guard !text.isEmpty || onlyWithoutReferent else { return nil }
        let count = branches.reduce(0) { $0 + ($1.head.isMatch(text, onlyWithoutReferent) ? 1 : 0) + $1.children.count }
        let words = Numbers.counted(
            count, one: Text(fr: "structure trouvée", en: "organisation found"),
            many: Text(fr: "structures trouvées", en: "organisations found"), language)
        let clear = Text(fr: "Effacer les filtres", en: "Clear filters")
        return """
            <p class="chips"><span role="status">\(words)</span> \
            <a href="/annuaire/structures">\(clear[language])</a></p>
            """
    }

    private var empty: HTML {
        if text.isEmpty, !onlyWithoutReferent {
            return EmptyList(
                title: Text(
                    fr: "Vous n’êtes référent d’aucune structure.", en: "You are delegated for no organisation."),
                explanation: Text(fr: "Écrivez au correspondant CIG : {0}", en: "Write to the CIG correspondent: {0}")
                    .html(
                        language, "<a href=\"mailto:\(context.site.correspondent)\">\(context.site.correspondent)</a>")
            ).html(language)
        }
        return EmptyList(
            title: Text(fr: "Aucun résultat pour ces filtres", en: "No result for these filters"),
            ways: [
                Button(Text(fr: "Effacer les filtres", en: "Clear filters")).link(language, to: "/annuaire/structures")
            ]
        ).html(language)
    }

    /// The lines found, an attached establishment under its principal one where that is in scope.
    private var branches: [Branch] {
        var branches: [Branch] = []
        let ids = Set(all.map(\.structure.id))
        let isFiltered = !text.isEmpty || onlyWithoutReferent
        for line in all {
            if let parent = line.structure.parent, ids.contains(parent) {
                guard !branches.isEmpty, !isFiltered || line.isMatch(text, onlyWithoutReferent) else { continue }
                branches[branches.count - 1].children.append(line)
            } else {
                branches.append(Branch(head: line))
            }
        }
        guard isFiltered else { return branches }
        return branches.filter { $0.head.isMatch(text, onlyWithoutReferent) || !$0.children.isEmpty }
    }

    private func item(_ branch: Branch, isOpen: Bool) -> HTML {
        guard !branch.children.isEmpty else { return "<li class=\"card branch\">\(line(branch.head))</li>" }
        let name = branch.head.structure.name
        let of = Text(fr: " de \(name)", en: " of \(name)")
        let lines: [HTML] = branch.children.map { "<li>\(line($0))</li>" }
        return """
            <li class="card branch">\(line(branch.head))<details\(attribute: "open", if: isOpen)><summary>\
            \(Icon.next.html)<span>\(StructureWords.attached(branch.children.count, language))\
            <span class="vh">\(of[language])</span></span></summary><ul>\(lines)</ul></details></li>
            """
    }

    private func line(_ line: StructureOverview) -> HTML {
        let structure = line.structure
        return """
            <div class="sline"><span class="glyph">\(Icon.building.html)</span><div class="lab">\
            <a href="/annuaire/structures/\(structure.id.rawValue)">\(structure.name)</a>\
            <small>\(structure.kind.words[language])</small></div>\
            <dl><div><dt>\(StructureWords.allowedDomain[language])</dt><dd>\(domains(line))</dd></div>\
            <div><dt>\(StructureWords.referents[language])</dt><dd>\(referents(line))</dd></div>\
            <div><dt>\(Text(fr: "Utilisateurs", en: "Users")[language])</dt><dd class="num">\(users(line))</dd></div></dl></div>
            """
    }

    private func domains(_ line: StructureOverview) -> HTML {
        guard !line.domains.isEmpty else {
            return "<span class=\"muted\">\(Text(fr: "Aucun", en: "None")[language])</span>"
        }
        let shown: [HTML] = line.domains.prefix(3).map { domain in
            let inherited = Text(fr: "hérité", en: "inherited")
            let mark: HTML? = domain.inheritedFrom == nil ? nil : " <small>\(inherited[language])</small>"
            return "<li>@\(domain.domain)\(mark)</li>"
        }
        return "<ul>\(shown)</ul>\(more(line.domains.count - 3))"
    }

    private func referents(_ line: StructureOverview) -> HTML {
        if line.isWithoutReferent {
            return Tag(StructureWords.withoutReferent, .attention, icon: .warning, language).html
        }
        // Another structure's referent is not told of.
        guard !line.referents.isEmpty else {
            return
                "<span class=\"muted\">\(Text(fr: "Ceux de l’établissement principal", en: "Those of the main establishment")[language])</span>"
        }
        let shown: [HTML] = line.referents.prefix(3).map { "<li>\($0.name)</li>" }
        return "<ul>\(shown)</ul>\(more(line.referents.count - 3))"
    }

    private func more(_ count: Int) -> HTML? {
        guard count > 0 else { return nil }
        let words = Text(fr: "et \(count) de plus", en: "and \(count) more")
        return "<small>\(words[language])</small>"
    }

    private func users(_ line: StructureOverview) -> HTML {
        let what = Text(fr: " utilisateurs de \(line.structure.name)", en: " users of \(line.structure.name)")
        return """
            <a href="/annuaire/utilisateurs?structure=\(line.structure.id.rawValue)">\
            \(Numbers.grouped(line.users, language))<span class="vh">\(what[language])</span></a>
            """
    }
}

extension StructureOverview {
    /// Whether an operator's search finds it: a word of a name begins so, or the SIRET or a domain does.
    func isMatch(_ text: String, _ onlyWithoutReferent: Bool) -> Bool {
        if onlyWithoutReferent, !isWithoutReferent { return false }
        let sought = SearchWords(text)
        guard !sought.isEmpty else { return true }
        let digits = text.filter(\.isNumber)
        if digits.count >= 3, structure.siret?.hasPrefix(digits) == true { return true }
        let wanted = text.lowercased().drop { $0 == "@" }
        if domains.contains(where: { $0.inheritedFrom == nil && $0.domain.hasPrefix(wanted) }) { return true }
        return SearchWords(structure.name + " " + (structure.shortName ?? "")).begin(with: sought)
    }
}
