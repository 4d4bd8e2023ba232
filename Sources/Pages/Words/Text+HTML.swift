package import Markup

extension Text {
    /// The sentence as markup, with `{0}`, `{1}` … replaced by `parts`: a link or a strong word within a sentence
    /// keeps its place in both languages.
    ///
    /// A number without a part stays as it is written, so that the mistake is seen.
    package func html(_ language: Language, _ parts: HTML...) -> HTML {
        html(language, parts)
    }

    /// As above, with the parts as a list.
    package func html(_ language: Language, _ parts: [HTML]) -> HTML {
        var result = HTML.empty
        var rest = self[language][...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let number = Int(rest[rest.index(after: open)..<close])
            if let number, parts.indices.contains(number) {
                result += "\(rest[..<open])\(parts[number])"
            } else {
                result += "\(rest[...close])"
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + "\(rest)"
    }
}

extension Language {
    /// The one of two values that belongs to this language, for what is not a sentence (a link, a list).
    package func choose<Value>(fr: Value, en: Value) -> Value {
        switch self {
        case .fr: fr
        case .en: en
        }
    }
}
