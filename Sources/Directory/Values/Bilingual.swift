/// A text that the operator wrote in both languages.
package struct Bilingual: Hashable, Sendable, Codable {
    package var fr: String
    package var en: String

    /// A text in both languages.
    package init(fr: String, en: String) {
        self.fr = fr
        self.en = en
    }
}
