import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// `/profil`: what the site knows of the person, and what they may change.
struct ProfileView {
    /// What the directory says, of one moment.
    struct Directory: Sendable {
        let structures: [String]
        let designations: [(Structure, Date)]
        let entitlements: [Entitlement]
        let referents: [ReferentContact]
    }

    let visit: Visit
    let user: SignedInUser
    let directory: Directory
    let sessions: Int
    let policy: PasswordPolicy

    private var language: Language { visit.language }

    func response(errors: [FieldError] = []) -> Response {
        page(errors).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func page(_ errors: [FieldError]) -> Page {
        let content: HTML = """
            <div class="cols"><div class="stack">\(identity)\(rights)\(password(errors))</div>\
            <div class="stack">\(sessionsCard)\(preferences)\(dataCard)</div></div>
            """
        return Page(
            Words.profile, crumbs: [Crumb(Words.applications, "/")], errors: errors, content: content)
    }

    private func card(_ id: String, _ heading: Text, _ icon: Icon, _ content: HTML) -> HTML {
        "<section class=\"card\" id=\"\(id)\"><h2>\(icon.html)\(heading[language])</h2>\(content)</section>"
    }

    // MARK: - Identity

    private var identity: HTML {
        var facts: [(Text, HTML)] = [
            (Text(fr: "Nom", en: "Last name"), "\(user.familyName)"),
            (Text(fr: "Prénom", en: "First name"), "\(user.givenName)"),
            (Words.email, "\(user.email)"),
        ]
        if !directory.structures.isEmpty {
            let names: [HTML] = directory.structures.map { "<li>\($0)</li>" }
            facts.append((Text(fr: "Structures", en: "Organisations"), "<ul>\(names)</ul>"))
        }
        for (structure, since) in directory.designations {
            let day = visit.moments.date(since)
            facts.append(
                (
                    Text(fr: "Référent administrateur", en: "Delegated administrator"),
                    "\(structure.name)<small>\(Text(fr: "depuis le \(day)", en: "since \(day)")[language])</small>"
                ))
        }
        let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        return card(
            "identite", Text(fr: "Votre identité", en: "Your identity"), .person,
            "<dl class=\"kv\">\(rows)</dl><p class=\"small\">\(whoCorrects)</p>")
    }

    private var whoCorrects: HTML {
        let site = visit.context.site
        let contact: HTML =
            directory.referents.first { $0.user != user.id }
            .map { "<a href=\"mailto:\($0.email)\">\($0.name)</a>" }
            ?? "<a href=\"mailto:\(site.correspondent)\">\(site.correspondent)</a>"
        return Text(fr: "Une erreur ? Elle est corrigée par {0}", en: "A mistake? It is corrected by {0}")
            .html(language, contact)
    }

    // MARK: - Rights

    private var rights: HTML {
        let heading = Text(fr: "Vos habilitations", en: "Your access rights")
        guard !directory.entitlements.isEmpty else {
            let none = Text(fr: "Vous n’avez pas d’habilitation.", en: "You have no access right.")
            return card("habilitations", heading, .key, "<p>\(none[language])</p>")
        }
        let rows: [HTML] = directory.entitlements.map { right in
            """
            <li><span class="lab">\(right.applicationName)<small>\(held(right))</small>\
            <small>\(granted(right))</small></span></li>
            """
        }
        return card("habilitations", heading, .key, "<ul class=\"rows\">\(rows)</ul>")
    }

    /// « Net-cotisation collectivité\net cotisation, pour Ville de Valmont ».
    private func held(_ right: Entitlement) -> String {
        right.role.path
            + Text(fr: ", pour \(right.structureName)", en: ", on behalf of \(right.structureName)")[language]
    }

    /// « donnée par Nadia Benslimane le 3 mars 2026, jusqu’au 31 décembre 2026 ».
    private func granted(_ right: Entitlement) -> String {
        let day = visit.moments.date(right.grantedAt)
        let by = right.grantedByName ?? visit.context.site.owner[language]
        let end = right.until.map { visit.moments.date($0) }
        return Text(
            fr: "donnée par \(by) le \(day)" + (end.map { ", jusqu’au \($0)" } ?? ""),
            en: "granted by \(by) on \(day)" + (end.map { ", until \($0)" } ?? ""))[language]
    }

    // MARK: - Password

    private func password(_ errors: [FieldError]) -> HTML {
        let subject = PasswordSubject(texts: [], holdsPowers: user.isReferent || user.isOperator)
        let fields: HTML = """
            <input type="hidden" name="email" value="\(user.email)" autocomplete="username">\
            \(Field("actuel", Text(fr: "Mot de passe actuel", en: "Current password"), kind: .password,
                autocomplete: "current-password").html(language, errors: errors))\
            \(Field("nouveau", Text(fr: "Nouveau mot de passe", en: "New password"), kind: .password,
                hint: PasswordWords.rules(policy, for: subject, language), autocomplete: "new-password")
                .html(language, errors: errors))\
            \(Field.reveal("nouveau", language))\
            \(Button(Text(fr: "Changer le mot de passe", en: "Change password"), .primary).submit(language))
            """
        return card(
            "mot-de-passe", Words.password, .lock,
            visit.context.form(to: "/profil", style: "form", fields))
    }

    // MARK: - Sessions and preferences

    private var sessionsCard: HTML {
        let count =
            sessions == 1
            ? Text(fr: "Vous n’êtes connecté que sur cet appareil.", en: "You are signed in on this device only.")
            : Text(
                fr: "Vous êtes connecté sur \(sessions) appareils.", en: "You are signed in on \(sessions) devices.")
        let button = Button(Text(fr: "Voir mes sessions", en: "See my sessions"))
        return card(
            "sessions", Words.sessions, .computer,
            "<p>\(count[language])</p>\(button.link(language, to: "/profil/sessions"))")
    }

    private var dataCard: HTML {
        let words = Text(
            fr: "Tout ce que le site garde à votre sujet : à lire, ou à emporter dans un fichier.",
            en: "All that the site keeps about you: to read, or to take away in a file.")
        let button = Button(Text(fr: "Voir mes données", en: "See my data"))
        return card(
            "donnees", Text(fr: "Vos données", en: "Your data"), .file,
            "<p>\(words[language])</p>\(button.link(language, to: "/profil/donnees"))")
    }

    private var preferences: HTML {
        let languages: [HTML] = Language.allCases.map { choice in
            """
            <label><input type="radio" name="langue" value="\(choice.rawValue)"\
            \(attribute: "checked", if: choice == language)>\
            <span lang="\(choice.rawValue)">\(choice.choose(fr: "Français", en: "English"))</span></label>
            """
        }
        let themes: [HTML] = Theme.allCases.map { theme in
            """
            <label><input type="radio" name="apparence" value="\(theme.rawValue)"\
            \(attribute: "checked", if: theme == visit.context.theme)>\(theme.icon.html)\
            <span>\(theme.label[language])</span></label>
            """
        }
        return preference("langue", Text(fr: "Langue", en: "Language"), .globe, languages, note: mailLanguage)
            + preference("apparence", Text(fr: "Apparence", en: "Appearance"), .systemTheme, themes)
    }

    private var mailLanguage: HTML {
        let words = Text(
            fr: "Des pages, et des messages que vous recevez.", en: "Of pages, and of the mails you receive.")
        return "<p class=\"hint\">\(words[language])</p>"
    }

    /// Nothing changes by choosing alone: a button sends it (RGAA 7.4).
    private func preference(
        _ name: String, _ heading: Text, _ icon: Icon, _ choices: [HTML], note: HTML? = nil
    ) -> HTML {
        let save = Button(
            Text(fr: "Enregistrer", en: "Save"),
            detail: Text(fr: heading.fr.lowercased(), en: heading.en.lowercased()))
        let fields: HTML = """
            <input type="hidden" name="retour" value="/profil">\
            <fieldset class="radios"><legend class="vh">\(heading[language])</legend>\(choices)</fieldset>\(note)\
            \(save.submit(language))
            """
        return card(name, heading, icon, visit.context.form(to: "/\(name)", style: "form", fields))
    }
}
