import Markup
import Pages

/// A labelled text of several lines, tied to its hint and its error like `Field`.
struct TextAreaField {
    let name: String
    let label: Text
    var hint: HTML?
    var value = ""
    var rows = 4
    /// Characters; the server has the last word.
    var limit = 1000

    func html(_ language: Language, errors: [FieldError] = []) -> HTML {
        let error = errors.first { $0.field == name }
        let described = [hint == nil ? nil : "\(name)-aide", error == nil ? nil : "\(name)-erreur"]
            .compactMap { $0 }.joined(separator: " ")
        let hintHTML: HTML? = hint.map { "<div class=\"hint\" id=\"\(name)-aide\">\($0)</div>" }
        // The line break after the tag is no part of the text (HTML, "textarea").
        return """
            <div class="field\(" bad", if: error != nil)"><label for="\(name)">\(label[language])</label>\
            \(hintHTML)\(error.map { $0.html(language) })\
            <textarea id="\(name)" name="\(name)" rows="\(rows.description)" maxlength="\(limit.description)"\
            \(attribute: "aria-describedby", described.isEmpty ? nil : described)\
            \(attribute: "aria-invalid", error == nil ? nil : "true")>
            \(value)</textarea></div>
            """
    }
}
