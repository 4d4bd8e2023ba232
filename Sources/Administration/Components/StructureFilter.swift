import Directory
import HTTP
import Markup
import Pages

/// The filter of a list by structure: a list to choose from as long as it is short, and a field for the first letters of
/// the name where there are hundreds of them. Without scripts: the server finds out which one is meant, or asks.
struct StructureFilter {
    /// More than so many structures do not stand in each page.
    static let listedUpTo = 40

    /// In scope.
    let structures: [Structure]
    let chosen: ID<Structure>?
    /// « Toutes (512) »
    var all: Text {
        Text(
            fr: "Toutes (\(Numbers.grouped(structures.count, .fr)))",
            en: "All (\(Numbers.grouped(structures.count, .en)))")
    }

    /// The filters to put into a form: none when there is nothing to choose.
    func filters(_ language: Language) -> [FilterForm.Filter] {
        guard structures.count > 1 else { return [] }
        guard structures.count > Self.listedUpTo else {
            return [
                .choice(
                    name: "structure", UserWords.structure,
                    options: [("", all[language])] + structures.map { ($0.id.description, $0.name) },
                    chosen: chosen?.description ?? "")
            ]
        }
        let name = structures.first { $0.id == chosen }?.name ?? ""
        return [.text(name: Self.typed, UserWords.structure, value: name, placeholder: all)]
    }

    // MARK: - What was typed

    /// The parameter of a name that was typed; it never stays in an address.
    static let typed = "lieu"

    /// What a request asks by a structure's name.
    enum Asked {
        /// One is meant, or all of them: the list's own address.
        case address(String)
        /// Several are meant, or none.
        case choice([Structure], text: String)
    }

    /// - Parameters:
    ///   - text: what was typed; nothing means all of them.
    ///   - address: the list's own address for a structure.
    static func asked(_ text: String, among structures: [Structure], address: (ID<Structure>?) -> String) -> Asked {
        let wanted = FoldedText(text.prefix(200))
        guard !wanted.words.isEmpty else { return .address(address(nil)) }
        let same = structures.filter { FoldedText($0.name).key == wanted.key }
        if same.count == 1 { return .address(address(same[0].id)) }
        let found = same.isEmpty ? structures.filter { isMeant($0, by: wanted) } : same
        return found.count == 1 ? .address(address(found[0].id)) : .choice(found, text: text)
    }

    /// Each typed word begins one of the name's.
    private static func isMeant(_ structure: Structure, by wanted: FoldedText) -> Bool {
        let words = FoldedText(structure.name).words
        return wanted.words.allSatisfy { typed in words.contains { $0.starts(with: typed) } }
    }

    /// Structures on the page that asks which is meant.
    private static let shown = 100

    /// « Quelle structure ? »
    static func choicePage(
        _ found: [Structure], text: String, crumbs: [Crumb], back: String, address: (ID<Structure>?) -> String,
        _ language: Language
    ) -> Page {
        let title = Text(fr: "Quelle structure ?", en: "Which organisation?")
        let lead =
            found.isEmpty
            ? Text(
                fr: "Aucune structure n’a de mot qui commence par « \(text) ».",
                en: "No organisation has a word that begins with “\(text)”.")
            : Text(
                fr: "\(Numbers.grouped(found.count, .fr)) structures répondent à « \(text) ».",
                en: "\(Numbers.grouped(found.count, .en)) organisations answer to “\(text)”.")
        let lines: [HTML] = found.prefix(shown).map { structure in
            "<li><a href=\"\(address(structure.id))\">\(structure.name)</a></li>"
        }
        let more =
            found.count > shown
            ? Text(fr: "Précisez le nom pour voir les autres.", en: "Type more of the name to see the others.") : nil
        let note: HTML? = more.map { "<p class=\"small muted\">\($0[language])</p>" }
        let list: HTML? = lines.isEmpty ? nil : "<ul class=\"list\">\(lines)</ul>"
        let again = Button(Text(fr: "Revenir à la liste", en: "Back to the list")).link(language, to: back)
        return Page(
            title, crumbs: crumbs,
            content: """
                <p class="lead">\(lead[language])</p><div class="prose">\(list)\(note)</div><p class="actions">\(again)</p>
                """)
    }
}

extension Administration {
    /// The answer to a list's form in which a structure's name was typed: the list with that structure, or the question
    /// which one is meant. Nil when none was.
    func structureAsked(
        _ visit: Visit, _ person: SignedInVisit, crumbs: [Crumb]
    ) throws -> Response? {
        let query = visit.request.query
        guard let text = try query.only(StructureFilter.typed) else { return nil }
        let scope = person.user.scope
        let structures = try directory.read { directory throws(DirectoryError) in
            try directory.structures(in: scope)
        }
        let address: (ID<Structure>?) -> String = { structure in
            var fields = query.fields.map { (name: $0.name, value: $0.value) }.filter {
                ![StructureFilter.typed, "structure"].contains($0.name) && !$0.value.isEmpty
            }
            if let structure { fields.append((name: "structure", value: structure.description)) }
            let path = visit.request.path
            return fields.isEmpty ? path : "\(path)?\(Parameters(fields).encoded)"
        }
        switch StructureFilter.asked(text, among: structures, address: address) {
        case .address(let address): return .seeOther(address)
        case .choice(let found, let text):
            return StructureFilter.choicePage(
                found, text: text, crumbs: crumbs, back: address(nil), address: address, visit.language
            ).response(visit.context)
        }
    }
}
