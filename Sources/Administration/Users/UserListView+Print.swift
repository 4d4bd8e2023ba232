import Directory
import FoundationEssentials
import Markup
import Pages

extension UserListView {
    /// The list on paper: everybody it shows, up to a bound, without what is only of use on a screen.
    func printed(_ rows: [UserListRow], limit: Int) -> Page {
        let table = TableShell(
            id: "liste", caption: "\(scope) · \(Dates.day(visit.now, language))\(narrowing)",
            columns: [
                UserWords.name, Words.email, UserWords.structure, DirectoryTabs.Tab.applications.label, UserWords.state,
                UserWords.lastSignIn,
            ],
            rows: rows.map { row in
                [
                    "\(row.user.familyName.uppercased()) \(row.user.givenName)", "\(row.user.email)",
                    "\(row.structures.joined(separator: ", "))",
                    row.applications.isEmpty ? "–" : "\(row.applications.joined(separator: ", "))",
                    state(of: row), visit.lastSignIn(row.lastSignInAt, for: user),
                ]
            })
        let how = Text(
            fr: "Imprimez cette page depuis le menu de votre navigateur (Ctrl + P).",
            en: "Print this page from your browser’s menu (Ctrl + P).")
        let cut: HTML? =
            rows.count == limit && known.page.total > limit
            ? Notice(
                .warning,
                "<p>\(Text(fr: "Les \(Numbers.grouped(limit, .fr)) premiers seulement : filtrez la liste, ou exportez-la.", en: "The first \(Numbers.grouped(limit, .en)) only: filter the list, or export it.")[language])</p>"
            ).html : nil
        return Page(
            UserWords.users, crumbs: UserWords.crumbs(), place: Text(fr: "Version imprimable", en: "Printable version"),
            content: "<p class=\"onscreen\">\(how[language])</p>\(cut)\(table.html(language))")
    }

    /// What the printed list is narrowed to, behind its scope.
    private var narrowing: HTML {
        let view = views(with: []).first { $0.0 == list.view && list.view != .all }?.1
        let parts = [view?[language], state.isFiltered ? sought[language] : nil].compactMap(\.self)
        return parts.isEmpty ? .empty : " · \(parts.joined(separator: " · "))"
    }
}
