import Markup

/// What happened, in one language, with places for the names: `"a rattaché \(.person) à \(.structure)"`. The name of who
/// acted stands before it.
///
/// Write ordinary spaces: the French ones are made no-break when the sentence is shown.
struct JournalSentence: ExpressibleByStringInterpolation, Sendable {
    /// An object whose name is said.
    enum Name: Sendable { case person, structure, application, role }

    fileprivate enum Piece: Sendable {
        case text(String)
        case name(Name)
        /// Said only where there is such an object.
        case optionalName(String, Name, String)
        case field(any JournalField)
    }

    private let pieces: [Piece]

    init(stringLiteral text: String) { pieces = [.text(text)] }

    init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Collects the pieces.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
        }

        mutating func appendLiteral(_ text: String) { pieces.append(.text(text)) }

        mutating func appendInterpolation(_ name: Name) { pieces.append(.name(name)) }

        mutating func appendInterpolation(_ opening: String, ifKnown name: Name, _ closing: String) {
            pieces.append(.optionalName(opening, name, closing))
        }

        mutating func appendInterpolation(_ field: some JournalField) { pieces.append(.field(field)) }

        /// A field, or « – ».
        mutating func appendInterpolation(_ field: (some JournalField)?) {
            pieces.append(field.map { .field($0) } ?? .text(JournalEvent.nothing))
        }

        /// A field between two texts, or nothing at all.
        mutating func appendInterpolation(
            _ opening: String, ifGiven field: (some JournalField)?, _ closing: String = ""
        ) {
            guard let field else { return }
            pieces += [.text(opening), .field(field), .text(closing)]
        }
    }
}

extension JournalSentence {
    /// The sentence in stretches, the first of which follows the name of who acted.
    func runs(_ names: JournalEntry.Names, _ language: Language) -> [JournalEvent.Run] {
        var runs: [JournalEvent.Run] = []
        var text = " "
        func end(with name: String) {
            runs.append(.init(text, isName: false))
            runs.append(.init(name, isName: true))
            text = ""
        }
        for piece in pieces {
            switch piece {
            case .text(let words): text += words
            case .field(let field): text += field.shown(in: language)
            case .name(let name): end(with: names[name] ?? name.unknown[language])
            case .optionalName(let opening, let name, let closing):
                guard let known = names[name] else { continue }
                text += opening
                end(with: known)
                text += closing
            }
        }
        if !text.isEmpty { runs.append(.init(text, isName: false)) }
        return runs
    }
}

extension JournalSentence.Name {
    /// What stands for a name that is not there.
    fileprivate var unknown: Text {
        switch self {
        case .person: Text(fr: "une personne", en: "a person")
        case .structure: Text(fr: "une structure", en: "an organisation")
        case .application: Text(fr: "une application", en: "an application")
        case .role: Text(fr: "un rôle", en: "a role")
        }
    }
}
