import Directory
import FoundationEssentials
import Markup
import Pages

/// A request to the operator as a line of a list: what, about whom, why, what became of it.
struct RequestLine {
    let request: OperatorRequest
    /// Whether the list is of several people.
    var namesPerson = true
    let visit: Visit

    private var language: Language { visit.language }

    var html: HTML {
        let wanted: HTML? = request.wanted.map { " · <strong>\($0)</strong>" }
        let person: HTML? =
            namesPerson
            ? "<a href=\"\(UserWords.path(request.person))\">\(request.personName)</a> · " : nil
        let day = Dates.day(request.askedAt, language)
        let asked = Text(
            fr: "demandé par \(request.askedByName) le \(day)", en: "asked by \(request.askedByName) on \(day)")
        return """
            <li><span class="lab plain">\(person)\(request.kind.words[language])\(wanted)\
            <small>\(quoted(request.words)) · \(asked[language])</small>\(answer)</span>\
            \(request.state.html(language))</li>
            """
    }

    /// What a person wrote, with the spaces of the page's language.
    private func quoted(_ words: String) -> String {
        Text(fr: "« \(words) »", en: "“\(words)”")[language]
    }

    private var answer: HTML? {
        guard let settledAt = request.settledAt else { return nil }
        let day = Dates.day(settledAt, language)
        let by = Text(fr: "réponse du CIG le \(day)", en: "answer of the CIG on \(day)")
        let words: HTML? = request.answer.map { " · \(quoted($0))" }
        return "<small>\(by[language])\(words)</small>"
    }
}
