package import Markup

/// What is wrong with one field, and what to do: the same words beside the field and in the summary.
package struct FieldError: Hashable, Sendable {
    /// The field's name, which is its id.
    package let field: String
    /// What to do, never « invalide ».
    package let message: Text

    /// A message about the field of that name.
    package init(_ field: String, _ message: Text) {
        self.field = field
        self.message = message
    }

    /// The message beside its field; for the fields of a module of its own.
    package func html(_ language: Language) -> HTML {
        let prefix = Text(fr: "Erreur :", en: "Error:")
        return """
            <p class="err" id="\(field)-erreur">\(Icon.warning.html)<span><span class="vh">\(prefix[language]) </span>\
            \(message[language])</span></p>
            """
    }
}

extension [FieldError] {
    /// The summary above the page's heading: takes the focus, links to each field. Nothing when there is no error.
    package func summary(_ language: Language) -> HTML {
        guard !isEmpty else { return .empty }
        let title = Text(fr: "Il y a un problème", en: "There is a problem")
        let links: [HTML] = map { "<li><a href=\"#\($0.field)\">\($0.message[language])</a></li>" }
        return """
            <div class="errsum" role="alert" aria-labelledby="probleme" tabindex="-1" autofocus>\
            <h2 id="probleme">\(title[language])</h2><ul>\(links)</ul></div>
            """
    }
}
