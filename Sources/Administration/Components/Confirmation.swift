import HTTP
import Markup
import Pages

/// A page that asks before something is lost: what goes, what stays, the red button that names the object, and a way
/// back. The change happens only when its form is posted.
struct Confirmation {
    /// « Supprimer Didier Boyer ? »
    let title: Text
    let crumbs: [Crumb]
    /// What happens at once, in a sentence.
    let lead: HTML
    /// What goes and what stays.
    var consequences: [Section] = []
    /// Further fields of the form: a reason, the version of the row it was shown for.
    var fields: HTML = .empty
    /// « Supprimer Didier Boyer »
    let button: Text
    var weight = Button.Weight.destructive
    /// Where the form is posted.
    let action: String
    /// Where « Annuler » leads.
    let cancel: String
    var errors: [FieldError] = []

    /// Consequences of one kind.
    struct Section {
        let title: Text
        let lines: [HTML]
    }

    func response(_ context: PageContext, status: Status = .ok) -> Response {
        let language = context.language
        let lists: [HTML] = consequences.filter { !$0.lines.isEmpty }.map { section in
            let items: [HTML] = section.lines.map { "<li>\($0)</li>" }
            return "<h2>\(section.title[language])</h2><ul>\(items)</ul>"
        }
        let form = context.form(
            to: action, style: "form",
            """
            \(fields)<p class="actions">\(Button(button, weight).submit(language))\
            <a class="btn quiet" href="\(cancel)">\(Words.cancel[language])</a></p>
            """)
        let content: HTML = "<p class=\"lead\">\(lead)</p><div class=\"prose ask\">\(lists)</div>\(form)"
        return Page(title, crumbs: crumbs, errors: errors, content: content).response(context, status: status)
    }
}
