import Directory
import Jobs
import Markup
import Pages

/// `/annuaire/utilisateurs/importer/{lot}`: what would become of each line; what is wrong comes first.
struct ImportPreview {
    struct Known {
        let counts: [ImportAssessment.Verdict: Int]
        /// The first lines that cannot be used.
        let wrong: [JobItem]
        /// Lines that can, with something to know.
        let noted: [JobItem]
        /// Accounts that are there already, and get one more structure.
        let attached: [JobItem]
        /// The first of those that are written.
        let first: [JobItem]
        /// How many lines carry a proposal.
        let proposals: Int
        /// Where people without a structure of their own go.
        let structure: String?
    }

    /// Lines of one kind on the page; the rest is in the file.
    static let shown = 100

    let job: Job
    let settings: ImportSettings
    let known: Known
    let visit: Visit

    private var language: Language { visit.language }
    private var layout: ImportLayout { settings.layout }
    private var path: String { ImportWords.path(job.id) }

    private func count(_ verdicts: ImportAssessment.Verdict...) -> Int {
        verdicts.reduce(0) { $0 + (known.counts[$1] ?? 0) }
    }

    private var valid: Int { count(.create, .attach, .grant, .restore) }
    private var wrong: Int { count(.error, .ask) }

    static func decision(_ value: String) -> Jobs.Mending? {
        switch value {
        case "corriger": .fix
        case "inverser": .swap
        case "restaurer": .restore
        case "nouveau": .newPerson
        default: nil
        }
    }

    // MARK: - The page

    var page: Page {
        let title = Text(fr: "Vérifier la liste avant d’importer", en: "Check the list before importing")
        let content: HTML = """
            \(counters)\(source)\(mending)\(attached)\(first)\(decision)
            """
        return Page(
            title, crumbs: UserWords.crumbs() + [Crumb(ImportWords.title, ImportWords.path)],
            place: Text(fr: "Vérifier", en: "Check"), content: content)
    }

    /// « 38 à créer · 4 déjà présents · 3 en erreur »
    private var counters: HTML {
        let shown = ImportAssessment.Verdict.allCases.filter { count($0) > 0 }
        let tags: [HTML] = shown.map { verdict in
            let (tone, icon): (Tag.Tone, Icon) =
                switch verdict {
                case .create, .attach, .grant, .restore: (.good, .done)
                case .present: (.waiting, .info)
                case .ask: (.attention, .info)
                case .error: (.attention, .warning)
                }
            let words = ImportWords.count(count(verdict), verdict, language)
            return "<li class=\"\(tone.rawValue)\">\(icon.html)\(words)</li>"
        }
        let name = Text(fr: "Ce qui sera fait", en: "What will be done")
        return "<ul class=\"tags counters\" aria-label=\"\(name[language])\">\(tags)</ul>"
    }

    /// What was read, and how.
    private var source: HTML {
        let lines = Numbers.counted(
            known.counts.values.reduce(0, +), one: Text(fr: "ligne", en: "line"), many: Text(fr: "lignes", en: "lines"),
            language)
        let between: Text =
            switch settings.separator {
            case "\t": Text(fr: "séparée par des tabulations", en: "separated by tabs")
            case ",": Text(fr: "séparée par des virgules", en: "separated by commas")
            default: Text(fr: "séparée par des points-virgules", en: "separated by semicolons")
            }
        let list = settings.file ?? Text(fr: "Liste collée", en: "Pasted list")[language]
        var parts = [list, lines, between[language], settings.encoding.rawValue]
        if let structure = known.structure { parts.append(structure) }
        let ignored = layout.ignored
        let unused: HTML? =
            ignored.isEmpty
            ? nil
            : Notice(
                .info,
                "<p>\(Text(fr: "Colonnes laissées de côté : ", en: "Columns left aside: ")[language])\(ignored.prefix(20).joined(separator: ", "))</p>"
            ).html
        return
            "<p class=\"muted below\">\(parts.joined(separator: " · "))</p>\(unused.map { "<div class=\"below\">\($0)</div>" as HTML })"
    }

    // MARK: - What is wrong

    /// One form for all that can be decided of lines.
    private var mending: HTML? {
        guard !known.wrong.isEmpty || !known.noted.isEmpty else { return nil }
        let apply = Text(fr: "Appliquer ce qui est coché", en: "Apply what is ticked")
        let all = Text(
            fr: known.proposals == 1
                ? "Accepter la correction proposée"
                : "Accepter les \(Numbers.grouped(known.proposals, .fr)) corrections proposées",
            en: known.proposals == 1
                ? "Accept the proposed correction"
                : "Accept the \(Numbers.grouped(known.proposals, .en)) proposed corrections")
        let hasChoices = (known.wrong + known.noted).contains { !choices($0).isEmpty }
        var buttons: [HTML] = []
        if known.proposals > 0 { buttons.append(Button(all).submit(language, name: "action", value: "toutes")) }
        if hasChoices { buttons.append(Button(apply).submit(language, name: "action", value: "cochees")) }
        if wrong > 0 {
            let file = Text(fr: "Télécharger les lignes en erreur (CSV)", en: "Download the lines in error (CSV)")
            buttons.append(Button(file, .quiet, icon: .download).link(language, to: path + "/erreurs"))
        }
        return visit.context.form(
            to: path + "/corrections",
            "\(wrongTable)\(notedTable)<p class=\"actions below\">\(buttons)</p>")
    }

    private var wrongTable: HTML? {
        guard wrong > 0 else { return nil }
        let title = Text(
            fr: wrong == 1
                ? "1 ligne ne sera pas importée" : "\(Numbers.grouped(wrong, .fr)) lignes ne seront pas importées",
            en: wrong == 1 ? "1 line will not be imported" : "\(Numbers.grouped(wrong, .en)) lines will not be imported"
        )
        let more = Text(
            fr: "Les \(Self.shown) premières sont ici, toutes sont dans le fichier à télécharger.",
            en: "The first \(Self.shown) are here, all of them are in the file to download.")
        let rest: HTML? = wrong > known.wrong.count ? "<p class=\"small\">\(more[language])</p>" : nil
        return """
            <section class="apart"><h2>\(title[language])</h2>\(rest)\
            \(table("erreurs", title, known.wrong, reasons: { item in
                (item.assessment?.problems ?? []).map { problem in
                    (ImportWords.column(problem.column), ImportWords.words(problem))
                }
            }))</section>
            """
    }

    private var notedTable: HTML? {
        guard !known.noted.isEmpty else { return nil }
        let title = Text(fr: "À savoir avant d’importer", en: "To know before importing")
        return """
            <section class="apart"><h2>\(title[language])</h2>\
            \(table("remarques", title, known.noted, reasons: { item in
                (item.assessment?.notices ?? []).map { (nil, ImportWords.words($0)) }
            }))</section>
            """
    }

    private func table(
        _ id: String, _ caption: Text, _ items: [JobItem], reasons: (JobItem) -> [(column: Text?, words: Text)]
    ) -> HTML {
        TableShell(
            id: id, caption: "\(caption[language])",
            columns: [
                Text(fr: "Ligne", en: "Line"), Text(fr: "Personne", en: "Person"),
                Text(fr: "Ce qui se passe", en: "What is the matter"), Text(fr: "Proposition", en: "Proposal"),
            ],
            rows: items.map { item in
                let told: [HTML] = reasons(item).map { column, words in
                    let place: HTML? = column.map { "<strong>\($0[language])</strong> " }
                    return "<li>\(place)\(words[language])</li>"
                }
                let offered = choices(item)
                return [
                    "<span class=\"num\">\(item.number)</span>", who(item), "<ul class=\"plainlist\">\(told)</ul>",
                    offered.isEmpty ? "<span class=\"muted\">–</span>" : "<div>\(offered)</div>",
                ]
            }
        ).html(language)
    }

    /// The line's words as they stand in the file.
    private func who(_ item: JobItem) -> HTML {
        guard case .line(let line) = item.subject else { return .empty }
        let name = [line.text(.familyName, layout), line.text(.givenName, layout)].filter { !$0.isEmpty }
        let email = line.text(.email, layout)
        let shown = name.isEmpty ? "–" : name.joined(separator: " ")
        return "\(String(shown.prefix(120)))<small class=\"muted cut\">\(String(email.prefix(120)))</small>"
    }

    /// What can be decided of a line.
    private func choices(_ item: JobItem) -> [HTML] {
        guard let assessment = item.assessment else { return [] }
        let fixes = assessment.problems.compactMap(\.fix)
        if !fixes.isEmpty {
            let texts = fixes.map { "\(ImportWords.column($0.column)[language]) : \($0.text)" }.joined(separator: ", ")
            return [box(item, "checkbox", "corriger", Text(fr: texts, en: texts))]
        }
        if case .deletedLately(let canRestore)? = assessment.problems.first?.kind {
            let same = Text(fr: "La même personne : restaurer son compte", en: "The same person: restore the account")
            let other = Text(fr: "Une autre personne : nouveau compte", en: "Another person: a new account")
            return (canRestore ? [box(item, "radio", "restaurer", same)] : [])
                + [box(item, "radio", "nouveau", other)]
        }
        if assessment.notices.contains(.swappedNames) {
            return [box(item, "checkbox", "inverser", Text(fr: "Inverser nom et prénom", en: "Swap the names"))]
        }
        return []
    }

    private func box(_ item: JobItem, _ kind: String, _ value: String, _ label: Text) -> HTML {
        let line = Text(fr: "Ligne \(item.number) : ", en: "Line \(item.number): ")
        return """
            <label class="check"><input type="\(kind)" name="ligne-\(item.number)" value="\(value)">\
            <span><span class="vh">\(line[language])</span>\(label[language])</span></label>
            """
    }

    // MARK: - What will be written

    private var attached: HTML? {
        let number = count(.attach)
        guard number > 0 else { return nil }
        let title = Text(fr: "Déjà un compte", en: "An account already")
        let words = Text(
            fr:
                "Ces personnes gardent leur compte et leur mot de passe ; elles seront aussi rattachées à la structure.",
            en: "These people keep their account and their password; they will also be attached to the organisation.")
        let lines: [HTML] = known.attached.map { "<li>\(who($0))</li>" }
        let rest: HTML? = number > known.attached.count ? "<li>…</li>" : nil
        return """
            <section class="apart"><h2>\(title[language]) <span class="num muted">\(Numbers.grouped(number, language))</span></h2>\
            <p>\(words[language])</p><details class="more"><summary>\(Text(fr: "Voir la liste", en: "See the list")[language])\
            </summary><ul class="plainlist">\(lines)\(rest)</ul></details></section>
            """
    }

    private var first: HTML? {
        guard !known.first.isEmpty else { return nil }
        let title = Text(fr: "Les premières lignes à écrire", en: "The first lines to be written")
        let rows: [[HTML]] = known.first.map { item in
            guard case .line(let line) = item.subject, let assessment = item.assessment else { return [] }
            let structure = line.text(.structure, layout)
            let roles = line.text(.roles, layout)
            return [
                "<span class=\"num\">\(item.number)</span>", who(item),
                "\(structure.isEmpty ? known.structure ?? "–" : structure)", "\(roles.isEmpty ? "–" : roles)",
                "\(ImportWords.verdict(assessment.verdict)[language])",
            ]
        }
        return """
            <section class="apart"><h2>\(title[language])</h2>\
            \(TableShell(
                id: "premieres", caption: "\(title[language])",
                columns: [
                    Text(fr: "Ligne", en: "Line"), Text(fr: "Personne", en: "Person"), UserWords.structure,
                    ImportWords.column(.roles), Text(fr: "Effet", en: "Effect"),
                ], rows: rows
            ).html(language))</section>
            """
    }

    private var decision: HTML {
        let discard = visit.context.form(
            to: path + "/abandonner",
            "<button class=\"linkbtn\">\(Text(fr: "Jeter cette liste", en: "Throw this list away")[language])</button>")
        guard valid > 0 else {
            let none = Text(
                fr: "Aucune ligne ne peut être importée telle quelle.", en: "No line can be imported as it is.")
            let other = Button(Text(fr: "Choisir un autre fichier", en: "Choose another file"), .primary)
                .link(language, to: ImportWords.path)
            return """
                <section class="apart">\(Notice(.warning, "<p>\(none[language])</p>").html)\
                <p class="actions">\(other)</p>\(discard)</section>
                """
        }
        let button = Text(
            fr: valid == 1 ? "Importer la ligne valide" : "Importer les \(Numbers.grouped(valid, .fr)) lignes valides",
            en: valid == 1 ? "Import the valid line" : "Import the \(Numbers.grouped(valid, .en)) valid lines")
        let invite = Text(
            fr: "Envoyer aux nouveaux utilisateurs l’invitation à créer leur mot de passe",
            en: "Send new users the invitation to create their password")
        let box: HTML = """
            <label class="check"><input type="checkbox" name="invitations" value="oui" checked>\
            <span>\(invite[language])</span></label>
            """
        let form = visit.context.form(
            to: path, style: "form",
            """
            \(count(.create) > 0 ? box : nil)<p class="actions">\(Button(button, .primary).submit(language))\
            <a class="btn quiet" href="\(ImportWords.path)">\(Words.cancel[language])</a></p>
            """)
        return "<section class=\"apart\">\(form)\(discard)</section>"
    }
}
