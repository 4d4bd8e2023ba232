import Markup

/// What stands in the place of a list without rows: why there is none, and what to do.
struct EmptyList {
    let title: Text
    var explanation: HTML = .empty
    /// Buttons and links to go on with.
    var ways: [HTML] = []

    func html(_ language: Language) -> HTML {
        let words: HTML? = explanation.isEmpty ? nil : "<p>\(explanation)</p>"
        let actions: HTML? = ways.isEmpty ? nil : "<p class=\"actions\">\(ways)</p>"
        return "<div class=\"empty\"><p><strong>\(title[language])</strong></p>\(words)\(actions)</div>"
    }
}
