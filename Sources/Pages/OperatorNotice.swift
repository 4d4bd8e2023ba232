package import Directory
package import Markup

/// What the operator tells everybody on the portal; the same on the page where it is written and looked at first.
package struct OperatorNotice: Sendable {
    private let text: Text

    /// A language left out shows the other one's words.
    package init(_ text: Bilingual) {
        self.text = Text(fr: text.fr.isEmpty ? text.en : text.fr, en: text.en.isEmpty ? text.fr : text.en)
    }

    /// The notice; its first sentence stands out.
    package func html(_ language: Language) -> HTML {
        let words = text[language]
        let end = words.firstRange(of: ". ").map { words.index(after: $0.lowerBound) } ?? words.endIndex
        return Notice(.info, "<p><strong>\(words[..<end])</strong>\(words[end...])</p>").html
    }
}
