import Markup

/// The parts of the program that change the directory by themselves. The raw values are stored, as the names of who
/// acted: never change one.
package enum JournalProgram: String, Sendable, CaseIterable {
    case commandLine = "command line"
    case demonstration
    case retention
    case housekeeping
    case metadataRefresh = "metadata refresh"
    case siteCreation = "site init"
    case siteKeys = "convergences"
    case returnedMail = "Messagerie"

    /// As a sentence begins with it.
    var words: Text {
        switch self {
        case .commandLine: Text(fr: "La ligne de commande", en: "The command line")
        case .demonstration: Text(fr: "La démonstration", en: "The demonstration")
        case .retention: Text(fr: "La conservation", en: "Retention")
        case .housekeeping: Text(fr: "L’entretien", en: "Housekeeping")
        case .metadataRefresh: Text(fr: "L’actualisation des métadonnées", en: "The metadata refresh")
        case .siteCreation: Text(fr: "L’installation", en: "The installation")
        case .siteKeys: Text(fr: "convergences", en: "convergences")
        case .returnedMail: Text(fr: "Messagerie", en: "Messagerie")
        }
    }

    /// Who acted, in the reader's language: "command line (paul)" is « La ligne de commande (paul) ». A name that no
    /// part of the program has stays.
    static func shown(_ name: String, in language: Language) -> String {
        guard let program = allCases.first(where: { name.hasPrefix($0.rawValue) }) else { return name }
        return program.words[language] + name.dropFirst(program.rawValue.count)
    }
}

extension Actor {
    /// A part of the program, with full powers.
    ///
    /// - Parameter person: who uses it.
    package static func program(_ program: JournalProgram, for person: String? = nil) -> Actor {
        .commandLine(program.rawValue + (person.map { " (\($0))" } ?? ""))
    }
}
