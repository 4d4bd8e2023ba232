import Directory
import Jobs
import Markup
import Pages

/// `/annuaire/utilisateurs/importer`: choose a file, or paste a list.
struct ImportFormView {
    let structures: [Structure]
    /// The roles that this person may give.
    let roles: [String]
    let chosen: ID<Structure>?
    let pasted: String
    let context: PageContext

    private var language: Language { context.language }

    func page(_ errors: [FieldError]) -> Page {
        let lead = Text(
            fr:
                "Une liste de \(Numbers.grouped(Jobs.importLimit, .fr)) personnes au plus, enregistrée au format CSV depuis votre tableur. Rien n’est écrit avant que vous ayez vu ce qui le sera.",
            en:
                "A list of at most \(Numbers.grouped(Jobs.importLimit, .en)) people, saved as CSV from your spreadsheet. Nothing is written before you have seen what will be."
        )
        let content: HTML = """
            <p class="lead">\(lead[language])</p><div class="cols">\(form(errors))\(aside)</div>
            """
        return Page(ImportWords.title, crumbs: UserWords.crumbs(), errors: errors, content: content)
    }

    private func form(_ errors: [FieldError]) -> HTML {
        context.form(
            to: ImportWords.path, style: "form card", carriesFiles: true,
            """
            \(file(errors))\(paste(errors))\(structure(errors))\
            <p class="actions">\(Button(ImportWords.check, .primary).submit(language))\
            <a class="btn quiet" href="\(UserWords.list)">\(Words.cancel[language])</a></p>
            """)
    }

    private func file(_ errors: [FieldError]) -> HTML {
        let label = Text(fr: "Fichier CSV", en: "CSV file")
        let hint = Text(fr: "4 Mio au plus, une personne par ligne", en: "At most 4 MiB, one person per line")
        let error = errors.first { $0.field == "fichier" }
        let described = error == nil ? "fichier-aide" : "fichier-aide fichier-erreur"
        return """
            <div class="field\(" bad", if: error != nil)"><label for="fichier">\(label[language])</label>\
            <div class="hint" id="fichier-aide">\(hint[language])</div>\(error.map { $0.html(language) })\
            <input id="fichier" name="fichier" type="file" accept=".csv,.txt,text/csv,text/plain" \
            aria-describedby="\(described)"\(attribute: "aria-invalid", error == nil ? nil : "true")></div>
            """
    }

    private func paste(_ errors: [FieldError]) -> HTML {
        let summary = Text(fr: "Ou coller une liste", en: "Or paste a list")
        let label = Text(fr: "Liste, avec la ligne des en-têtes", en: "List, with the line of headings")
        let error = errors.first { $0.field == "liste" }
        let isOpen = !pasted.isEmpty || error != nil
        return """
            <details class="more"\(attribute: "open", if: isOpen)><summary>\(summary[language])</summary>\
            <div class="field\(" bad", if: error != nil)"><label for="liste">\(label[language])</label>\
            \(error.map { $0.html(language) })<textarea id="liste" name="liste" rows="8" spellcheck="false"\
            \(attribute: "aria-describedby", error == nil ? nil : "liste-erreur")\
            \(attribute: "aria-invalid", error == nil ? nil : "true")>\(pasted)</textarea></div></details>
            """
    }

    private func structure(_ errors: [FieldError]) -> HTML? {
        guard structures.count > 1 else { return nil }
        let none = Text(fr: "Celle que dit le fichier", en: "The one that the file names")
        let hint = Text(
            fr: "Pour les lignes qui n’en nomment aucune", en: "For lines that name none")
        return SelectField(
            name: "structure", label: UserWords.structure,
            options: [("", none[language])] + structures.map { ($0.id.description, $0.name) },
            chosen: chosen?.description ?? "", hint: "\(hint[language])"
        ).html(language, errors: errors)
    }

    // MARK: - Beside the form

    private var aside: HTML {
        let columns = Text(fr: "Les colonnes", en: "The columns")
        let needed = Text(fr: "Obligatoires :", en: "Required:")
        let others = Text(fr: "Facultatives :", en: "Optional:")
        let words = Text(
            fr:
                "Dans l’ordre que vous voulez, avec ou sans accents. Plusieurs rôles se séparent par une barre ( | ) ; la structure se donne par son nom ou son SIRET.",
            en:
                "In any order, with or without accents. Several roles are separated by a bar ( | ); the organisation goes by its name or its SIRET."
        )
        let template = Text(fr: "Télécharger le modèle (CSV)", en: "Download the template (CSV)")
        let optional = ImportColumn.allCases.filter { !ImportColumn.required.contains($0) }
        return """
            <aside class="aside"><section><h2>\(columns[language])</h2>\
            <p>\(needed[language]) \(names(ImportColumn.required)).</p><p>\(others[language]) \(names(optional)).</p>\
            <p>\(words[language])</p><p class="below">\(Button(template, icon: .download)
                .link(language, to: ImportWords.path + "/modele"))</p></section>\(rolesSection)</aside>
            """
    }

    private func names(_ columns: [ImportColumn]) -> HTML {
        columns.map { "<strong>\(ImportWords.column($0)[language])</strong>" as HTML }.joined(separator: ", ")
    }

    private var rolesSection: HTML? {
        guard !roles.isEmpty else { return nil }
        let title = Text(fr: "Les rôles que vous pouvez donner", en: "The roles that you may grant")
        let lines: [HTML] = roles.prefix(60).map { "<li>\($0)</li>" }
        return "<section><h2>\(title[language])</h2><ul class=\"plainlist\">\(lines)</ul></section>"
    }
}
