import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Pages
import Testing

@testable import Administration

/// The components of lists, on a page as their modules put them together.
struct ComponentTests {
    private let website = Website(identity: .guide, publicURL: .localhost)

    private func context(_ language: Language) throws -> PageContext {
        let request = try Request(
            .get, "/annuaire/utilisateurs", headers: ["accept-language": language.rawValue],
            receivedAt: Date(timeIntervalSince1970: 1_795_357_102))
        return website.context(for: request)
    }

    private func list(_ language: Language) throws -> PageInspection {
        let table = ListTable(
            id: "liste", caption: "<strong>1 à 2</strong>",
            columns: [
                .init(
                    label: Text(fr: "Nom", en: "Name"),
                    sort: .init(path: "/annuaire/utilisateurs?tri=-nom", direction: .ascending)),
                .init(
                    label: Text(fr: "Structure", en: "Organisation"), place: .place,
                    sort: .init(path: "/annuaire/utilisateurs?tri=structure", direction: nil)),
                .init(label: Text(fr: "Actions", en: "Actions"), place: .actions, isSilent: true),
            ],
            rows: [
                .init(
                    cells: [
                        ListTable.person(
                            givenName: "Élodie", familyName: "<b>Barbier", email: "e.b@ville.example", path: "/u/1"),
                        "Ville",
                        ActionMenu(
                            label: Text(fr: "Actions pour Élodie", en: "Actions for Élodie"),
                            items: [
                                .link(.edit, Text(fr: "Modifier", en: "Change"), to: "/u/1/modifier"), .separator,
                                .destructive(.delete, Text(fr: "Supprimer…", en: "Delete…"), to: "/u/1/supprimer"),
                            ]
                        ).html(language),
                    ],
                    selection: ("1", Text(fr: "Sélectionner Élodie", en: "Select Élodie")))
            ],
            selectionName: "u")
        let views = SavedViews(views: [
            .init(label: Text(fr: "Tous", en: "All"), count: 1118, path: "/annuaire/utilisateurs", isCurrent: true)
        ])
        let filters = FilterForm(
            label: Text(fr: "Filtrer les utilisateurs", en: "Filter users"), path: "/annuaire/utilisateurs",
            filters: [
                .search(name: "q", Text(fr: "Nom", en: "Name"), value: "\"><script>"),
                .choice(
                    name: "structure", Text(fr: "Structure", en: "Organisation"),
                    options: [("", "Toutes"), ("3", "Ville")], chosen: "3"),
            ], kept: [("tri", "nom")])
        let pager = Pager(
            first: nil, previous: nil, next: "/annuaire/utilisateurs?apres=2", last: "/annuaire/utilisateurs?page=fin",
            position: Pager.position(1, 2, of: 1118))
        let tabs = DirectoryTabs(counts: .init(structures: 7, users: 1118, applications: 4), current: .users)
        let head = PageHead(Text(fr: "Utilisateurs", en: "Users"), count: 1118, language)
        let context = try context(language)
        let page = Page(
            Text(fr: "Utilisateurs", en: "Users"), shape: .headed, crumbs: [.portal], place: .directory,
            tabs: tabs.html(language),
            content: """
                \(head.html(language))\(views.html(language))\(filters.html(language))\(table.html(language))\
                \(pager.html(language))
                """)
        return PageInspection(page.document(context).string)
    }

    @Test(arguments: Language.allCases)
    func `a list of every component is a sound page, whatever is stored`(_ language: Language) throws {
        let page = try list(language)
        #expect(page.faults.isEmpty, "\(page.faults)")
        #expect(page.words.contains("<B>BARBIER Élodie"))
        #expect(page.words.contains(language == .fr ? "(1\u{202F}118)" : "(1,118)"))
        #expect(page.links.contains("/annuaire/utilisateurs?apres=2"))
    }

    @Test func `one column says how the rows are sorted`() throws {
        let document = try list(.fr)
        #expect(document.attributes("aria-sort") == ["ascending"])
        #expect(document.attributes("aria-current").filter { $0 == "page" }.count >= 3)
    }

    @Test func `a pager without another page is not there`() {
        #expect(Pager(position: Pager.position(1, 3, of: 3)).html(.fr).isEmpty)
        #expect(Pager.position(51, 50, of: 1118).fr == "51 à 100 sur 1\u{202F}118")
    }

    @Test(arguments: Language.allCases)
    func `a confirmation names what it does and posts it`(_ language: Language) throws {
        let answer = Confirmation(
            title: Text(fr: "Supprimer Didier Boyer ?", en: "Delete Didier Boyer?"), crumbs: [.portal, .directory],
            lead: "Il perd aussitôt ses accès.",
            consequences: [.init(title: Text(fr: "Ce qui est perdu", en: "What is lost"), lines: ["BIP"])],
            button: Text(fr: "Supprimer Didier Boyer", en: "Delete Didier Boyer"),
            action: "/annuaire/utilisateurs/7/supprimer", cancel: "/annuaire/utilisateurs/7"
        ).response(try context(language))
        let page = PageInspection(String(decoding: answer.body, as: UTF8.self))
        #expect(page.faults.isEmpty, "\(page.faults)")
        #expect(page.forms.contains("/annuaire/utilisateurs/7/supprimer"))
        #expect(page.links.contains("/annuaire/utilisateurs/7"))
    }
}
