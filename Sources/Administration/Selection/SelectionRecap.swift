import Directory
import Jobs
import Markup
import Pages

/// `/annuaire/utilisateurs/selection/{choix}`: the people by name, before anything is written.
struct SelectionRecap {
    /// People named on the page; the others are counted.
    static let shown = 20

    let job: Job
    let people: [JobItem]
    let count: Int
    /// Where `Annuler` leads.
    let cancel: String
    /// Of a role to give: which ones there are, and for which structures.
    var roles: [(value: String, label: String)] = []
    var structures: [Structure] = []
    /// What was chosen before the form came back.
    var chosenRole = ""
    var chosenStructure = ""
    var until = ""
    var reason = ""
    /// The role that is taken back.
    var role: String?
    let visit: Visit

    private var language: Language { visit.language }

    func page(_ errors: [FieldError]) -> Page {
        let about: HTML? = role.map { " <strong>\($0)</strong>" }
        return Page(
            SelectionWords.title(job.task, count), crumbs: UserWords.crumbs(), errors: errors,
            content: """
                <p class="lead">\(SelectionWords.lead(job.task)[language])\(about)</p>\(names)\(form(errors))
                """)
    }

    /// The first of them, each with the structure, and how many more.
    private var names: HTML {
        let title = Text(fr: "Personnes choisies", en: "People chosen")
        let lines: [HTML] = people.compactMap { item in
            guard case .person(let person) = item.subject else { return nil }
            return """
                <li><strong>\(person.name)</strong> <span class="muted">\(person.email) · \(person.structureNames)</span></li>
                """
        }
        let rest = count - people.count
        let more = Text(
            fr: rest == 1 ? "et une autre personne" : "et \(Numbers.grouped(rest, .fr)) autres personnes",
            en: rest == 1 ? "and one more person" : "and \(Numbers.grouped(rest, .en)) more people")
        let others: HTML? = rest > 0 ? "<li>\(more[language])</li>" : nil
        return """
            <section class="card recap"><h2>\(title[language]) <span class="num muted">\(Numbers.grouped(count, language))</span></h2>\
            <ul class="plainlist">\(lines)\(others)</ul></section>
            """
    }

    private func form(_ errors: [FieldError]) -> HTML {
        var isRed = false
        var fields: HTML = .empty
        switch job.task {
        case .assign: fields = assignment(errors)
        case .delete: isRed = true
        case .revoke:
            isRed = true
            fields = Field(
                "motif", Text(fr: "Motif (facultatif)", en: "Reason (optional)"),
                hint: "\(Text(fr: "Gardé dans le journal", en: "Kept in the audit trail")[language])", value: reason,
                isRequired: false
            ).html(language, errors: errors)
        case .invite, .import: break
        }
        return visit.context.form(
            to: SelectionWords.path(job.id), style: "form narrow below",
            """
            \(fields)<p class="actions">\(Button(SelectionWords.button(job.task, count), isRed ? .destructive : .primary)
                .submit(language))\
            <a class="btn quiet" href="\(cancel)">\(Words.cancel[language])</a></p>
            """)
    }

    private func assignment(_ errors: [FieldError]) -> HTML {
        let choose = Text(fr: "Choisissez un rôle", en: "Choose a role")
        let role = SelectField(
            name: "role", label: Text(fr: "Rôle", en: "Role"), options: [("", choose[language])] + roles,
            chosen: chosenRole)
        let all = Text(fr: "Chacune de leurs structures", en: "Each of their organisations")
        let place: HTML? =
            structures.count > 1
            ? SelectField(
                name: "structure", label: Text(fr: "Pour", en: "For"),
                options: [("", all[language])] + structures.map { ($0.id.description, $0.name) },
                chosen: chosenStructure
            ).html(language, errors: errors) : nil
        let end = Field(
            "jusquau", Text(fr: "Jusqu’au (facultatif)", en: "Until (optional)"), kind: .date,
            hint:
                "\(Text(fr: "Dernier jour de l’habilitation ; sans date, elle dure.", en: "Last day of the access right; without a date, it lasts.")[language])",
            value: until, isRequired: false)
        return "\(role.html(language, errors: errors))\(place)\(end.html(language, errors: errors))"
    }
}
