import Markup
import SAML

/// An application when nobody is signed in.
struct WelcomePage {
    let provider: ServiceProvider

    init(_ provider: ServiceProvider) { self.provider = provider }

    var html: HTML {
        let home = "/\(provider.application.slug)/"
        return PageFrame(
            "Connexion", of: provider,
            content: """
                <div class="head"><h1>\(provider.application.name)</h1><p class="lead">\(provider.application.purpose)</p></div>
                <div class="card go"><p>Cette application ne connaît aucun mot de passe\u{A0}: elle demande au portail qui vous \
                êtes, puis vérifie sa réponse.</p>
                <p class="acts"><a class="btn pri" href="\(home)login">\(Drawing.signIn.html)Se connecter par le portail</a></p>
                <details><summary>Autres façons de demander</summary><ul class="ways">
                <li><a href="\(home)login?binding=post">Par formulaire</a> <span>HTTP-POST au lieu de HTTP-Redirect</span></li>
                <li><a href="\(home)login?forceAuthn=1">En redemandant le mot de passe</a> <span>ForceAuthn</span></li>
                <li><a href="\(home)login?isPassive=1">Sans rien montrer</a> <span>IsPassive\u{A0}: refusé si personne n’est \
                connecté au portail</span></li></ul></details></div>
                <section><h2>Cette application pour un intégrateur</h2>
                <dl class="rows"><div><dt>entityID</dt><dd><code>\(provider.entityID)</code></dd></div>
                <div><dt>Assertion Consumer Service</dt><dd><code>\(provider.consumer)</code></dd></div>
                <div><dt>NameID demandé</dt><dd><code>\(provider.application.nameIDFormat.rawValue)</code></dd></div>
                <div><dt>Fournisseur d’identité</dt><dd><code>\(provider.peer.entityID)</code></dd></div>
                <div><dt>Métadonnées</dt><dd><a href="\(home)metadata">\(home)metadata</a></dd></div></dl></section>
                """
        ).html
    }
}

/// The form that carries a request by HTTP-POST: a button for everybody, pressed by the script where there is one.
struct DeparturePage {
    let provider: ServiceProvider
    let action: String
    let message: String
    let relayState: String

    init(_ provider: ServiceProvider, action: String, message: String, relayState: String) {
        self.provider = provider
        self.action = action
        self.message = message
        self.relayState = relayState
    }

    var html: HTML {
        PageFrame(
            "Vers le portail", of: provider,
            content: """
                <div class="head"><h1>Vers le portail</h1><p class="lead">Votre demande de connexion est prête.</p></div>
                <form class="card go" method="post" action="\(action)" data-send>
                <input type="hidden" name="SAMLRequest" value="\(message)">
                <input type="hidden" name="RelayState" value="\(relayState)">
                <p class="acts"><button class="btn pri">\(Drawing.signIn.html)Continuer vers le portail</button></p></form>
                """
        ).html
    }
}
