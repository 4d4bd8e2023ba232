import Crypto
import Directory
import FoundationEssentials
import Markup
import Pages

/// `/exploitation/integration`: every service provider with its state, and the messages of senders whom nobody knows.
struct IntegrationView {
    struct Line: Sendable {
        let application: Application
        let provider: ServiceProvider
        let source: MetadataSource?
        let hasProposal: Bool
        let lastError: IntegrationError?
    }

    let lines: [Line]
    let unknown: [IntegrationError]
    let visit: Visit

    private var language: Language { visit.language }

    var page: Page {
        let lead = Text(
            fr: "L’état de chaque fournisseur de service : ses métadonnées, ses clés, ses derniers messages refusés.",
            en: "The state of each service provider: its metadata, its keys, its last refused messages.")
        let none = Text(
            fr: "Aucun fournisseur de service. Ouvrez une application pour en enregistrer un.",
            en: "No service provider. Open an application to register one.")
        let rows: [HTML] = lines.map(row)
        let list: HTML = rows.isEmpty ? "<p>\(none[language])</p>" : "<ul class=\"rows\">\(rows)</ul>"
        let strangers = Text(fr: "Expéditeurs inconnus", en: "Unknown senders")
        let strangersLead = Text(
            fr:
                "Messages de qui n’est pas enregistré, ou que rien ne permet d’attribuer. Le nom est celui qu’ils se donnent.",
            en: "Messages of senders who are not registered, or that nothing attributes. The name is what they call "
                + "themselves.")
        let content: HTML = """
            <p class="lead">\(lead[language])</p><section class="card" id="fournisseurs">\(list)</section>\
            <section class="card" id="inconnus"><h2>\(strangers[language])</h2><div class="stack">\
            <p>\(strangersLead[language])</p>\(IntegrationErrorsView(errors: unknown, visit: visit).list)</div></section>
            """
        return Page(
            IntegrationWords.title, crumbs: [.operations], content: "<div class=\"stack\">\(content)</div>")
    }

    private func row(_ line: Line) -> HTML {
        let provider = line.provider
        let path = IntegrationWords.path(provider, of: line.application)
        let name = provider.name == line.application.name ? provider.name : "\(line.application.name), \(provider.name)"
        var details: [HTML] = ["<code>\(provider.entityID)</code>"]
        details.append(
            "\(Text(fr: "Métadonnées mises à jour", en: "Metadata updated")[language]) \(visit.moments.ago(provider.updatedAt))"
        )
        if let end = nearestEnd(provider) {
            details.append("\(Text(fr: "certificat jusqu’au", en: "certificate until")[language]) \(visit.day(end))")
        }
        if let error = line.lastError {
            let last = Text(fr: "Dernier refus", en: "Last refusal")
            details.append(
                "<a href=\"\(path)/erreurs\">\(last[language])<span class=\"vh\"> (\(provider.name))</span></a> \(visit.moments.at(error.lastAt)) : \(error.finding.words[language])"
            )
        }
        let small: [HTML] = details.map { "<small>\($0)</small>" }
        var tags: [HTML] = [
            IntegrationWords.state(provider, line.source, hasProposal: line.hasProposal, visit).html
        ]
        if !provider.enabled {
            tags.append(Tag(Text(fr: "Désactivé", en: "Disabled"), .closed, icon: .lock, language).html)
        }
        return "<li><span class=\"lab\"><a href=\"\(path)\">\(name)</a>\(small)</span>\(tags)</li>"
    }

    /// The end of the certificate that lasts longest for each use, the sooner of the two.
    private func nearestEnd(_ provider: ServiceProvider) -> Date? {
        let settings = provider.settings
        return [settings.signingCertificates, settings.encryptionKeys.map(\.certificate)].compactMap { certificates in
            certificates.compactMap { try? Certificate(base64: $0).notAfter }.max()
        }.min()
    }
}
