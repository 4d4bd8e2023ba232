import Markup
import XML

/// A Response that is not believed: which check failed, and what had been passed before.
struct RefusalPage {
    let provider: ServiceProvider
    let failure: CheckFailure
    let reference: String

    init(_ provider: ServiceProvider, _ failure: CheckFailure, reference: String) {
        self.provider = provider
        self.failure = failure
        self.reference = reference
    }

    var html: HTML {
        let isAnswer = failure.check == .status
        let home = "/\(provider.application.slug)/"
        return PageFrame(
            "Connexion refusée", of: provider,
            content: """
                <div class="head"><p class="flag no">\(Drawing.warning.html)\(isAnswer ? "Le portail a refusé" : "Réponse refusée")</p>
                <h1>\(isAnswer ? "Le portail n’a pas pu vous connecter" : "Cette réponse n’est pas acceptée")</h1>
                <p class="lead"><strong>\(failure.check.rawValue)</strong>\u{A0}: \(failure.reason)</p>
                <p class="acts"><a class="btn pri" href="\(home)login">\(Drawing.signIn.html)Recommencer</a> \
                <a class="btn" href="\(provider.peer.portal)">Revenir au portail</a></p></div>
                <section><h2>Ce que l’application a vérifié</h2>\
                \(CheckTable(passed: failure.passed, failed: failure).html)
                <p class="muted">Référence\u{A0}: \(reference)</p></section>
                \(failure.xml.map { MessageDetails($0).html })
                """
        ).html
    }
}

/// The checks in their order, each with its outcome. The roles keep it a table where the style makes it a list (phones).
struct CheckTable {
    let passed: [PassedCheck]
    var failed: CheckFailure?

    var html: HTML {
        var rows = passed.map { row($0.check, "ok", Drawing.tick, "Passé", $0.seen) }
        if let failed { rows.append(row(failed.check, "no", Drawing.cross, "Échec", failed.reason)) }
        return """
            <div class="box" tabindex="0" role="region" aria-label="Vérifications"><table class="checks" role="table">\
            <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Contrôle</th>\
            <th scope="col" role="columnheader">Vu</th></tr></thead><tbody role="rowgroup">\(rows)</tbody></table></div>
            """
    }

    private func row(_ check: Check, _ outcome: String, _ drawing: Drawing, _ word: String, _ seen: String) -> HTML {
        """
        <tr class="\(outcome)" role="row"><th scope="row" role="rowheader"><span class="mark">\(drawing.html)<b class="vh">\(word)\u{A0}: </b></span>\
        <span>\(check.rawValue)<small>\(check.reason)</small></span></th><td role="cell">\(seen)</td></tr>
        """
    }
}

/// The message itself, folded.
struct MessageDetails {
    let xml: [UInt8]

    init(_ xml: [UInt8]) { self.xml = xml }

    var html: HTML {
        """
        <section><details class="xml"><summary>Voir la réponse SAML (XML, \(xml.count) octets)</summary>\
        <pre tabindex="0"><code>\(XMLIndenter.indented(String(decoding: xml, as: UTF8.self)))</code></pre></details></section>
        """
    }
}
