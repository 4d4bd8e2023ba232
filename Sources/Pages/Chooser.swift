package import Markup

/// A page that asks one question, with one large button per answer.
package struct Chooser: Sendable {
    /// One answer.
    package struct Choice: Sendable {
        /// The form value of this answer.
        package let value: String
        /// What its button says.
        package let label: String
        /// A second line, smaller.
        package let detail: String?

        /// An answer, with a second line if there is more to say.
        package init(value: String, label: String, detail: String? = nil) {
            self.value = value
            self.label = label
            self.detail = detail
        }
    }

    private let action: String
    private let name: String
    private let choices: [Choice]
    /// Further fields of the form, before the buttons since each of those sends it: hidden values, a tick box.
    private let fields: HTML

    /// - Parameters:
    ///   - action: where the answer is posted; a path of this site, which answers 303.
    ///   - name: the form parameter that carries the chosen `value`.
    package init(action: String, name: String, choices: [Choice], fields: HTML = .empty) {
        self.action = action
        self.name = name
        self.choices = choices
        self.fields = fields
    }

    /// The form with its buttons, for the content of a page.
    package func html(_ context: PageContext) -> HTML {
        let buttons: [HTML] = choices.map { choice in
            let detail: HTML? = choice.detail.map { "<small>\($0)</small>" }
            return """
                <button name="\(name)" value="\(choice.value)"><span>\(choice.label)\(detail)</span>\
                \(Icon.next.html)</button>
                """
        }
        return context.form(to: action, style: "form", "\(fields)<div class=\"choices\">\(buttons)</div>")
    }
}
