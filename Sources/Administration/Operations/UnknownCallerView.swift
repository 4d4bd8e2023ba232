import Directory
import FoundationEssentials
import Markup
import Pages

/// An address that matches nobody: a slip of the finger, an unknown domain, or somebody who was never registered.
struct UnknownCallerView {
    struct Known: Sendable {
        /// Known addresses like it, the nearest first.
        let near: [User]
        /// Structures that allow its domain.
        let allowing: [Structure]
        /// Who cares for the structure, when there is only one.
        let referents: [ReferentContact]
        /// An allowed domain like it.
        let nearDomain: String?
    }

    let typed: String
    let address: EmailAddress?
    let known: Known
    let waitsUntil: Date?
    let visit: Visit

    private var language: Language { visit.language }

    var page: Page {
        let title = Text(fr: "Adresse inconnue : \(typed)", en: "Unknown address: \(typed)")
        let findings: [HTML] = [reason, wait].compactMap(\.self)
        return Page(
            title, shape: .headed, crumbs: [.portal, .operations],
            content: """
                \(PageHead(Text(fr: "Adresse inconnue", en: "Unknown address"), language, detail: "\(typed)").html(language))\
                \(SearchView.form(typed, language))<div class="stack below">\(findings)\(near)</div><div class="gap"></div>
                """)
    }

    private var reason: HTML {
        let title = Text(
            fr: "Aucun compte n’a cette adresse : la connexion est refusée comme pour un mot de passe erroné.",
            en: "No account has this address: sign-in is refused as for a wrong password.")
        return Notice(.warning, "<p><strong>\(title[language])</strong></p><p>\(advice)</p>").html
    }

    private var advice: HTML {
        guard let address else {
            return
                "\(Text(fr: "Ce n’est pas une adresse électronique : faites-la épeler.", en: "It is not an e-mail address: have it spelt out.")[language])"
        }
        guard !known.allowing.isEmpty else {
            if let domain = known.nearDomain {
                return
                    "\(Text(fr: "Aucune structure n’autorise le domaine \(address.domain). Le domaine autorisé le plus proche est \(domain).", en: "No organisation allows the domain \(address.domain). The nearest allowed domain is \(domain).")[language])"
            }
            return
                "\(Text(fr: "Aucune structure n’autorise le domaine \(address.domain) : la personne a peut-être une autre adresse professionnelle.", en: "No organisation allows the domain \(address.domain): the person may have another work address.")[language])"
        }
        let names: [HTML] = known.allowing.prefix(5).map {
            "<a href=\"/annuaire/structures/\($0.id.rawValue)\">\($0.name)</a>"
        }
        let place = Text(
            fr:
                "Son domaine est celui de {0}. Si la personne n’est pas encore référencée, c’est à son référent de l’ajouter",
            en:
                "Its domain is that of {0}. If the person is not registered yet, it is for their administrator to add them"
        ).html(language, names.joined(separator: ", "))
        let referents = known.referents.prefix(3).map { "\($0.name) (\($0.email))" }.joined(separator: ", ")
        return "\(place)\(referents.isEmpty ? "." : Text(fr: " : \(referents).", en: ": \(referents).")[language])"
    }

    private var wait: HTML? {
        guard let waitsUntil else { return nil }
        let words = Text(
            fr:
                "Trop d’essais ont été faits avec cette adresse : aucun n’est regardé avant \(Dates.time(waitsUntil, .fr)).",
            en:
                "Too many attempts were made with this address: none is looked at before \(Dates.time(waitsUntil, .en))."
        )
        return Notice(.info, "<p>\(words[language])</p>").html
    }

    private var near: HTML? {
        guard !known.near.isEmpty else { return nil }
        let rows: [HTML] = known.near.map { user in
            """
            <li><span class="lab"><a href="\(CallerView.path(user.id))">\(user.email)</a>\
            <small>\(user.displayName)</small></span></li>
            """
        }
        let heading = Text(fr: "Adresses connues qui lui ressemblent", en: "Known addresses like it")
        return """
            <section class="card" aria-labelledby="proches"><h2 id="proches">\(heading[language])</h2>\
            <ul class="rows">\(rows)</ul></section>
            """
    }
}
