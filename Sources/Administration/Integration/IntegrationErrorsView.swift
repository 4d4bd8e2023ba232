import Directory
import Markup
import Pages

/// Refused messages as a list: what failed, what to change, and the detail for who looks closely (statement 34).
struct IntegrationErrorsView {
    let errors: [IntegrationError]
    let visit: Visit

    private var language: Language { visit.language }

    /// The list, or the sentence that there is nothing.
    var list: HTML {
        let none = Text(
            fr: "Aucun message refusé ces 90 derniers jours.", en: "No message was refused in the last 90 days.")
        guard !errors.isEmpty else { return "<p>\(none[language])</p>" }
        let rows: [HTML] = errors.map(row)
        return "<ul class=\"rows\">\(rows)</ul>"
    }

    private func row(_ error: IntegrationError) -> HTML {
        let times = Numbers.counted(
            error.times, one: Text(fr: "fois", en: "time"), many: Text(fr: "fois", en: "times"), language)
        let last = Text(
            fr: "\(times), la dernière \(visit.moments.at(error.lastAt))",
            en: "\(times), the last \(visit.moments.at(error.lastAt))")
        let issuer: HTML? =
            error.issuer.isEmpty
            ? nil
            : "<small>\(Text(fr: "Se nomme :", en: "Calls itself:")[language]) <code>\(error.issuer)</code></small>"
        let detail = Text(fr: "Détail pour l’intégrateur", en: "Detail for the integrator")
        let facts: [(Text, HTML)] = [
            (Text(fr: "Contrôle", en: "Check"), "<code>\(error.finding.rawValue)</code>"),
            (Text(fr: "Détail", en: "Detail"), "<code>\(error.detail)</code>"),
            (Text(fr: "Référence", en: "Reference"), "<code>\(error.reference)</code>"),
            (Text(fr: "Première fois", en: "First time"), "\(visit.moments.at(error.firstAt))"),
        ]
        let lines: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        return """
            <li><span class="lab plain"><strong>\(error.finding.words[language])</strong><small>\(last[language])</small>\(issuer)\
            <small>\(error.finding.action[language])</small>\
            <details class="small"><summary>\(detail[language])<span class="vh"> (\(error.reference))</span></summary>\
            <dl class="kv">\(lines)</dl></details></span></li>
            """
    }

    /// What to compare when it is the application that refuses what we send: we never see those refusals.
    static func refusedThere(
        _ provider: ServiceProvider, _ ours: MetadataDesk.Ours?, _ language: Language
    ) -> HTML {
        let lead = Text(
            fr:
                "Si c’est l’application qui refuse notre réponse (« mauvaise audience », « certificat expiré »), le refus "
                + "n’est visible que chez elle. Voici ce que nous envoyons ; chaque valeur doit être celle qu’elle attend.",
            en:
                "If it is the application that refuses our answer (“wrong audience”, “expired certificate”), the refusal "
                + "is seen there only. This is what we send; each value has to be the one it expects.")
        let consumer = provider.settings.defaultAssertionConsumerService?.location ?? "–"
        var facts: [(Text, HTML)] = [
            (
                Text(fr: "Audience", en: "Audience"),
                "<code>\(provider.entityID)</code><small>\(Text(fr: "son entityID", en: "its entityID")[language])</small>"
            ),
            (
                Text(fr: "Destination et Recipient", en: "Destination and Recipient"),
                "<code>\(consumer)</code>"
            ),
            (
                Text(fr: "Durée de validité", en: "Validity"),
                "\(Text(fr: "de 2 minutes avant à 5 minutes après : son horloge doit être à l’heure", en: "from 2 minutes before to 5 minutes after: its clock has to be right")[language])"
            ),
        ]
        if let ours {
            facts.insert((Text(fr: "Émetteur (Issuer)", en: "Issuer"), "<code>\(ours.entityID)</code>"), at: 0)
            let hint = Text(
                fr: "elles contiennent nos clés ; un certificat expiré n’y change rien pour nous, l’application les "
                    + "recharge",
                en: "it holds our keys; an expired certificate changes nothing for us, the application reloads it")
            facts.append(
                (
                    Text(fr: "Nos métadonnées", en: "Our metadata"),
                    "<code>\(ours.metadata)</code><small>\(hint[language])</small>"
                ))
        }
        let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        return "<p>\(lead[language])</p><dl class=\"kv\">\(rows)</dl>"
    }
}
