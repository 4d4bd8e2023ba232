import Markup
import Pages

/// A short word in a pill: an application, or a state told by icon, word and colour together.
struct Tag {
    /// What a state means for the person who looks at it.
    enum Tone: String {
        case plain = "tag"
        case good = "tag st ok"
        case waiting = "tag st info"
        case attention = "tag st warn"
        case closed = "tag st off"
    }

    let label: String
    var tone = Tone.plain
    var icon: Icon?

    /// A word as it is: the name of an application.
    init(_ label: String) {
        self.label = label
    }

    /// A state.
    init(_ label: Text, _ tone: Tone, icon: Icon, _ language: Language) {
        self.label = label[language]
        self.tone = tone
        self.icon = icon
    }

    var html: HTML { "<span class=\"\(tone.rawValue)\">\(icon.map(\.html))\(label)</span>" }

    /// Several words as a list; nothing when there is none.
    static func list(_ labels: [String]) -> HTML {
        let items: [HTML] = labels.map { "<li class=\"tag\">\($0)</li>" }
        return items.isEmpty ? .empty : "<ul class=\"tags\">\(items)</ul>"
    }
}
