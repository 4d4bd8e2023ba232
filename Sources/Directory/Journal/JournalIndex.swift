/// What the index of the journal holds of an entry (Documentation/Decisions/0080): a word for each of its objects, for
/// its kind and for each structure whose referents see it, and the words of its names, folded.
///
/// The words of objects have an underscore, which no folded word has: `p_12` is a person, acting or acted upon, `s_3` a
/// structure, `a_4` an application, `r_5` a role, `k_useradded` a kind, `v_3` « seen in structure 3 ».
enum JournalIndex {
    static func person(_ id: ID<User>) -> String { "p_\(id)" }
    static func structure(_ id: ID<Structure>) -> String { "s_\(id)" }
    static func application(_ id: ID<Application>) -> String { "a_\(id)" }
    static func role(_ id: ID<Role>) -> String { "r_\(id)" }
    static func seen(in id: ID<Structure>) -> String { "v_\(id)" }
    static func kind(_ kind: JournalEntry.Kind) -> String { "k_\(kind.rawValue.lowercased())" }

    /// What stays when an entry's words are erased.
    static func objects(
        _ kind: JournalEntry.Kind, _ about: JournalEntry.About, seenIn places: [ID<Structure>]
    ) -> [String] {
        var words = [self.kind(kind)]
        if let id = about.actor { words.append(person(id)) }
        if let id = about.person, id != about.actor { words.append(person(id)) }
        if let id = about.structure { words.append(structure(id)) }
        if let id = about.application { words.append(application(id)) }
        if let id = about.role { words.append(role(id)) }
        return words + places.map(seen)
    }

    /// The folded words of an entry's names, each once, in an order that is the same each time.
    static func words(_ kind: JournalEntry.Kind, _ words: JournalEntry.Words) -> [String] {
        // The decisions on a service provider are JSON, which nobody looks for.
        let details =
            kind == .serviceProviderDecisionsChanged ? [] : [words.before, words.after, words.serviceProvider]
        let texts = [words.actor, words.person, words.structure, words.application, words.role] + details
        var found: Set<String> = []
        for text in texts {
            guard let text else { continue }
            for word in FoldedText(text, limit: 300).words where word.count <= longestWord {
                found.insert(String(decoding: word, as: UTF8.self))
            }
        }
        return found.sorted()
    }

    private static let longestWord = 64

    /// The structures whose referents see an entry.
    static func places(_ about: JournalEntry.About, _ words: JournalEntry.Words?) -> [ID<Structure>] {
        words?.seenIn ?? about.structure.map { [$0] } ?? []
    }
}
