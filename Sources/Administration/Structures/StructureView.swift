import Directory
import FoundationEssentials
import Markup
import Pages

/// `/annuaire/structures/{structure}`: what is known of a structure, who cares for it, and where its lists are.
struct StructureView {
    /// What the directory says, of one moment.
    struct Known: Sendable {
        let structure: Structure
        /// Its principal establishment, if that is in scope.
        let parent: Structure?
        let children: [StructureOverview]
        let domains: [AllowedDomain]
        let exceptions: [String]
        let referents: [ReferentContact]
        let history: [NamedDesignation]
        let users: Int
        let entitlements: Int
        let applications: Int
    }

    let known: Known
    let user: SignedInUser
    let visit: Visit

    private var language: Language { visit.language }
    private var structure: Structure { known.structure }
    private var path: String { "/annuaire/structures/\(structure.id.rawValue)" }
    private var mayCorrectContact: Bool { user.isOperator || structure.kind == .attached }

    func page(_ tabs: HTML) -> Page {
        let title = Text(fr: structure.name, en: structure.name)
        var crumbs: [Crumb] = [.portal, .list(.structures)]
        if let parent = known.parent {
            crumbs.append(
                Crumb(Text(fr: parent.name, en: parent.name), "/annuaire/structures/\(parent.id.rawValue)"))
        }
        let content: HTML = """
            <div class="wrap">\(head(title))\(keptByOwner)<div class="cols"><div class="stack">\(identity)\(domains)\
            \(referents)</div><div class="stack">\(figures)\(children)</div></div><div class="gap"></div></div>
            """
        return Page(title, shape: .bands, crumbs: crumbs, tabs: tabs, content: content)
    }

    private func head(_ title: Text) -> HTML {
        var actions: [HTML] = []
        var menu: ActionMenu?
        if user.isOperator {
            actions.append(Button(Text(fr: "Modifier", en: "Edit"), icon: .edit).link(language, to: path + "/modifier"))
            menu = ActionMenu(
                label: Text(fr: "Autres actions sur \(structure.name)", en: "More actions on \(structure.name)"),
                items: menuItems, opensRight: true)
        } else if mayCorrectContact {
            actions.append(
                Button(Text(fr: "Corriger les coordonnées", en: "Correct the contact details"), icon: .edit)
                    .link(language, to: path + "/coordonnees"))
        }
        return PageHead(title, language, menu: menu, actions: actions, detail: kind).html(language)
    }

    private var menuItems: [ActionMenu.Item] {
        var items: [ActionMenu.Item] = [
            .link(
                .key, Text(fr: "Désigner un référent", en: "Designate a delegated administrator"),
                to: path + "/referents/designer")
        ]
        if structure.parent != nil {
            items.append(
                .link(
                    .building, Text(fr: "Changer d’établissement principal", en: "Move to another main establishment"),
                    to: path + "/rattacher"))
            items.append(.destructive(.remove, Text(fr: "Détacher…", en: "Detach…"), to: path + "/detacher"))
        } else if known.children.isEmpty {
            items.append(
                .link(
                    .building, Text(fr: "Rattacher à un établissement principal", en: "Attach to a main establishment"),
                    to: path + "/rattacher"))
        }
        return items
    }

    private var kind: HTML {
        let kind = structure.kind.words[language]
        guard structure.kind == .attached else { return "\(kind)" }
        guard let parent = known.parent else { return "\(kind)" }
        return Text(fr: "Établissement rattaché à {0}", en: "Establishment attached to {0}")
            .html(language, "<a href=\"/annuaire/structures/\(parent.id.rawValue)\">\(parent.name)</a>")
    }

    /// Why a referent cannot change these things, and whom to write to.
    private var keptByOwner: HTML {
        guard !user.isOperator else { return .empty }
        let address = visit.context.site.correspondent
        let link: HTML = "<a href=\"mailto:\(address)\">\(address)</a>"
        let words =
            structure.kind == .attached
            ? Text(
                fr: "Le nom, le SIRET, le domaine autorisé et les référents sont tenus par le CIG : {0}",
                en: "The name, SIRET, allowed domain and delegated administrators are kept by the CIG: {0}")
            : Text(
                fr: "Ces informations sont tenues par le CIG : {0}", en: "These details are kept by the CIG: {0}")
        let change = Text(
            fr: "En cas de départ ou de nomination d’un référent, informez obligatoirement le correspondant CIG.",
            en: "When a delegated administrator leaves or is appointed, you must tell the CIG correspondent.")
        return Notice(.info, "<p>\(words.html(language, link))</p><p>\(change[language])</p>").html
    }

    // MARK: - Identity

    private var identity: HTML {
        let unknown: HTML = "<span class=\"muted\">\(Text(fr: "Non renseigné", en: "Not given")[language])</span>"
        var facts: [(Text, HTML)] = [(StructureWords.name, "\(structure.name)")]
        if let short = structure.shortName { facts.append((StructureWords.shortName, "\(short)")) }
        facts += [
            (StructureWords.kind, "\(structure.kind.words[language])"),
            (
                Text(fr: "SIRET", en: "SIRET"),
                structure.siret.map { "<span class=\"num\">\(StructureWords.grouped(siret: $0))</span>" } ?? unknown
            ),
            (StructureWords.address, structure.contact.address.map { "\($0)" } ?? unknown),
            (
                StructureWords.telephone,
                structure.contact.telephone.map { "<span class=\"num\">\($0)</span>" } ?? unknown
            ),
            (
                StructureWords.email,
                structure.contact.email.map { "<a href=\"mailto:\($0)\">\($0)</a>" } ?? unknown
            ),
        ]
        let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        return card(
            "identite", Text(fr: "Informations", en: "Details"), .building, "<dl class=\"kv\">\(rows)</dl>")
    }

    // MARK: - Domains

    private var domains: HTML {
        let lines: [HTML] = known.domains.map { domain in
            let remove: HTML? =
                user.isOperator && domain.inheritedFrom == nil
                ? Button(
                    Text(fr: "Retirer", en: "Remove"), .quiet,
                    detail: Text(fr: "le domaine \(domain.domain)", en: "the domain \(domain.domain)")
                ).link(language, to: "\(path)/domaines/\(domain.domain)/retirer") : nil
            return """
                <li><span class="lab"><code>@\(domain.domain)</code>\(origin(domain))</span>\(remove)</li>
                """
        }
        let none = Text(
            fr: "Aucun domaine : aucun utilisateur ne peut être référencé.",
            en: "No domain: no user can be registered.")
        let list: HTML =
            lines.isEmpty ? "<p>\(none[language])</p>" : "<ul class=\"rows\">\(lines)</ul>"
        let hint = Text(
            fr: "L’adresse électronique d’un utilisateur doit se terminer par l’un de ces domaines.",
            en: "A user’s e-mail address must end in one of these domains.")
        return card(
            "domaine-autorise", StructureWords.allowedDomain, .mail,
            "\(list)<p class=\"small\">\(hint[language])</p>\(exceptions)\(addDomain)")
    }

    private func origin(_ domain: AllowedDomain) -> HTML? {
        guard domain.inheritedFrom != nil else { return nil }
        let from = known.parent?.name
        let words = Text(
            fr: from.map { "hérité de \($0)" } ?? "hérité de l’établissement principal",
            en: from.map { "inherited from \($0)" } ?? "inherited from the main establishment")
        return "<small>\(words[language])</small>"
    }

    private var exceptions: HTML? {
        guard !known.exceptions.isEmpty else { return nil }
        let title = Text(fr: "Adresses admises par exception", en: "Addresses allowed as exceptions")
        let lines: [HTML] = known.exceptions.prefix(50).map { "<li><code>\($0)</code></li>" }
        return
            "<details class=\"more\"><summary>\(title[language]) (\(known.exceptions.count))</summary><ul>\(lines)</ul></details>"
    }

    private var addDomain: HTML? {
        guard user.isOperator else { return nil }
        let label = Text(fr: "Ajouter un domaine", en: "Add a domain")
        let hint = Text(fr: "Par exemple ville-valmont.fr", en: "For example ville-valmont.fr")
        let field = Field("domaine", label, hint: "\(hint[language])")
        return visit.context.form(
            to: path + "/domaines", style: "form inline",
            "\(field.html(language))\(Button(StructureWords.add, icon: .add, detail: Text(fr: "le domaine", en: "the domain")).submit(language))"
        )
    }

    // MARK: - Referents

    private var referents: HTML {
        let current = known.history.filter { !$0.hasEnded(at: visit.now) }
        let past = known.history.filter { $0.hasEnded(at: visit.now) }
        let principal = known.parent == nil ? [] : known.referents.filter { $0.structure != structure.id }
        var lines: [HTML] = current.map(designation)
        lines += principal.map { referent in
            let of = Text(
                fr: "référent de \(known.parent?.name ?? ""), établissement principal",
                en: "for \(known.parent?.name ?? ""), main establishment")
            return """
                <li><span class="lab">\(referent.name)<small><a href="mailto:\(referent.email)">\(referent.email)</a></small>\
                <small>\(of[language])</small></span></li>
                """
        }
        let list: HTML = lines.isEmpty ? nobody : "<ul class=\"rows\">\(lines)</ul>"
        let designate: HTML? =
            user.isOperator
            ? """
            <p class="actions">\(Button(Text(fr: "Désigner", en: "Designate"), icon: .add,
                detail: Text(fr: "un référent administrateur", en: "a delegated administrator"))
                .link(language, to: path + "/referents/designer"))</p>
            """ : nil
        return card("referents", StructureWords.referents, .person, "\(list)\(designate)\(history(past))")
    }

    private var nobody: HTML {
        if structure.parent != nil, known.parent == nil, !known.referents.isEmpty {
            let words = Text(
                fr: "Aucun en propre : les référents de l’établissement principal s’en occupent.",
                en: "None of its own: those of the main establishment take care of it.")
            return "<p>\(words[language])</p>"
        }
        let words = Text(
            fr: "Personne ne s’occupe des utilisateurs de cette structure.",
            en: "Nobody takes care of the users of this organisation.")
        return """
            <p>\(Tag(StructureWords.withoutReferent, .attention, icon: .warning, language).html)</p>\
            <p>\(words[language])</p>
            """
    }

    private func designation(_ designation: NamedDesignation) -> HTML {
        let referent = designation.referent
        let person = "\(path)/referents/\(referent.user.rawValue)"
        let address: HTML? = designation.email.map { "<small><a href=\"mailto:\($0)\">\($0)</a></small>" }
        let who = Text(fr: "de \(designation.name)", en: "of \(designation.name)")
        let acts: HTML? =
            user.isOperator
            ? """
            <span class="actions">\(Button(Text(fr: "Remplacer", en: "Replace"), .quiet,
                detail: Text(fr: designation.name, en: designation.name))
                .link(language, to: "\(path)/referents/designer?remplace=\(referent.user.rawValue)"))\
            \(Button(Text(fr: "Mettre fin…", en: "End…"), .quiet, detail: Text(fr: "à la désignation " + who.fr, en: "the designation " + who.en))
                .link(language, to: person + "/terminer"))</span>
            """ : nil
        return """
            <li><span class="lab">\(designation.name)\(address)<small>\(period(referent))</small></span>\(acts)</li>
            """
    }

    /// « depuis le 3 mars 2026 », « du 3 mars 2024 au 1er février 2026 ».
    private func period(_ referent: Referent) -> String {
        let since = visit.moments.date(referent.since)
        guard let until = referent.until else {
            return referent.since > visit.now
                ? Text(fr: "à partir du \(since)", en: "from \(since)")[language]
                : Text(fr: "depuis le \(since)", en: "since \(since)")[language]
        }
        let end = visit.moments.date(until)
        return Text(fr: "du \(since) au \(end)", en: "from \(since) to \(end)")[language]
    }

    private func history(_ past: [NamedDesignation]) -> HTML? {
        guard !past.isEmpty else { return nil }
        let title = Text(fr: "Désignations terminées", en: "Past designations")
        let lines: [HTML] = past.map { "<li>\($0.name)<small>, \(period($0.referent))</small></li>" }
        return
            "<details class=\"more\"><summary>\(title[language]) (\(past.count))</summary><ul>\(lines)</ul></details>"
    }

    // MARK: - Lists

    private var figures: HTML {
        let id = structure.id.rawValue
        let lines: [(Int, Text, Text, String)] = [
            (
                known.users, Text(fr: "utilisateur", en: "user"), Text(fr: "utilisateurs", en: "users"),
                "/annuaire/utilisateurs?structure=\(id)"
            ),
            (
                known.entitlements, Text(fr: "habilitation", en: "access right"),
                Text(fr: "habilitations", en: "access rights"), "/annuaire/applications?structure=\(id)"
            ),
            (
                known.applications, Text(fr: "application ouverte", en: "open application"),
                Text(fr: "applications ouvertes", en: "open applications"), "/annuaire/applications?structure=\(id)"
            ),
        ]
        let rows: [HTML] = lines.map { count, one, many, path in
            let label = (language.choose(fr: count < 2, en: count == 1) ? one : many)[language]
            return """
                <li><a href="\(path)"><b class="num i">\(Numbers.grouped(count, language))</b>\
                <span class="lab">\(label)</span>\(Icon.next.html)</a></li>
                """
        }
        let title = Text(fr: "En chiffres", en: "In figures")
        return card("chiffres", title, .people, "<ul class=\"todo\">\(rows)</ul>")
    }

    private var children: HTML? {
        guard structure.kind == .principal else { return nil }
        let title = Text(fr: "Établissements rattachés", en: "Attached establishments")
        guard !known.children.isEmpty else {
            let none = Text(
                fr: "Aucun établissement n’est rattaché à celui-ci.", en: "No establishment is attached to this one.")
            return card("rattaches", title, .building, "<p>\(none[language])</p>\(addChild)")
        }
        let rows: [HTML] = known.children.map { child in
            """
            <li><span class="lab"><a href="/annuaire/structures/\(child.structure.id.rawValue)">\(child.structure.name)</a>\
            <small>\(StructureWords.users(child.users, language))</small></span></li>
            """
        }
        return card("rattaches", title, .building, "<ul class=\"rows\">\(rows)</ul>\(addChild)")
    }

    private var addChild: HTML? {
        guard user.isOperator else { return nil }
        return """
            <p class="actions">\(Button(StructureWords.add, icon: .add, detail: Text(fr: "un établissement rattaché", en: "an attached establishment"))
                .link(language, to: "/annuaire/structures/ajouter?principal=\(structure.id.rawValue)"))</p>
            """
    }

    private func card(_ id: String, _ heading: Text, _ icon: Icon, _ content: HTML) -> HTML {
        "<section class=\"card\" id=\"\(id)\"><h2>\(icon.html)\(heading[language])</h2>\(content)</section>"
    }
}
