import Markup

/// The identity provider's answer to a logout that began here, or why it is not believed.
struct SignedOutPage {
    let provider: ServiceProvider
    /// Whether every application has ended its session.
    var isComplete = false
    /// What was wrong with the message; nil when nothing was.
    var refusal: String?

    init(_ provider: ServiceProvider, isComplete: Bool) {
        self.provider = provider
        self.isComplete = isComplete
    }

    init(_ provider: ServiceProvider, refusal: String) {
        self.provider = provider
        self.refusal = refusal
    }

    var html: HTML {
        let home = "/\(provider.application.slug)/"
        return PageFrame(
            "Déconnexion", of: provider,
            content: """
                <div class="head">\(flag)<h1>\(title)</h1><p class="lead">\(lead)</p>
                <p class="acts"><a class="btn pri" href="\(home)login">\(Drawing.signIn.html)Se connecter par le portail</a></p></div>
                """
        ).html
    }

    private var flag: HTML {
        refusal == nil && isComplete
            ? "<p class=\"flag\">\(Drawing.tick.html)LogoutResponse vérifiée</p>"
            : "<p class=\"flag no\">\(Drawing.warning.html)\(refusal == nil ? "Déconnexion partielle" : "Message refusé")</p>"
    }

    private var title: String {
        refusal != nil ? "Ce message n’est pas accepté" : "Vous êtes déconnecté"
    }

    private var lead: String {
        if let refusal { return refusal }
        return isComplete
            ? "Le portail et toutes les applications ouvertes ont fermé leur session (Success)."
            : "Le portail a fermé sa session, mais pas toutes les applications (PartialLogout)."
    }
}
