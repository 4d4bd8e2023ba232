import Directory
import HTTP
import Markup
import Pages

/// `…/apercu`: what an application receives of a person, attribute by attribute.
struct PreviewView {
    /// A person as the service provider would see them.
    struct Shown: Sendable {
        let user: User
        /// The structures that the person may act for; empty: no entry.
        let structures: [Opening.StructureRoles]
        let place: Opening.StructureRoles?
        let attributes: [ReleasedAttribute]
        /// The NameID if it is known before the opening.
        let nameID: String?
    }

    let application: Application
    let providers: [ServiceProvider]
    let provider: ServiceProvider?
    let text: String
    let found: [FoundPerson]
    let shown: Shown?
    /// The Response as it would be sent, in lines; nil when it is not shown.
    let xml: String?
    let context: PageContext

    private var language: Language { context.language }
    private var path: String { ApplicationWords.path(application) + "/apercu" }

    var page: Page {
        let title = Text(fr: "Ce que \(application.name) reçoit", en: "What \(application.name) receives")
        let lead = Text(
            fr: "Choisissez une personne : les valeurs sont celles de l’assertion qu’elle présenterait maintenant.",
            en: "Choose a person: the values are those of the assertion they would present now.")
        let none = Text(
            fr: "Cette application n’a pas de fournisseur de service : elle ne reçoit rien.",
            en: "This application has no service provider: it receives nothing.")
        let content: HTML =
            provider == nil
            ? "<p class=\"lead\">\(none[language])</p>"
            : "<p class=\"lead\">\(lead[language])</p>\(search)\(people)\(shown.map(preview))"
        return Page(title, crumbs: ApplicationWords.crumbs(application, isOperator: true), content: content)
    }

    private var search: HTML {
        let hint = Text(
            fr: "Premières lettres du nom, du prénom ou de l’adresse électronique",
            en: "First letters of the last name, first name or e-mail address")
        let which: HTML =
            providers.count > 1
            ? SelectField(
                name: "fournisseur", label: Text(fr: "Fournisseur de service", en: "Service provider"),
                options: providers.map { ("\($0.id.rawValue)", $0.name) },
                chosen: provider.map { "\($0.id.rawValue)" } ?? ""
            ).html(language) : .empty
        return """
            <form method="get" action="\(path)" class="form narrow" role="search">\(which)<div class="inline">\
            \(Field("q", Text(fr: "Personne", en: "Person"), hint: "\(hint[language])", value: text, autocomplete: "off",
                isRequired: false, hasFocus: text.isEmpty && shown == nil).html(language))\
            \(Button(Text(fr: "Chercher", en: "Search"), icon: .search).submit(language))</div></form>
            """
    }

    private var people: HTML {
        guard !text.isEmpty else { return .empty }
        guard !found.isEmpty else { return PersonSearchWords.nobody(text, language) }
        let lines: [HTML] = found.prefix(20).map { person in
            """
            <li><span class="lab"><a href="\(link(person.user.id, nil))">\(person.user.displayName)</a>\
            <small>\(person.user.email) · \(person.structures.map(\.name).joined(separator: ", "))</small></span></li>
            """
        }
        return """
            <section class="card apart"><h2>\(Text(fr: "Personnes trouvées", en: "People found")[language])</h2>\
            <ul class="rows">\(lines)</ul>\(PersonSearchWords.more(found.count > 20, language))</section>
            """
    }

    private func link(_ user: ID<User>, _ structure: ID<Structure>?) -> String {
        var fields: [(name: String, value: String)] = [("personne", "\(user.rawValue)")]
        if let provider { fields.append(("fournisseur", "\(provider.id.rawValue)")) }
        if let structure { fields.append(("structure", "\(structure.rawValue)")) }
        return path + "?" + Parameters(fields).encoded
    }

    // MARK: - Preview

    private func preview(_ shown: Shown) -> HTML {
        guard let provider, let place = shown.place else { return nothing(shown) }
        let name = shown.user.displayName
        let heading = Text(
            fr: "\(name), pour \(place.structure.name)", en: "\(name), on behalf of \(place.structure.name)")
        let sent = Set(shown.attributes.map(\.name))
        let missing = provider.effective.attributes.filter { !sent.contains($0.name) }
        let rows = shown.attributes.map(row) + missing.map(row)
        let table = TableShell(
            id: "attributs",
            caption:
                "\(Text(fr: "Attributs transmis à \(provider.name)", en: "Attributes sent to \(provider.name)")[language])",
            columns: [
                Text(fr: "Attribut", en: "Attribute"), Text(fr: "Source", en: "Source"),
                Text(fr: "Valeur transmise", en: "Value sent"),
            ], rows: rows)
        return """
            <section class="apart"><h2>\(heading[language])</h2>\(others(shown, place))\
            <dl class="kv card"><div><dt>NameID</dt><dd>\(nameID(shown, provider))</dd></div></dl>\
            \(table.html(language))\(xml.map { message($0, provider) })</section>
            """
    }

    /// The message itself, made by the function that makes the real one.
    private func message(_ xml: String, _ provider: ServiceProvider) -> HTML {
        let title = Text(fr: "Message SAML", en: "SAML message")
        let how = Text(
            fr: "Tel qu’il serait envoyé maintenant, sans sa signature : cet aperçu n’ouvre rien.",
            en: "As it would be sent now, without its signature: this preview opens nothing.")
        let encrypted = Text(
            fr: "Le fournisseur de service le reçoit chiffré.", en: "The service provider receives it encrypted.")
        let isEncrypted =
            provider.effective.encryption != .never && !provider.settings.encryptionKeys.isEmpty
        return """
            <details class="xml"><summary>\(title[language])</summary><p class="small">\(how[language]) \
            \("\(encrypted[language])", if: isEncrypted)</p><pre tabindex="0" aria-label="\(title[language])"><code>\(xml)\
            </code></pre></details>
            """
    }

    /// The person may act for other structures: what is received then.
    private func others(_ shown: Shown, _ place: Opening.StructureRoles) -> HTML? {
        guard shown.structures.count > 1 else { return nil }
        let name = Text(fr: "Structure", en: "Organisation")
        let items: [HTML] = shown.structures.map {
            """
            <li><a href="\(link(shown.user.id, $0.structure.id))"\
            \(attribute: "aria-current", $0.structure.id == place.structure.id ? "page" : nil)>\($0.structure.name)</a></li>
            """
        }
        return "<nav aria-label=\"\(name[language])\"><ul class=\"views\">\(items)</ul></nav>"
    }

    private func nothing(_ shown: Shown) -> HTML {
        let name = shown.user.displayName
        let words = Text(
            fr: "\(name) n’a pas d’habilitation en vigueur dans \(application.name) : aucune assertion n’est envoyée.",
            en: "\(name) has no access right in force in \(application.name): no assertion is sent.")
        return "<div class=\"apart\">\(Notice(.warning, "<p>\(words[language])</p>").html)</div>"
    }

    private func nameID(_ shown: Shown, _ provider: ServiceProvider) -> HTML {
        let form = provider.effective.nameIDForm.words[language]
        if let value = shown.nameID { return "<code>\(value)</code><small>\(form)</small>" }
        let later =
            provider.effective.nameIDForm == .transient
            ? Text(fr: "tiré au sort à chaque ouverture", en: "drawn at each opening")
            : Text(fr: "créé à la première ouverture", en: "made at the first opening")
        return "<span class=\"muted\">\(later[language])</span><small>\(form)</small>"
    }

    private func row(_ attribute: ReleasedAttribute) -> [HTML] {
        let values: [HTML] = attribute.values.map { "<li><code>\($0)</code></li>" }
        return [
            name(attribute.name, attribute.friendlyName), "\(attribute.source.words[language])",
            "<ul class=\"plainlist\">\(values)</ul>",
        ]
    }

    /// An attribute that is not sent, because there is nothing to send; an identifier is made by the first sign-on.
    private func row(_ rule: AttributeRule) -> [HTML] {
        let isIdentifier = rule.source == .subjectID || rule.source == .pairwiseID
        guard !isIdentifier else {
            let words = Text(fr: "dans le message ci-dessous", en: "in the message below")
            return [
                name(rule.name, rule.friendlyName), "\(rule.source.words[language])",
                "<span class=\"muted\">\(words[language])</span>",
            ]
        }
        let empty = Tag(Text(fr: "vide : non transmis", en: "empty: not sent"), .attention, icon: .warning, language)
        return [name(rule.name, rule.friendlyName), "\(rule.source.words[language])", empty.html]
    }

    private func name(_ name: String, _ friendly: String?) -> HTML {
        let small: HTML? = friendly.map { "<small class=\"muted\"> \($0)</small>" }
        return "<code>\(name)</code>\(small)"
    }
}

extension AttributeRule.Source {
    /// Where the value comes from.
    var words: Text {
        switch self {
        case .mail: Text(fr: "Adresse électronique", en: "E-mail address")
        case .givenName: Text(fr: "Prénom", en: "First name")
        case .familyName: Text(fr: "Nom", en: "Last name")
        case .displayName: Text(fr: "Prénom et nom", en: "First and last name")
        case .language: Text(fr: "Langue", en: "Language")
        case .structureName: Text(fr: "Nom de la structure", en: "Organisation’s name")
        case .structureSIRET: Text(fr: "SIRET de la structure", en: "Organisation’s SIRET")
        case .structureID: Text(fr: "Identifiant de la structure", en: "Organisation’s identifier")
        case .roleValues: Text(fr: "Valeurs des rôles", en: "Values of the roles")
        case .roleLabels: Text(fr: "Libellés des rôles", en: "Labels of the roles")
        case .subjectID:
            Text(fr: "Identifiant commun à toutes les applications", en: "Identifier shared by all applications")
        case .pairwiseID: Text(fr: "Identifiant propre à ce fournisseur", en: "Identifier for this provider only")
        }
    }
}
