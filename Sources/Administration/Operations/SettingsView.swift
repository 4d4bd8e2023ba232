import Directory
import Markup
import Pages

/// `/exploitation/reglages`: one form for what is set, and one for the logo.
struct SettingsView {
    /// Every setting that was set.
    let stored: [String: String]
    /// What was typed, when the form comes back with errors.
    let typed: [Setting: String]?
    let visit: Visit

    private var language: Language { visit.language }
    private var site: SiteIdentity { visit.context.site }

    /// The field of a setting, and its id: `site-name`.
    static func field(_ setting: Setting) -> String {
        setting.rawValue.map { $0 == "." ? "-" : String($0) }.joined()
    }

    func page(_ errors: [FieldError]) -> Page {
        let title = Text(fr: "Réglages du site", en: "Settings of the site")
        let lead = Text(
            fr: "Un champ vide reprend ce que dit le fichier de configuration. Chaque changement est dans le journal.",
            en: "An empty field goes back to what the configuration file says. Every change is in the audit trail.")
        let save = Button(Text(fr: "Enregistrer", en: "Save"), .primary).submit(language)
        let fields: HTML = """
            \(group(Text(fr: "Le site", en: "The site"), [.name, .subtitleFrench, .subtitleEnglish, .owner], errors))\
            \(group(Text(fr: "Contacts", en: "Contacts"), [.correspondent, .dataProtectionOfficer], errors))\
            \(colours(errors))\
            \(group(Text(fr: "Mentions légales", en: "Legal notice"), [.legalAddress, .legalDirector, .legalHost], errors))\
            \(group(Text(fr: "Annuaire", en: "Directory"), [.dormantDays], errors))\
            <p class="actions">\(save)<a class="btn quiet" href="/exploitation">\(Words.cancel[language])</a></p>
            """
        let content: HTML = """
            <p class="lead">\(lead[language])</p><div class="cols"><div class="stack">\
            \(visit.context.form(to: "/exploitation/reglages", style: "form", fields))</div>\
            <div class="stack">\(logo(errors))</div></div>
            """
        return Page(title, crumbs: [.portal, .operations], errors: errors, content: content)
    }

    // MARK: - Fields

    private func group(_ heading: Text, _ settings: [Setting], _ errors: [FieldError]) -> HTML {
        """
        <section class="card"><h2>\(heading[language])</h2>\(settings.map { field($0, errors) })</section>
        """
    }

    private func field(_ setting: Setting, _ errors: [FieldError]) -> HTML {
        let kind: Field.Kind =
            switch setting {
            case .correspondent, .dataProtectionOfficer: .email
            case .dormantDays: .number
            default: .text
            }
        return Field(
            Self.field(setting), setting.label, kind: kind, hint: hint(setting),
            value: typed?[setting] ?? stored[setting.rawValue] ?? "", autocomplete: "off", isRequired: false
        ).html(language, errors: errors)
    }

    /// What counts while the field is empty.
    private func hint(_ setting: Setting) -> HTML? {
        let now: String? =
            switch setting {
            case .name: site.name
            case .subtitleFrench: site.subtitle.fr
            case .subtitleEnglish: site.subtitle.en
            case .owner: site.owner[language]
            case .correspondent: site.correspondent
            case .dataProtectionOfficer: site.dataProtectionOfficer
            case .dormantDays: "180"
            case .legalAddress, .legalDirector, .legalHost, .accent, .darkAccent: nil
            }
        guard let now, stored[setting.rawValue] == nil else { return nil }
        return "\(Text(fr: "Actuellement : \(now)", en: "Now: \(now)")[language])"
    }

    private func colours(_ errors: [FieldError]) -> HTML {
        let rule = Text(
            fr:
                "En six chiffres hexadécimaux, par exemple #0B5A60. Le contraste avec tous les fonds est vérifié : au moins 4,5 pour 1. Sans couleur sombre, la plus proche qui convient est calculée.",
            en:
                "Six hexadecimal digits, for example #0B5A60. The contrast with every background is checked: at least 4.5 to 1. Without a dark colour, the nearest that will do is computed."
        )
        return """
            <section class="card"><h2>\(Text(fr: "Couleur", en: "Colour")[language])</h2>\
            <p class="hint">\(rule[language])</p>\(swatches)\(field(.accent, errors))\(field(.darkAccent, errors))</section>
            """
    }

    /// The two shades in use, as drawings: a style attribute is not allowed on any page.
    private var swatches: HTML? {
        guard let accent = site.accent else { return nil }
        let shades: [(Colour, Text)] = [
            (accent.light, Text(fr: "claire", en: "light")), (accent.dark, Text(fr: "sombre", en: "dark")),
        ]
        let drawn: [HTML] = shades.map { colour, name in
            """
            <li class="tag"><svg class="swatch" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
            <rect x="2" y="2" width="20" height="20" rx="5" fill="\(colour.hex)"/></svg>\(colour.hex) (\(name[language]))</li>
            """
        }
        return "<ul class=\"tags\">\(drawn)</ul>"
    }

    // MARK: - Logo

    private func logo(_ errors: [FieldError]) -> HTML {
        let heading = Text(fr: "Logo", en: "Logo")
        let rule = Text(
            fr: "PNG de 16 × 16 à 1024 × 512 pixels, 64 Kio au plus ; affiché sur 40 pixels de haut, à gauche du nom.",
            en: "PNG of 16 × 16 to 1024 × 512 pixels, at most 64 KiB; shown 40 pixels high, left of the name.")
        let error = errors.first { $0.field == "logo" }
        let fields: HTML = """
            <div class="field\(" bad", if: error != nil)"><label for="logo">\
            \(Text(fr: "Image", en: "Image")[language])</label><div class="hint" id="logo-aide">\(rule[language])</div>\
            \(error.map { $0.html(language) })<input id="logo" name="logo" type="file" accept="image/png" \
            aria-describedby="logo-aide\(" logo-erreur", if: error != nil)"\
            \(attribute: "aria-invalid", error == nil ? nil : "true")></div>\
            \(Button(Text(fr: "Enregistrer le logo", en: "Save the logo")).submit(language))
            """
        let remove: HTML? =
            site.logo == nil
            ? nil
            : visit.context.form(
                to: "/exploitation/reglages/logo/retirer", style: "below",
                Button(Text(fr: "Retirer le logo", en: "Remove the logo")).submit(language))
        return """
            <section class="card"><h2>\(heading[language])</h2>\
            \(visit.context.form(to: "/exploitation/reglages/logo", style: "form", carriesFiles: true, fields))\(remove)</section>
            """
    }
}
