import Directory
import Markup
import Pages

/// What the operator tells everybody on the portal: the settings `portal.message.fr` and `portal.message.en`.
struct OperatorMessage: Sendable {
    private let text: Text

    static let frenchKey = "portal.message.fr"
    static let englishKey = "portal.message.en"

    /// nil when nothing is to be told; a language left out shows the other one's words.
    init?(_ directory: DirectoryView) throws(DirectoryError) {
        let french = try directory.setting(Self.frenchKey) ?? ""
        let english = try directory.setting(Self.englishKey) ?? ""
        guard !french.isEmpty || !english.isEmpty else { return nil }
        text = Text(fr: french.isEmpty ? english : french, en: english.isEmpty ? french : english)
    }

    /// The notice; its first sentence stands out.
    func html(_ language: Language) -> HTML {
        let words = text[language]
        let end = words.firstRange(of: ". ").map { words.index(after: $0.lowerBound) } ?? words.endIndex
        return Notice(.info, "<p><strong>\(words[..<end])</strong>\(words[end...])</p>").html
    }
}
