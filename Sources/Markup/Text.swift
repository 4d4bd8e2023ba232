/// A sentence in both languages: there is no way to write one and forget the other.
package struct Text: Hashable, Sendable {
    /// The French sentence, its spaces before `: ; ? ! »` and after `«` made no-break (`Typography.french`).
    package let fr: String
    /// The English sentence.
    package let en: String

    /// Write ordinary spaces; the French ones are made no-break here, so that nobody forgets.
    package init(fr: String, en: String) {
        self.fr = Typography.french(fr)
        self.en = en
    }

    /// The sentence in one language.
    package subscript(language: Language) -> String {
        switch language {
        case .fr: fr
        case .en: en
        }
    }
}
