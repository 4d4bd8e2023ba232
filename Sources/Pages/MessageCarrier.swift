package import HTTP
import Markup

/// The page that carries a SAML message to a service provider (SAML Bindings §3.5.4): a form with a visible button,
/// which a script of ours presses. The only page that submits anything by itself.
package struct MessageCarrier: Sendable {
    /// What the message is for; the application by the name that people know it by: « NetCotisation ».
    package enum Purpose: Sendable {
        /// It lets the person in.
        case opening(String)
        /// It ends the person's session there.
        case signingOut(of: String)
    }

    private let purpose: Purpose
    private let destination: String
    private let fields: [(name: String, value: String)]

    /// - Parameters:
    ///   - purpose: what the page says that it does.
    ///   - destination: the registered endpoint's address, byte for byte.
    ///   - fields: the message and, if there is one, `RelayState`, exactly as received.
    package init(_ purpose: Purpose, destination: String, fields: [(name: String, value: String)]) {
        self.purpose = purpose
        self.destination = destination
        self.fields = fields
    }

    /// The page; its content security policy lets the form leave the site, and only its.
    package func response(_ context: PageContext) -> Response {
        let language = context.language
        let title: Text
        let hint: Text
        let go: Text
        switch purpose {
        case .opening(let application):
            title = Text(fr: "Ouverture \(Typography.de(application))…", en: "Opening \(application)…")
            hint = Text(
                fr: "\(application) s’ouvre. Si rien ne se passe, utilisez le bouton.",
                en: "\(application) is opening. If nothing happens, use the button.")
            go = Text(fr: "Continuer vers \(application)", en: "Continue to \(application)")
        case .signingOut(let application):
            title = Text(fr: "Déconnexion \(Typography.de(application))…", en: "Signing out of \(application)…")
            hint = Text(
                fr: "La déconnexion \(Typography.de(application)) continue. Si rien ne se passe, utilisez le bouton.",
                en: "Signing out of \(application) goes on. If nothing happens, use the button.")
            go = Text(fr: "Continuer", en: "Continue")
        }
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
