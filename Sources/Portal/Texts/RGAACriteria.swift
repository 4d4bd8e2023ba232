import Markup
import Pages

/// The 106 criteria of the RGAA 4.1 and what our own tests can say of each: embedded in the program
/// (Resources/RGAA.txt), one line a criterion: number, verdict, reason, title in French, title in English.
///
/// A verdict is given only where a test decides the whole criterion on every page, or where nothing on any page is
/// concerned; everything that needs a person to judge is not yet evaluated, and says so.
enum RGAACriteria {
    /// The state of one criterion.
    enum Verdict: Hashable, Sendable, CaseIterable {
        case conformant, notApplicable, notEvaluated
    }

    struct Criterion: Sendable {
        let number: String
        let verdict: Verdict
        /// The key of `reasons`; empty when there is nothing to say.
        let reason: String
        let title: Text

        /// The theme: 1 to 13.
        var theme: Int { Int(number.prefix { $0 != "." }) ?? 0 }
    }

    static let all: [Criterion] = String(decoding: PackageResources.RGAA_txt, as: UTF8.self)
        .split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 5 else { return nil }
            let verdict: Verdict =
                switch parts[1] {
                case "c": .conformant
                case "n": .notApplicable
                default: .notEvaluated
                }
            return Criterion(
                number: parts[0], verdict: verdict, reason: parts[2], title: Text(fr: parts[3], en: parts[4]))
        }

    static func count(_ verdict: Verdict) -> Int { all.count { $0.verdict == verdict } }

    static let themes: [Text] = [
        Text(fr: "Images", en: "Images"), Text(fr: "Cadres", en: "Frames"), Text(fr: "Couleurs", en: "Colours"),
        Text(fr: "Multimédia", en: "Multimedia"), Text(fr: "Tableaux", en: "Tables"), Text(fr: "Liens", en: "Links"),
        Text(fr: "Scripts", en: "Scripts"), Text(fr: "Éléments obligatoires", en: "Mandatory elements"),
        Text(fr: "Structuration de l’information", en: "Structure of information"),
        Text(fr: "Présentation de l’information", en: "Presentation of information"),
        Text(fr: "Formulaires", en: "Forms"), Text(fr: "Navigation", en: "Navigation"),
        Text(fr: "Consultation", en: "Consultation"),
    ]

    /// What the verdict rests on.
    static let reasons: [String: Text] = [
        "images": Text(
            fr: "Aucune image ne porte d’information : un mot accompagne chacune.",
            en: "No image conveys information: a word stands beside each."),
        "captcha": Text(fr: "Aucun CAPTCHA.", en: "There is no CAPTCHA."),
        "decoration": Text(
            fr: "Vérifié sur chaque page : dessins masqués, logo à alternative vide.",
            en: "Checked on each page: drawings are hidden, the logo’s alternative is empty."),
        "frames": Text(
            fr: "Aucun cadre : la politique de sécurité des pages les interdit.",
            en: "There is no frame: the pages’ security policy forbids them."),
        "media": Text(
            fr: "Ni son, ni vidéo, ni animation : la politique de sécurité des pages les interdit.",
            en: "No sound, video or animation: the pages’ security policy forbids them."),
        "contrast": Text(
            fr:
                "Mesuré sur chaque page essayée, thèmes clair et sombre ; la couleur du site est vérifiée à l’enregistrement.",
            en: "Measured on each tested page, light and dark; the site’s own colour is checked when it is saved."),
        "simple": Text(
            fr: "Les tableaux ont une seule ligne et une seule colonne d’en-têtes.",
            en: "Tables have one row and one column of headers."),
        "layout": Text(fr: "Aucun tableau de mise en forme.", en: "There is no layout table."),
        "tables": Text(
            fr: "Vérifié sur chaque page : titre associé, en-têtes déclarés avec leur portée.",
            en: "Checked on each page: the title is tied, headers are declared with their scope."),
        "names": Text(
            fr: "Vérifié sur chaque page essayée dans un navigateur.", en: "Checked on each page tested in a browser."),
        "markup": Text(fr: "Vérifié sur chaque page.", en: "Checked on each page."),
        "language": Text(
            fr: "Vérifié sur chaque page, en français et en anglais.",
            en: "Checked on each page, in French and in English."),
        "title": Text(fr: "Vérifié sur chaque page.", en: "Checked on each page."),
        "direction": Text(
            fr: "Toutes les langues du site se lisent de gauche à droite.",
            en: "All languages of the site are read from left to right."),
        "styles": Text(
            fr: "Vérifié sur chaque page : aucun style dans le balisage.",
            en: "Checked on each page: no style in the markup."),
        "reflow": Text(
            fr: "Mesuré sur chaque page essayée à 320 pixels de large.",
            en: "Measured on each tested page, 320 pixels wide."),
        "labels": Text(fr: "Vérifié sur chaque page.", en: "Checked on each page."),
        "frame": Text(
            fr: "Vérifié sur chaque page : lien en pied de page.", en: "Checked on each page: a link in the footer."),
        "skip": Text(
            fr: "Vérifié sur chaque page : c’est le premier lien.", en: "Checked on each page: it is the first link."),
        "keys": Text(fr: "Aucun raccourci d’une seule touche.", en: "There is no single-key shortcut."),
        "time": Text(
            fr:
                "La seule limite est la fin de session : avertissement 5 minutes avant, « Rester connecté », saisie gardée. Essayé dans un navigateur, avec et sans script.",
            en:
                "The only limit is the end of the session: warning 5 minutes before, “Stay signed in”, what was typed is kept. Tested in a browser, with scripts and without."
        ),
        "windows": Text(
            fr: "Vérifié sur chaque page : aucun lien n’ouvre de fenêtre.",
            en: "Checked on each page: no link opens a window."),
        "documents": Text(
            fr: "Aucun document bureautique : les fichiers sont des données (CSV, JSON).",
            en: "There is no office document: files are data (CSV, JSON)."),
        "cryptic": Text(fr: "Aucun contenu cryptique.", en: "There is no cryptic content."),
        "motion": Text(
            fr: "Rien ne bouge, ne clignote ni ne flashe.", en: "Nothing moves, blinks or flashes."),
        "gestures": Text(
            fr: "Aucun geste complexe, aucun mouvement de l’appareil.",
            en: "No complex gesture, no movement of the device."),
    ]

    static func words(_ verdict: Verdict) -> Text {
        switch verdict {
        case .conformant: Text(fr: "Conforme", en: "Conformant")
        case .notApplicable: Text(fr: "Non applicable", en: "Not applicable")
        case .notEvaluated: Text(fr: "Non encore évalué", en: "Not yet evaluated")
        }
    }

    /// One table for each theme.
    static func tables(_ language: Language) -> HTML {
        let sections: [HTML] = themes.enumerated().map { index, theme in
            let criteria = all.filter { $0.theme == index + 1 }
            let title = Text(fr: "Thème \(index + 1) : \(theme.fr)", en: "Theme \(index + 1): \(theme.en)")
            let counts = Verdict.allCases.compactMap { verdict -> String? in
                let count = criteria.count { $0.verdict == verdict }
                let label = words(verdict)
                return count == 0 ? nil : Text(fr: "\(label.fr) : \(count)", en: "\(label.en): \(count)")[language]
            }.joined(separator: ", ")
            let table = TableShell(
                id: "theme-\(index + 1)", caption: "\(title[language])",
                columns: [
                    Text(fr: "Critère", en: "Criterion"), Text(fr: "Question", en: "Question"),
                    Text(fr: "Résultat", en: "Result"), Text(fr: "Ce qui le dit", en: "What says so"),
                ],
                rows: criteria.map { criterion in
                    [
                        "\(criterion.number)", "\(criterion.title[language])", "\(words(criterion.verdict)[language])",
                        reasons[criterion.reason].map { "\($0[language])" } ?? "–",
                    ]
                }
            ).html(language)
            return """
                <details class="more"><summary>\(title[language])<span class="small">\(counts)</span></summary>\(table)</details>
                """
        }
        return "<div class=\"criteria\">\(sections)</div>"
    }
}
