import Calendar
import Directory
import Markup
import Pages

/// Words and paths that the pages of the journal share.
enum JournalWords {
    static let journal = Text(fr: "Journal", en: "Audit trail")
    static let connections = Text(fr: "Connexions", en: "Sign-ins")
    static let upkeep = Text(fr: "Scellement et conservation", en: "Seals and retention")
    static let action = Text(fr: "Action", en: "Action")
    static let when = Text(fr: "Quand", en: "When")
    static let actor = Text(fr: "Auteur", en: "By")
    static let person = Text(fr: "Personne", en: "Person")
    static let role = Text(fr: "Rôle", en: "Role")
    static let from = Text(fr: "Du", en: "From")
    static let until = Text(fr: "Au", en: "To")
    static let number = Text(fr: "Numéro", en: "Number")
    static let export = Text(fr: "Exporter (CSV)", en: "Export (CSV)")
    static let clear = Text(fr: "Effacer les filtres", en: "Clear filters")
    static let noResult = Text(fr: "Aucun résultat pour ces filtres", en: "No result for these filters")

    static let path = "/journal"

    static func path(_ entry: Int64) -> String { "\(path)/\(entry)" }

    /// The history of a person's accesses.
    static func history(of user: ID<User>) -> String { "\(path)?personne=\(user)&vue=\(JournalGroup.access.rawValue)" }

    /// The history of a role.
    static func history(of role: ID<Role>) -> String { "\(path)?role=\(role)" }

    /// The tabs of the journal: what was changed, who signed in, and, for the operator, how it is kept.
    static func tabs(_ current: String, isOperator: Bool, _ language: Language) -> HTML {
        var tabs = [(path, Text(fr: "Changements", en: "Changes")), (path + "/connexions", connections)]
        if isOperator { tabs.append((path + "/etat", Text(fr: "Scellement", en: "Seals"))) }
        let items: [HTML] = tabs.map { address, label in
            """
            <li><a href="\(address)"\(attribute: "aria-current", address == current ? "page" : nil)>\
            \(label[language])</a></li>
            """
        }
        return "<nav class=\"tabs\" aria-label=\"\(journal[language])\"><ul>\(items)</ul></nav>"
    }

    /// The pages above an event.
    static let crumbs: [Crumb] = [.portal, Crumb(journal, path)]

    /// The day of a line: « Aujourd’hui », « Hier », « 3 mars 2026 ».
    static func day(_ day: CalendarDay, today: CalendarDay, _ language: Language) -> String {
        if day == today { return Text(fr: "Aujourd’hui", en: "Today")[language] }
        if day == today.advanced(by: -1) { return Text(fr: "Hier", en: "Yesterday")[language] }
        return Dates.day(day, language)
    }

    /// « Karim Amrani », with a link where the page may be seen.
    static func person(_ name: String, _ id: ID<User>?, isLinked: Bool) -> HTML {
        guard let id, isLinked else { return "\(name)" }
        return "<a href=\"\(UserWords.path(id))\">\(name)</a>"
    }
}
