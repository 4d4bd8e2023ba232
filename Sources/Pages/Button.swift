package import Markup

/// What a person presses to do something. Never disabled: a press that cannot succeed says why.
package struct Button: Sendable {
    /// How much the button stands out.
    package enum Weight: String, Sendable {
        /// The one thing the page is for.
        case primary = "btn pri"
        case secondary = "btn"
        /// In a header or a row, where a border would be noise.
        case quiet = "btn quiet"
        /// Leads to a loss: only on the page that tells what is lost.
        case destructive = "btn stop"
    }

    private let label: Text
    private let weight: Weight
    private let icon: Icon?
    /// Said to assistive technology only, so that each of many like buttons has a name of its own (RGAA 6.1).
    private let detail: Text?

    /// A button; `detail` is read out after the label, never shown.
    package init(_ label: Text, _ weight: Weight = .secondary, icon: Icon? = nil, detail: Text? = nil) {
        self.label = label
        self.weight = weight
        self.icon = icon
        self.detail = detail
    }

    /// A button that sends its form; `name` and `value` tell which one was pressed.
    package func submit(_ language: Language, name: String? = nil, value: String? = nil) -> HTML {
        """
        <button class="\(weight.rawValue)"\(attribute: "name", name)\(attribute: "value", value)>\
        \(inner(language))</button>
        """
    }

    /// A link that looks like a button: goes to a page, changes nothing.
    package func link(_ language: Language, to path: String) -> HTML {
        "<a class=\"\(weight.rawValue)\" href=\"\(path)\">\(inner(language))</a>"
    }

    private func inner(_ language: Language) -> HTML {
        let said: HTML? = detail.map { "<span class=\"vh\"> \($0[language])</span>" }
        return "\(icon.map(\.html))<span>\(label[language])\(said)</span>"
    }
}
