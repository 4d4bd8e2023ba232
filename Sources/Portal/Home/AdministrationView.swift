import Directory
import Markup
import Pages

/// What a referent or an operator has in care. The directory's pages are not part of the portal yet, so nothing here
/// leads anywhere: the figures are true, and the words say who acts meanwhile.
struct AdministrationView {
    let user: SignedInUser
    let directory: HomeView.Directory
    let site: SiteIdentity
    let language: Language

    var html: HTML {
        guard let counts = directory.counts else { return .empty }
        let heading =
            user.isOperator
            ? Text(fr: "Exploitation", en: "Operations")
            : Text(fr: "Administration de vos structures", en: "Administration of your organisations")
        return """
            <section class="sec" aria-labelledby="h-adm"><div class="sechead">\
            <h2 id="h-adm">\(heading[language])</h2></div><div class="split">\(card(counts))\(second)</div></section>
            """
    }

    private func card(_ counts: DirectoryCounts) -> HTML {
        let title = Text(fr: "Annuaire des identités et des accès", en: "Identity and access directory")
        let facts: [(Int, Text, Text)] = [
            (counts.users, Text(fr: "utilisateur", en: "user"), Text(fr: "utilisateurs", en: "users")),
            (
                counts.structures, Text(fr: "structure", en: "organisation"),
                Text(fr: "structures", en: "organisations")
            ),
            (
                counts.entitlements, Text(fr: "habilitation", en: "access right"),
                Text(fr: "habilitations", en: "access rights")
            ),
        ]
        let rows: [HTML] = facts.map { count, one, many in
            """
            <div><dt>\((language.choose(fr: count < 2, en: count == 1) ? one : many)[language])</dt>\
            <dd class="num">\(Numbers.grouped(count, language))</dd></div>
            """
        }
        return """
            <div class="card dir still">\(Ornament.lines)<h3>\(title[language])</h3><p>\(explanation)</p>\
            <dl class="facts">\(rows)</dl></div>
            """
    }

    private var explanation: HTML {
        if user.isOperator {
            let words = Text(
                fr: "Tenu par la ligne de commande du serveur ; ses pages s’ouvriront ici.",
                en: "Kept through the server’s command line; its pages will open here.")
            return "\(words[language])"
        }
        return Text(
            fr:
                "Ses pages s’ouvriront ici. Jusque-là, le CIG référence vos utilisateurs et les habilite à votre demande : {0}",
            en:
                "Its pages will open here. Until then, the CIG registers your users and gives them access at your request: {0}"
        ).html(language, "<a href=\"mailto:\(site.correspondent)\">\(site.correspondent)</a>")
    }

    private var second: HTML {
        user.isOperator ? withoutReferent : inCare
    }

    /// For a referent: the structures they answer for.
    private var inCare: HTML {
        let title = Text(fr: "Vos structures", en: "Your organisations")
        let rows: [HTML] = directory.inCare.prefix(5).map { structure in
            let kind: Text? =
                switch structure.kind {
                case .principal: Text(fr: "Établissement principal", en: "Main establishment")
                case .attached: Text(fr: "Établissement rattaché", en: "Attached establishment")
                case .subscriber, .partner: nil
                }
            return row(structure, detail: kind)
        }
        return
            "<div class=\"card\"><h3>\(title[language])</h3><ul class=\"rows\">\(rows)</ul>\(more(directory.inCare))</div>"
    }

    private func row(_ structure: Structure, detail: Text?) -> HTML {
        let small: HTML? = detail.map { "<small>\($0[language])</small>" }
        return """
            <li><span class="glyph">\(Icon.building.html)</span><span class="lab">\(structure.name)\(small)</span></li>
            """
    }

    /// What a list of five leaves out.
    private func more(_ structures: [Structure]) -> HTML? {
        let rest = structures.count - 5
        guard rest > 0 else { return nil }
        let words = Numbers.counted(
            rest, one: Text(fr: "autre structure", en: "other organisation"),
            many: Text(fr: "autres structures", en: "other organisations"), language)
        let and = language.choose(fr: "et", en: "and")
        return "<p class=\"small\">\(and) \(words)</p>"
    }

    /// For an operator: structures that nobody cares for.
    private var withoutReferent: HTML {
        let title = Text(fr: "À traiter", en: "To do")
        let structures = directory.withoutReferent
        let alone = Text(fr: "Sans référent administrateur", en: "Without delegated administrator")
        let shown: [HTML] = structures.prefix(5).map { row($0, detail: alone) }
        let nothing = Text(
            fr: "Toutes les structures ont un référent administrateur.",
            en: "Every organisation has a delegated administrator.")
        let body: HTML =
            structures.isEmpty ? "<p>\(nothing[language])</p>" : "<ul class=\"rows\">\(shown)</ul>\(more(structures))"
        return "<div class=\"card\"><h3>\(title[language])</h3>\(body)</div>"
    }
}
