/// Made-up but plausible names for the generated crowd.
enum Names {
    static let given = [
        "Aïcha", "Alain", "Amélie", "Antoine", "Aurélie", "Béatrice", "Benoît", "Camille", "Cécile", "Chloé", "Clément",
        "Corinne", "Damien", "Delphine", "Éloïse", "Émile", "Fatima", "Florian", "François", "Gaëlle", "Geneviève",
        "Hugo",
        "Inès", "Jérôme", "Joël", "Julie", "Karim", "Léa", "Loïc", "Lucie", "Maëlle", "Mamadou", "Margaux", "Maxime",
        "Mehdi", "Mélanie", "Nathalie", "Nicolas", "Noémie", "Océane", "Olivier", "Pascal", "Rachid", "Raphaël", "Rémi",
        "Sabrina", "Samira", "Sébastien", "Sylvie", "Théo", "Thierry", "Valérie", "Victor", "Yann", "Yasmine", "Zoé",
    ]

    static let family = [
        "Abadie", "Aubert", "Bâ", "Barre", "Benali", "Bertrand", "Blanchet", "Bouvier", "Camara", "Carpentier",
        "Chevallier",
        "Cissé", "Colin", "Da Silva", "Delattre", "Diallo", "Dufour", "Étienne", "Fabre", "Ferreira", "Gaillard",
        "Gérard",
        "Gonçalves", "Guérin", "Haddad", "Hubert", "Jacquet", "Jousset", "Kaci", "Lacroix", "Lefèvre", "Lemaître",
        "Leroux",
        "Lévêque", "Mallet", "Maréchal", "Mercier", "Morin", "Nguyen", "Noël", "Olivier", "Ouédraogo", "Perret",
        "Pereira",
        "Prévost", "Renaud", "Rivière", "Rousseau", "Sanchez", "Schmitt", "Tessier", "Touré", "Vasseur", "Vidal",
        "Weber",
    ]

    /// The name of the town of that number; the first thousand differ.
    static func town(_ index: Int) -> String {
        let heads = [
            "Beau", "Clair", "Haute", "Mont", "Neuve", "Roche", "Saint-Martin-", "Sainte-Anne-", "Vieux", "Ville",
        ]
        let tails = ["bourg", "champ", "court", "fontaine", "lac", "mesnil", "pré", "rive", "val", "vigne"]
        let rivers = [
            "", "-sur-Seine", "-sur-Marne", "-sur-Oise", "-sur-Orge", "-sur-Yerres", "-la-Forêt", "-le-Grand",
            "-le-Petit", "-lès-Bois",
        ]
        let name = heads[index % 10] + tails[index / 10 % 10] + rivers[index / 100 % 10]
        return index < 1000 ? name : "\(name) \(index / 1000 + 1)"
    }

    /// A name as it stands in an address.
    static func ascii(_ name: String) -> String {
        let table: [Character: String] = [
            "à": "a", "â": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o",
            "ö": "o",
            "ù": "u", "û": "u", "ü": "u", " ": "-",
        ]
        return name.lowercased().map { table[$0] ?? String($0) }.joined()
    }
}

/// Numbers that look random and are the same at each run (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return elements[Int(mixed % UInt64(elements.count))]
    }
}
