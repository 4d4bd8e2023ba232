import Markup
import Pages

/// A labelled list of which one is chosen, tied to its hint and its error like `Field`.
struct SelectField {
    let name: String
    let label: Text
    let options: [(value: String, label: String)]
    var chosen = ""
    var hint: HTML?

    func html(_ language: Language, errors: [FieldError] = []) -> HTML {
        let error = errors.first { $0.field == name }
        let described = [hint == nil ? nil : "\(name)-aide", error == nil ? nil : "\(name)-erreur"]
            .compactMap { $0 }.joined(separator: " ")
        let lines: [HTML] = options.map {
            "<option value=\"\($0.value)\"\(attribute: "selected", if: $0.value == chosen)>\($0.label)</option>"
        }
        let hintHTML: HTML? = hint.map { "<div class=\"hint\" id=\"\(name)-aide\">\($0)</div>" }
        return """
            <div class="field\(" bad", if: error != nil)"><label for="\(name)">\(label[language])</label>\
            \(hintHTML)\(error.map { $0.html(language) })\
            <select id="\(name)" name="\(name)"\(attribute: "aria-describedby", described.isEmpty ? nil : described)\
            \(attribute: "aria-invalid", error == nil ? nil : "true")>\(lines)</select></div>
            """
    }
}

/// Check boxes under one legend.
struct CheckboxGroup {
    struct Box {
        let value: String
        let label: String
        var detail: String?
        var isChecked = false
        /// The box's own name, where the group's is not enough.
        var name: String?
    }

    let name: String
    let legend: Text
    let boxes: [Box]

    func html(_ language: Language) -> HTML {
        let lines: [HTML] = boxes.map { box in
            let detail: HTML? = box.detail.map { "<small>\($0)</small>" }
            return """
                <label class="check"><input type="checkbox" name="\(box.name ?? name)" value="\(box.value)"\
                \(attribute: "checked", if: box.isChecked)><span>\(box.label)\(detail)</span></label>
                """
        }
        return "<fieldset class=\"boxes\"><legend>\(legend[language])</legend>\(lines)</fieldset>"
    }
}
