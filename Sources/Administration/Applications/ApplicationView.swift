import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// An application's page, for operators: its tile, whom it is open to, its roles and what they send, and the service
/// providers that it is reached through.
struct ApplicationView {
    let application: Application
    let groups: [RoleGroup]
    let counts: [ID<Role>: Int]
    /// The names of the structures it is open to; empty when it is open to all.
    let opened: [String]
    let serviceProviders: [ServiceProvider]
    let visit: Visit

    private var language: Language { visit.language }
    private var path: String { ApplicationWords.path(application) }

    func page(_ tabs: HTML) -> Page {
        let title = Text(fr: application.name, en: application.name)
        let edit = Button(Text(fr: "Modifier", en: "Edit"), icon: .edit).link(language, to: path + "/modifier")
        let preview = Button(Text(fr: "Aperçu des attributs", en: "Attribute preview"), icon: .search)
            .link(language, to: path + "/apercu")
        let head = PageHead(title, language, actions: [preview, edit], detail: "\(application.description.fr)")
        let content: HTML = """
            <div class="wrap">\(head.html(language))\(maintenance)<div class="cols"><div class="stack">\(roles)</div>\
            <div class="stack">\(tile)\(opening)\(providers)</div></div><div class="gap"></div></div>
            """
        return Page(
            title, shape: .bands, crumbs: ApplicationWords.crumbs(isOperator: true), tabs: tabs, content: content)
    }

    private var maintenance: HTML? {
        application.maintenance.map { notice in
            let words = Text(fr: notice.fr, en: notice.en)
            return Notice(.warning, "<p>\(words[language])</p>").html
        }
    }

    // MARK: - Roles

    private var roles: HTML {
        let title = Text(fr: "Rôles", en: "Roles")
        let none = Text(fr: "Aucun groupe de rôles.", en: "No role group.")
        let groups: [HTML] = groups.map(group)
        let body: HTML = groups.isEmpty ? "<p>\(none[language])</p>" : "\(groups)"
        let add = Button(
            Text(fr: "Ajouter un groupe", en: "Add a group"), icon: .add
        ).link(language, to: path + "/groupes/ajouter")
        return card("roles", title, .key, "\(body)<p class=\"actions below\">\(add)</p>")
    }

    private func group(_ group: RoleGroup) -> HTML {
        let lines: [HTML] = group.roles.map(role)
        let none = Text(fr: "Aucun rôle dans ce groupe.", en: "No role in this group.")
        let body: HTML = lines.isEmpty ? "<p class=\"muted\">\(none[language])</p>" : "<ul class=\"rows\">\(lines)</ul>"
        let of = Text(fr: "le groupe \(group.label)", en: "the group \(group.label)")
        let edit = Button(Text(fr: "Modifier", en: "Edit"), .quiet, detail: of)
            .link(language, to: "\(path)/groupes/\(group.id.rawValue)")
        let add = Button(
            Text(fr: "Ajouter un rôle", en: "Add a role"), .quiet, icon: .add,
            detail: Text(fr: "au groupe \(group.label)", en: "to the group \(group.label)")
        ).link(language, to: "\(path)/groupes/\(group.id.rawValue)/roles")
        return """
            <section class="rgroup"><div class="sechead"><h3>\(group.label)</h3>\(edit)</div>\(body)\
            <p class="actions">\(add)</p></section>
            """
    }

    private func role(_ role: Role) -> HTML {
        let count = counts[role.id] ?? 0
        let granter =
            role.grantedBy == .operator
            ? ApplicationWords.grantedByOwner
            : Text(fr: "donné par les référents", en: "granted by the delegated administrators")
        let members = Text(
            fr: "Membres (\(Numbers.grouped(count, .fr)))", en: "Members (\(Numbers.grouped(count, .en)))")
        let sends = Text(fr: "Valeur transmise :", en: "Value sent:")
        return """
            <li><span class="glyph">\((role.grantedBy == .operator ? Icon.lock : .people).html)</span><span class="lab">\
            \(role.label)<small>\(sends[language]) <code>\(role.value)</code></small>\
            <small>\(granter[language])</small></span>\
            <a class="members num" href="\(ApplicationWords.path(role, of: application))">\(members[language])\
            <span class="vh"> \(role.path)</span></a>\
            \(Button(Text(fr: "Modifier", en: "Edit"), .quiet, detail: Text(fr: "le rôle \(role.path)", en: "the role \(role.path)"))
                .link(language, to: "\(path)/roles/\(role.id.rawValue)"))</li>
            """
    }

    // MARK: - Tile and opening

    private var tile: HTML {
        let icon = Icon.applications[application.icon] ?? .anyApplication
        let state =
            application.enabled
            ? Tag(Text(fr: "Ouverte", en: "Open"), .good, icon: .done, language)
            : Tag(Text(fr: "Fermée", en: "Closed"), .closed, icon: .lock, language)
        let facts: [(Text, HTML)] = [
            (Text(fr: "État", en: "State"), state.html),
            (Text(fr: "Nom d’adresse", en: "Address name"), "<code>\(application.slug)</code>"),
            (Text(fr: "Français", en: "French"), "\(application.description.fr)"),
            (Text(fr: "Anglais", en: "English"), "<span lang=\"en\">\(application.description.en)</span>"),
            (
                Text(fr: "Tuile", en: "Tile"),
                "<span class=\"glyph g\(application.tint)\">\(icon.html)</span>"
            ),
        ]
        let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        return card("tuile", Text(fr: "Tuile", en: "Tile"), .file, "<dl class=\"kv\">\(rows)</dl>")
    }

    private var opening: HTML {
        let title = Text(fr: "Structures qui y accèdent", en: "Organisations with access")
        let all = Text(fr: "Toutes les structures.", en: "Every organisation.")
        let nobody = Text(fr: "Aucune structure.", en: "No organisation.")
        let lines: [HTML] = opened.prefix(10).map { "<li>\($0)</li>" }
        let rest = opened.count - 10
        let more = Text(fr: "et \(rest) autres", en: "and \(rest) more")
        let list: HTML =
            application.openToAll
            ? "<p>\(all[language])</p>"
            : opened.isEmpty
                ? "<p>\(nobody[language])</p>"
                : "<ul class=\"plainlist\">\(lines)</ul>\("<p class=\"small\">\(more[language])</p>", if: rest > 0)"
        let change = Button(
            Text(fr: "Changer", en: "Change"), detail: Text(fr: "les structures", en: "the organisations")
        )
        .link(language, to: path + "/ouverture")
        return card("ouverture", title, .building, "\(list)<p class=\"actions below\">\(change)</p>")
    }

    // MARK: - Service providers

    private var providers: HTML {
        let title = Text(fr: "Fournisseurs de service", en: "Service providers")
        let none = Text(
            fr: "Aucun : l’application ne peut pas encore être ouverte.",
            en: "None: the application cannot be opened yet.")
        let lines: [HTML] = serviceProviders.map(provider)
        let body: HTML = lines.isEmpty ? "<p>\(none[language])</p>" : "\(lines)"
        let add = Button(
            Text(fr: "Enregistrer un fournisseur", en: "Register a provider"), icon: .add
        ).link(language, to: path + "/fournisseurs/ajouter")
        return card("fournisseurs", title, .globe, "\(body)<p class=\"actions below\">\(add)</p>")
    }

    private func provider(_ provider: ServiceProvider) -> HTML {
        let effective = provider.effective
        let endpoint = provider.settings.defaultAssertionConsumerService?.location ?? "–"
        let signed: [String] = [
            effective.signResponse ? Text(fr: "la réponse", en: "the response")[language] : nil,
            effective.signAssertion ? Text(fr: "l’assertion", en: "the assertion")[language] : nil,
        ].compactMap(\.self)
        let identity =
            effective.identity == .person
            ? Text(fr: "la personne", en: "the person")
            : Text(fr: "la personne pour une structure", en: "the person for an organisation")
        let facts: [(Text, HTML)] = [
            (Text(fr: "entityID", en: "entityID"), "<code>\(provider.entityID)</code>"),
            (Text(fr: "Réponses envoyées à", en: "Responses go to"), "<code>\(endpoint)</code>"),
            (Text(fr: "Identifiant (NameID)", en: "Identifier (NameID)"), "\(effective.nameIDForm.words[language])"),
            (Text(fr: "Un compte y désigne", en: "An account there stands for"), "\(identity[language])"),
            (Text(fr: "Signe", en: "Signs"), "\(signed.joined(separator: Text(fr: " et ", en: " and ")[language]))"),
            (
                Text(fr: "Demandes non signées", en: "Unsigned requests"),
                "\((effective.requireSignedRequests ? Text(fr: "refusées", en: "refused") : Text(fr: "acceptées", en: "accepted"))[language])"
            ),
            (
                Text(fr: "Mis à jour", en: "Updated"), "\(visit.moments.date(provider.updatedAt))"
            ),
        ]
        let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        var tags: [HTML] = []
        if provider.isDefault { tags.append(Tag(Text(fr: "Principal", en: "Main"), .good, icon: .done, language).html) }
        if !provider.enabled {
            tags.append(Tag(Text(fr: "Désactivé", en: "Disabled"), .closed, icon: .lock, language).html)
        }
        let preview = Button(
            Text(fr: "Ce qu’il reçoit", en: "What it receives"),
            detail: Text(fr: "(\(provider.name))", en: "(\(provider.name))")
        )
        .link(language, to: "\(path)/apercu?fournisseur=\(provider.id.rawValue)")
        let contract = Button(
            Text(fr: "Contrat d’attributs", en: "Attribute contract"),
            detail: Text(fr: "(\(provider.name))", en: "(\(provider.name))")
        )
        .link(language, to: "\(path)/fournisseurs/\(provider.id.rawValue)/contrat")
        let metadata = Button(
            Text(fr: "Métadonnées et erreurs", en: "Metadata and errors"),
            detail: Text(fr: "(\(provider.name))", en: "(\(provider.name))")
        )
        .link(language, to: "\(path)/fournisseurs/\(provider.id)")
        return """
            <section class="rgroup"><div class="sechead"><h3>\(provider.name)</h3>\(tags)</div>\
            <dl class="kv">\(rows)</dl><p class="actions">\(preview)\(contract)\(metadata)</p></section>
            """
    }

    private func card(_ id: String, _ heading: Text, _ icon: Icon, _ content: HTML) -> HTML {
        "<section class=\"card\" id=\"\(id)\"><h2>\(icon.html)\(heading[language])</h2>\(content)</section>"
    }
}

extension ServiceProviderOverrides.NameIDForm {
    /// What stands for the person.
    var words: Text {
        switch self {
        case .emailAddress: Text(fr: "l’adresse électronique", en: "the e-mail address")
        case .persistent: Text(fr: "un identifiant opaque permanent", en: "a permanent opaque identifier")
        case .transient:
            Text(fr: "un identifiant opaque, nouveau à chaque fois", en: "an opaque identifier, new each time")
        case .unspecified:
            Text(fr: "l’adresse électronique, sans format", en: "the e-mail address, without format")
        case .none: Text(fr: "aucun", en: "none")
        }
    }
}
