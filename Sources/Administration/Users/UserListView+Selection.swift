import Directory
import Markup
import Pages

extension UserListView {
    /// The table in the form of what can be done to the people ticked: a bar that comes when the first one is, and
    /// counts them, without a script.
    func selection(_ table: HTML) -> HTML {
        let all = SelectionWords.all(known.page.total)
        let total = Numbers.grouped(known.page.total, language)
        let everybody: HTML? =
            known.page.total > rows.count
            ? """
            <span class="n everyone">\(total) \(SelectionWords.selected[language])</span>\
            <label class="check"><input type="checkbox" name="tous" value="oui"><span>\(all[language])</span></label>
            """ : nil
        let actions: [(Text, Icon, String)] = [
            (Text(fr: "Affecter", en: "Assign"), .key, "affecter"),
            (UserWords.resendInvitation, .mail, "inviter"),
            (SelectionWords.export, .download, "exporter"), (UserWords.delete, .delete, "supprimer"),
        ]
        let buttons: [HTML] = actions.map { label, icon, value in
            """
            <button class="btn" name="action" value="\(value)">\(icon.html)\
            <span class="lbl">\(label[language])</span></button>
            """
        }
        return visit.context.form(
            to: state.path(to: "/selection") { _ in }, style: "bulkform",
            """
            \(table)<div class="bulk" role="group" aria-label="\(SelectionWords.actions[language])">\
            <span class="n ticked">\(SelectionWords.selected[language])</span>\(everybody)\(buttons)</div>\
            <p class="vh" role="status" data-announces="\(SelectionWords.selected[language])"></p>
            """)
    }
}
