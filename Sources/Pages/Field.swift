package import Markup

/// A labelled input with its hint and its error, tied together for assistive technology (RGAA 11.1, 11.10).
package struct Field: Sendable {
    /// What the browser and a password manager may expect in the field.
    package enum Kind: String, Sendable {
        case text, email, password, date, time, number
        /// A telephone number.
        case telephone = "tel"
    }

    private let name: String
    private let label: Text
    private let kind: Kind
    private let hint: HTML?
    private let value: String
    private let autocomplete: String?
    private let isRequired: Bool
    private let isReadOnly: Bool
    private let hasFocus: Bool
    private let isMarked: Bool

    /// - Parameters:
    ///   - name: the form parameter, and the element's id: unique on the page.
    ///   - hint: shown before typing: the format, the rules.
    ///   - value: what was typed before, kept when the form comes back with an error. Never give a password back.
    ///   - autocomplete: the HTML autofill token (`username`, `new-password` …), RGAA 11.13.
    ///   - isMarked: shows a star behind the label, on pages whose other fields may stay empty (`requiredNote` explains it).
    ///   - hasFocus: the one field of a page where typing begins, unless there are errors.
    package init(
        _ name: String, _ label: Text, kind: Kind = .text, hint: HTML? = nil, value: String = "",
        autocomplete: String? = nil, isRequired: Bool = true, isReadOnly: Bool = false, hasFocus: Bool = false,
        isMarked: Bool = false
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.hint = hint
        self.value = value
        self.autocomplete = autocomplete
        self.isRequired = isRequired
        self.isReadOnly = isReadOnly
        self.hasFocus = hasFocus
        self.isMarked = isMarked
    }

    /// The field, with the message about it among `errors` if there is one.
    package func html(_ language: Language, errors: [FieldError] = []) -> HTML {
        let error = errors.first { $0.field == name }
        let described = [hint == nil ? nil : "\(name)-aide", error == nil ? nil : "\(name)-erreur"]
            .compactMap { $0 }.joined(separator: " ")
        return """
            <div class="field\(" bad", if: error != nil)"><label for="\(name)">\(label[language])\(star)</label>\
            \(hintHTML)\(error.map { $0.html(language) })\
            <input id="\(name)" name="\(name)" type="\(kind.rawValue)"\
            \(attribute: "value", value.isEmpty ? nil : value)\
            \(attribute: "autocomplete", autocomplete)\
            \(attribute: "aria-describedby", described.isEmpty ? nil : described)\
            \(attribute: "aria-invalid", error == nil ? nil : "true")\
            \(attribute: "required", if: isRequired && !isReadOnly)\(attribute: "readonly", if: isReadOnly)\
            \(attribute: "autofocus", if: hasFocus && errors.isEmpty)\
            \(" autocapitalize=\"none\" spellcheck=\"false\"", if: kind == .email || kind == .password)></div>
            """
    }

    /// The attribute `required` says the same to assistive technology.
    private var star: HTML? { isMarked ? "<span aria-hidden=\"true\"> *</span>" : nil }

    /// « Les champs marqués d’une étoile (*) sont obligatoires. », above the marked fields.
    package static func requiredNote(_ language: Language) -> HTML {
        let words = Text(
            fr: "Les champs marqués d’une étoile (*) sont obligatoires.",
            en: "Fields marked with a star (*) are required.")
        return "<p class=\"small\">\(words[language])</p>"
    }

    private var hintHTML: HTML? {
        hint.map { "<div class=\"hint\" id=\"\(name)-aide\">\($0)</div>" }
    }

    /// A tick box with its label; the whole line is its target.
    package static func checkbox(_ name: String, value: String, _ label: Text, _ language: Language) -> HTML {
        """
        <label class="check"><input type="checkbox" name="\(name)" value="\(value)"><span>\(label[language])</span></label>
        """
    }

    /// « Afficher le mot de passe »: a script shows and serves it, so it is hidden until one runs.
    package static func reveal(_ name: String, _ language: Language) -> HTML {
        let label = Text(fr: "Afficher le mot de passe", en: "Show password")
        return """
            <label class="check" hidden><input type="checkbox" data-reveals="\(name)" autocomplete="off">\
            \(label[language])</label>
            """
    }
}
