import Calendar
import FoundationEssentials
import Markup
import SAML

/// What an application received of the person who signed in.
struct ReceivedPage {
    let provider: ServiceProvider
    let session: SignedOn
    let now: Date

    init(_ provider: ServiceProvider, _ session: SignedOn, at now: Date) {
        self.provider = provider
        self.session = session
        self.now = now
    }

    var html: HTML {
        let home = "/\(provider.application.slug)/"
        return PageFrame(
            "Bonjour \(session.displayName)", of: provider,
            tools: """
                \(everywhere)<form method="post" action="\(home)deconnexion"><button class="btn quiet">\
                \(Drawing.signOut.html)<span>Quitter l’application</span></button></form>
                """,
            content: """
                <div class="head"><p class="flag">\(Drawing.tick.html)Connexion vérifiée</p>
                <h1>Bonjour \(session.displayName)</h1>
                <p class="lead">\(summary)</p></div>
                <div class="grid">\(identity)\(rights)</div>
                \(attributes)
                <section><h2>Ce que l’application a vérifié</h2>\(CheckTable(passed: session.checks).html)</section>
                \(MessageDetails(session.xml).html)
                """
        ).html
    }

    /// Single logout, for an application that takes part in it.
    private var everywhere: HTML? {
        guard provider.application.logout != .none else { return nil }
        return """
            <form method="post" action="/\(provider.application.slug)/deconnexion-partout"><button class="btn">\
            \(Drawing.signOut.html)<span>Se déconnecter de tout</span></button></form>
            """
    }

    private var summary: HTML {
        let structure = session.values("structure").first
        let origin: HTML = session.isUnsolicited ? "Ouverte depuis le portail" : "Connexion demandée par l’application"
        guard let structure else { return origin }
        return "Vous agissez pour <strong>\(structure)</strong>. \(origin)."
    }

    private var identity: HTML {
        let statement = session.authnStatement
        var rows = [
            row("Nom transmis (NameID)", "<code>\(session.nameID?.value ?? "aucun")</code>"),
            row("Son format", "<code>\(session.nameID?.format?.rawValue ?? "non précisé")</code>"),
            row("Authentification", "\(Dates.relative(statement.authnInstant, to: now, .fr)), par \(means)"),
            row(
                "Session ici jusqu’à",
                "<time datetime=\"\(DateTime.wholeSeconds(session.expires))\">\(Dates.relative(session.expires, to: now, .fr))</time>"
            ),
        ]
        if let index = statement.sessionIndex { rows.append(row("SessionIndex", "<code>\(index)</code>")) }
        if let relayState = session.relayState, session.isUnsolicited {
            rows.append(row("RelayState", "<code>\(relayState)</code>"))
        }
        return "<section class=\"card\"><h2>Qui</h2><dl class=\"rows\">\(rows)</dl></section>"
    }

    /// The class of authentication, in words where it is a known one.
    private var means: HTML {
        switch session.authnStatement.authnContext.classRef {
        case .passwordProtectedTransport?, .password?: "mot de passe"
        case .timeSyncToken?, .refedsMFA?: "deux facteurs"
        case let other?: "<code>\(other.rawValue)</code>"
        case nil: "un moyen non précisé"
        }
    }

    private var rights: HTML {
        let structure = session.values("structure").first
        let siret = session.values("siret").first
        let roles = session.values("role").map { role -> HTML in "<li class=\"tag\">\(role)</li>" }
        let none: HTML = "<p class=\"muted\">Aucun rôle transmis.</p>"
        return """
            <section class="card"><h2>Pour quelle structure, avec quels rôles</h2><dl class="rows">\
            \(row("Structure", "\(structure ?? "non transmise")"))\
            \(row("SIRET", "\(siret ?? "non transmis")"))</dl>
            <h3>Rôles dans \(provider.application.name)</h3>
            \(roles.isEmpty ? none : "<ul class=\"tags\">\(roles)</ul>")</section>
            """
    }

    private var attributes: HTML {
        let rows = session.attributes.map { attribute -> HTML in
            let values = attribute.values.map { value -> HTML in "<li>\(value)</li>" }
            let friendly: HTML? = attribute.friendlyName.map { "<small>\($0)</small>" }
            return """
                <tr><th scope="row"><code>\(attribute.name)</code>\(friendly)</th><td><ul>\(values)</ul></td>\
                <td class="format"><code>\(attribute.nameFormat?.rawValue ?? "non précisé")</code></td></tr>
                """
        }
        return """
            <section><h2>Tous les attributs reçus <span class="num">\(session.attributes.count)</span></h2>
            <div class="box" tabindex="0" role="region" aria-label="Attributs reçus"><table><thead><tr><th scope="col">Nom</th>\
            <th scope="col">Valeurs</th><th scope="col" class="format">Format du nom</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div></section>
            """
    }

    private func row(_ name: HTML, _ value: HTML) -> HTML { "<div><dt>\(name)</dt><dd>\(value)</dd></div>" }
}
