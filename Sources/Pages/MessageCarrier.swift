package import HTTP
import Markup

/// The page that carries a SAML message to a service provider (SAML Bindings §3.5.4): a form with a visible button,
/// which a script of ours presses. The only page that submits anything by itself.
package struct MessageCarrier: Sendable {
    private let application: String
    private let destination: String
    private let fields: [(name: String, value: String)]

    /// - Parameters:
    ///   - application: the name people know it by: « NetCotisation ».
    ///   - destination: the registered consumer's address, byte for byte.
    ///   - fields: `SAMLResponse` and, if there is one, `RelayState`, exactly as received.
    package init(application: String, destination: String, fields: [(name: String, value: String)]) {
        self.application = application
        self.destination = destination
        self.fields = fields
    }

    /// The page; its content security policy lets the form leave the site, and only its.
    package func response(_ context: PageContext) -> Response {
        let language = context.language
        let title = Text(fr: "Ouverture de \(application)…", en: "Opening \(application)…")
        let go = Text(fr: "Continuer vers \(application)", en: "Continue to \(application)")
        let hint = Text(
            fr: "\(application) s’ouvre. Si rien ne se passe, utilisez le bouton.",
            en: "\(application) is opening. If nothing happens, use the button.")
        let hidden: [HTML] = fields.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" }
        let content: HTML = """
            <p class="lead">\(hint[language])</p>
            <form method="post" action="\(destination)" data-auto-submit>\(hidden)\
            \(Button(go, .primary, icon: .open).submit(language))</form>
            """
        var response = Page(title, content: content).response(context)
        response.formTargets = .serviceProviders
        return response
    }
}
