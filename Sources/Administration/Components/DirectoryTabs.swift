import Markup
import Pages

/// « Structures 7 · Utilisateurs 1 118 · Applications 4 »: the three lists of the directory, as links to pages.
struct DirectoryTabs {
    /// One of the lists.
    enum Tab: CaseIterable {
        case structures, users, applications

        var path: String {
            switch self {
            case .structures: "/annuaire/structures"
            case .users: "/annuaire/utilisateurs"
            case .applications: "/annuaire/applications"
            }
        }

        var label: Text {
            switch self {
            case .structures: Text(fr: "Structures", en: "Organisations")
            case .users: Text(fr: "Utilisateurs", en: "Users")
            case .applications: Text(fr: "Applications", en: "Applications")
            }
        }
    }

    /// How many each list holds in the person's scope.
    struct Counts {
        let structures: Int
        let users: Int
        let applications: Int
    }

    let counts: Counts
    /// The list of this page.
    let current: Tab

    func html(_ language: Language) -> HTML {
        let items: [HTML] = Tab.allCases.map { tab in
            """
            <li><a href="\(tab.path)"\(attribute: "aria-current", tab == current ? "page" : nil)>\
            \(tab.label[language]) <span class="cnt num">\(Numbers.grouped(count(of: tab), language))</span></a></li>
            """
        }
        let name = Text(fr: "Annuaire", en: "Directory")
        return "<nav class=\"tabs\" aria-label=\"\(name[language])\"><ul>\(items)</ul></nav>"
    }

    private func count(of tab: Tab) -> Int {
        switch tab {
        case .structures: counts.structures
        case .users: counts.users
        case .applications: counts.applications
        }
    }
}

extension Crumb {
    /// « Applications », the portal.
    static let portal = Crumb(Words.applications, "/")
    /// « Annuaire », its first list.
    static let directory = Crumb(Text(fr: "Annuaire", en: "Directory"), "/annuaire")

    /// One of the directory's lists.
    static func list(_ tab: DirectoryTabs.Tab) -> Crumb { Crumb(tab.label, tab.path) }
}

extension Text {
    /// « Annuaire des identités et des accès »: what the three lists are together.
    static let directory = Text(
        fr: "Annuaire des identités et des accès", en: "Identity and access directory")
}
