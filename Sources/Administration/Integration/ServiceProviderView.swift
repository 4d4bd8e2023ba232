import Crypto
import Directory
import FoundationEssentials
import Markup
import Pages

/// `/annuaire/applications/{application}/fournisseurs/{fournisseur}`: how a service provider's metadata stands, what waits
/// for a decision, which keys are trusted, and which of its messages were refused.
struct ServiceProviderView {
    struct Known: Sendable {
        let application: Application
        let provider: ServiceProvider
        let source: MetadataSource?
        let proposal: MetadataProposal?
        let attempts: [MetadataAttempt]
        let errors: [IntegrationError]
        let errorCount: Int
    }

    let known: Known
    let visit: Visit

    private var language: Language { visit.language }
    private var provider: ServiceProvider { known.provider }
    private var path: String { IntegrationWords.path(provider, of: known.application) }

    var page: Page {
        let title = Text(fr: provider.name, en: provider.name)
        let importing = Button(IntegrationWords.importing, icon: .file).link(language, to: path + "/importer")
        let contract = Button(Text(fr: "Contrat d’attributs", en: "Attribute contract"), icon: .globe)
            .link(language, to: path + "/contrat")
        let head = PageHead(
            title, language, actions: [contract, importing], detail: "<code>\(provider.entityID)</code>")
        let content: HTML = """
            \(head.html(language))\(notices)\(proposal)<div class="cols even below"><div class="stack">\(source)\
            \(history)</div><div class="stack">\(keys)\(errors)</div></div><div class="gap"></div>
            """
        return Page(
            title, shape: .headed, crumbs: IntegrationWords.crumbs(known.application),
            place: IntegrationWords.place(provider, in: known.application), content: content)
    }

    private func card(_ id: String, _ heading: Text, _ icon: Icon, _ content: HTML) -> HTML {
        "<section class=\"card\" id=\"\(id)\"><h2>\(icon.html)\(heading[language])</h2>\(content)</section>"
    }

    private func facts(_ facts: [(Text, HTML)]) -> HTML {
        let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        return "<dl class=\"kv\">\(rows)</dl>"
    }

    // MARK: - What cannot wait

    private var notices: HTML? {
        if provider.hasEnded(at: visit.now), let end = provider.validUntil {
            let words = Text(
                fr: "Les métadonnées ont pris fin \(visit.moments.at(end)) : ce fournisseur n’est plus servi. "
                    + "Actualisez-les, ou importez un fichier.",
                en: "The metadata ended \(visit.moments.at(end)): this provider is no longer answered. Renew it, or "
                    + "import a file.")
            return Notice(.warning, "<p>\(words[language])</p>").html
        }
        guard let source = known.source, source.failures > 0, let outcome = source.outcome else { return nil }
        let since = source.failingSince.map(visit.moments.at) ?? ""
        var words = Text(
            fr:
                "La source ne peut pas être reprise depuis \(since). \(outcome.words.fr) Ce qui est connu reste en service",
            en: "The source cannot be taken since \(since). \(outcome.words.en) What is known stays in use")
        if let end = provider.validUntil {
            words = Text(
                fr: "\(words.fr) jusqu’à sa fin, \(visit.moments.at(end)) ; après, ce fournisseur ne sera plus servi.",
                en: "\(words.en) until it ends, \(visit.moments.at(end)); after that this provider is not answered.")
        } else {
            words = Text(fr: "\(words.fr).", en: "\(words.en).")
        }
        return Notice(.warning, "<p>\(words[language])</p>").html
    }

    private var proposal: HTML? {
        guard let proposal = known.proposal else { return nil }
        let differences = MetadataDifference.between(provider.settings, proposal.settings)
        let rows: [HTML] = differences.map { "<li><span class=\"lab plain\">\($0.words[language])</span></li>" }
        let same = Text(
            fr: "Le document ne change rien à ce qui est utilisé.", en: "The document changes nothing that is used.")
        let lead = Text(
            fr:
                "Trouvé \(visit.moments.at(proposal.foundAt)). Rien n’est appliqué sans vous. Une clé retirée ne vaut plus "
                + "rien aussitôt appliqué.",
            en: "Found \(visit.moments.at(proposal.foundAt)). Nothing is applied without you. A key that is removed "
                + "counts no more as soon as it is applied.")
        let list: HTML = rows.isEmpty ? "<p>\(same[language])</p>" : "<ul class=\"rows\">\(rows)</ul>"
        let form = visit.context.form(
            to: path + "/changement",
            """
            <input type="hidden" name="document" value="\(proposal.mark)"><p class="actions">\
            \(Button(Text(fr: "Appliquer", en: "Apply"), .primary, icon: .done)
                .submit(language, name: "geste", value: "appliquer"))\
            \(Button(Text(fr: "Refuser", en: "Refuse")).submit(language, name: "geste", value: "refuser"))</p>
            """)
        return card(
            "changement", Text(fr: "Ce qui changerait", en: "What would change"), .edit,
            "<div class=\"stack\"><p>\(lead[language])</p>\(list)\(form)</div>")
    }

    // MARK: - Where it comes from

    private var source: HTML {
        let change = Button(
            known.source == nil
                ? Text(fr: "Indiquer une adresse", en: "Set an address") : Text(fr: "Changer", en: "Change"),
            detail: Text(fr: "la source", en: "the source")
        ).link(language, to: path + "/source")
        guard let source = known.source else {
            let words = Text(
                fr: "Ces métadonnées ont été importées à la main : elles ne changent que si vous les réimportez.",
                en: "This metadata was imported by hand: it changes only if you import it again.")
            return card(
                "source", IntegrationWords.source, .globe,
                "<p>\(words[language])</p>\(facts([updated]))<p class=\"actions below\">\(change)</p>")
        }
        let refresh = visit.context.form(
            to: path + "/actualiser",
            """
            <p class="actions below">\(Button(Text(fr: "Actualiser maintenant", en: "Renew now"), icon: .clock).submit(language))\
            \(change)</p>
            """)
        return card("source", IntegrationWords.source, .globe, "\(facts(told(source)))\(refresh)")
    }

    private var updated: (Text, HTML) {
        (Text(fr: "Mis à jour", en: "Updated"), "\(visit.moments.at(provider.updatedAt))")
    }

    private func told(_ source: MetadataSource) -> [(Text, HTML)] {
        let vouched: HTML =
            source.keyFingerprint.map {
                "\(Text(fr: "la signature du document, par la clé", en: "the document’s signature, by the key")[language]) <code>\($0)</code>"
            } ?? "\(Self.vouchedByServer(source.terms.url)[language])"
        let longest =
            source.terms.longestValidity.map { Text.duration($0)[language] }
            ?? Text(fr: "pas exigée", en: "not demanded")[language]
        let applied =
            source.terms.appliesItself
            ? Text(fr: "aussitôt", en: "at once")
            : Text(fr: "après votre accord", en: "after you agree")
        var lines: [(Text, HTML)] = [
            (Text(fr: "Adresse", en: "Address"), "<code>\(source.terms.url)</code>"),
            (Text(fr: "Garant", en: "Vouched for by"), vouched),
            (Text(fr: "Fin (validUntil) au plus dans", en: "End (validUntil) within"), "\(longest)"),
            (Text(fr: "Un changement est appliqué", en: "A change is applied"), "\(applied[language])"),
            (
                Text(fr: "Dernière réussite", en: "Last success"),
                "\(source.succeededAt.map(visit.moments.at) ?? Text(fr: "pas encore", en: "not yet")[language])"
            ),
        ]
        if let attempted = source.attemptedAt, let outcome = source.outcome {
            lines.append(
                (
                    Text(fr: "Dernier essai", en: "Last attempt"),
                    "\(visit.moments.at(attempted))<small>\(outcome.words[language])</small>"
                ))
        }
        lines.append((Text(fr: "Prochain essai", en: "Next attempt"), "\(visit.moments.at(source.dueAt))"))
        if let end = provider.validUntil {
            lines.append((Text(fr: "Valables jusqu’à", en: "Valid until"), "\(visit.moments.at(end))"))
        }
        return lines + [updated]
    }

    /// Without a key; http is spoken on a loopback site only.
    private static func vouchedByServer(_ url: String) -> Text {
        url.lowercased().hasPrefix("https://")
            ? Text(fr: "le certificat du serveur (https)", en: "the server’s certificate (https)")
            : Text(fr: "personne : http, sur un site d’essai", en: "nobody: http, on a trial site")
    }

    private var history: HTML? {
        guard !known.attempts.isEmpty else { return nil }
        let rows: [HTML] = known.attempts.map { attempt in
            let times = Numbers.counted(
                attempt.times, one: Text(fr: "essai", en: "attempt"), many: Text(fr: "essais", en: "attempts"), language
            )
            let detail: HTML? = attempt.detail.isEmpty ? nil : "<small><code>\(attempt.detail)</code></small>"
            return """
                <li><span class="lab plain">\(attempt.outcome.words[language])<small>\(visit.moments.at(attempt.lastAt)), \
                \(times)</small>\(detail)</span></li>
                """
        }
        return card(
            "historique", Text(fr: "Derniers essais", en: "Last attempts"), .clock,
            "<ul class=\"rows\">\(rows)</ul>")
    }

    // MARK: - Keys and errors

    private var keys: HTML {
        let settings = provider.settings
        let all =
            settings.signingCertificates.map { ($0, Text(fr: "signature", en: "signing")) }
            + settings.encryptionKeys.map { ($0.certificate, Text(fr: "chiffrement", en: "encryption")) }
        let bare: [HTML] = settings.bareSigningKeys.compactMap { text in
            guard let key = try? PublicKey(base64: text) else { return nil }
            let words = Text(fr: "signature", en: "signing")
            let kind = Text(fr: "clé sans certificat", en: "key without a certificate")
            return """
                <li><span class="lab">\(words[language])<small>\(kind[language])</small>\
                <small><code>\(key.fingerprint)</code></small></span></li>
                """
        }
        let rows: [HTML] =
            bare
            + all.compactMap { text, use in
                guard let certificate = try? Certificate(base64: text) else { return nil }
                let until = Text(fr: "jusqu’au", en: "until")
                return """
                    <li><span class="lab">\(use[language])<small>\(certificate.subject), \(until[language]) \
                    \(visit.day(certificate.notAfter))</small><small><code>\(certificate.fingerprint)</code></small></span>\
                    \(CertificateTag.of(certificate.notAfter, at: visit.now, language).html)</li>
                    """
            }
        let none = Text(
            fr: "Aucune : rien de ce qu’il envoie ne peut être signé, ni rien chiffré pour lui.",
            en: "None: nothing that it sends can be signed, nor anything encrypted for it.")
        let hint = Text(
            fr:
                "Un certificat n’est ici que l’enveloppe d’une clé : rien ne s’arrête à sa date de fin, mais l’application, "
                + "elle, peut s’y arrêter.",
            en:
                "A certificate is but the envelope of a key here: nothing stops on its last day, but the application may."
        )
        return card(
            "cles", Text(fr: "Clés de l’application", en: "Keys of the application"), .lock,
            rows.isEmpty
                ? "<p>\(none[language])</p>"
                : "<ul class=\"rows\">\(rows)</ul><p class=\"small\">\(hint[language])</p>")
    }

    private var errors: HTML {
        let all = Button(
            Text(fr: "Toutes les erreurs (\(known.errorCount))", en: "All errors (\(known.errorCount))"),
            detail: Text(fr: "(\(provider.name))", en: "(\(provider.name))")
        ).link(language, to: path + "/erreurs")
        return card(
            "erreurs", IntegrationWords.errors, .warning,
            """
            \(IntegrationErrorsView(errors: known.errors, visit: visit).list)<p class="actions below">\(all)</p>
            """)
    }
}

/// How the end of a certificate stands.
enum CertificateTag {
    static func of(_ end: Date, at now: Date, _ language: Language) -> Tag {
        if end <= now { return Tag(Text(fr: "Expiré", en: "Expired"), .closed, icon: .warning, language) }
        if end < now + OperationsView.horizon {
            return Tag(Text(fr: "Bientôt", en: "Soon"), .attention, icon: .clock, language)
        }
        return Tag(Text(fr: "Valable", en: "Valid"), .good, icon: .done, language)
    }
}
