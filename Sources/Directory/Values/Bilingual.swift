/// A text that the operator wrote in both languages.
package struct Bilingual: Hashable, Sendable, Codable {
    /// In French.
    package var fr: String
    /// In English.
    package var en: String

    /// A text in both languages.
    package init(fr: String, en: String) {
        self.fr = fr
        self.en = en
    }

    /// Applied to both.
    func map(_ transform: (String) throws(DirectoryError) -> String) throws(DirectoryError) -> Bilingual {
        Bilingual(fr: try transform(fr), en: try transform(en))
    }
}
