import Directory
import Markup
import Pages

/// What a referent or an operator has in care: the way into the directory, and what waits for them there.
struct AdministrationView {
    let user: SignedInUser
    let directory: HomeView.Directory
    let language: Language

    var html: HTML {
        guard let counts = directory.counts else { return .empty }
        let heading =
            user.isOperator
            ? Text(fr: "Exploitation", en: "Operations")
            : Text(fr: "Administration de vos structures", en: "Administration of your organisations")
        return """
            <section class="sec" aria-labelledby="h-adm"><div class="sechead">\
            <h2 id="h-adm">\(heading[language])</h2></div><div class="split">\(card(counts))\(toDo)</div></section>
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
            <div class="card dir">\(Ornament.lines)<span class="go">\(Icon.open.html)</span>\
            <h3><a href="/annuaire">\(title[language])</a></h3><p>\(explanation[language])</p>\
            <dl class="facts">\(rows)</dl></div>
            """
    }

    private var explanation: Text {
        user.isOperator
            ? Text(
                fr: "Tenir les structures, leurs référents et leurs domaines, les applications et leurs rôles.",
                en: "Keep organisations, their administrators and domains, applications and their roles.")
            : Text(
                fr:
                    "Référencer les utilisateurs de vos structures, les habiliter aux applications ou retirer leurs accès.",
                en: "Register the users of your organisations, give them access to applications or take it back.")
    }

    // MARK: - To do

    private struct Line {
        let count: Int
        let words: Text
        let why: Text
        let path: String
        /// The tint of the number.
        var tint = ""
    }

    private var toDo: HTML {
        let title = Text(fr: "À traiter", en: "To do")
        let lines = (lines + referentLines).filter { $0.count > 0 }
        let nothing = Text(fr: "Rien n’attend de décision de votre part.", en: "Nothing waits for you.")
        let body: HTML =
            lines.isEmpty ? "<p>\(nothing[language])</p>" : "<ul class=\"todo\">\(lines.map(item))</ul>"
        return "<div class=\"card\"><h3>\(title[language])</h3>\(body)</div>"
    }

    private func item(_ line: Line) -> HTML {
        """
        <li><a href="\(line.path)"><b class="num\(line.tint)">\(Numbers.grouped(line.count, language))</b>\
        <span class="lab">\(line.words[language])<small>\(line.why[language])</small></span>\(Icon.next.html)</a></li>
        """
    }

    private var lines: [Line] {
        func counted(_ count: Int, _ one: Text, _ many: Text) -> Text {
            Text(fr: (count < 2 ? one : many).fr, en: (count == 1 ? one : many).en)
        }
        let never = directory.views[.neverActivated] ?? 0
        let unreachable = directory.views[.unreachable] ?? 0
        let dormant = directory.views[.dormant] ?? 0
        let without = directory.views[.withoutApplication] ?? 0
        return [
            Line(
                count: never,
                words: counted(
                    never, Text(fr: "compte jamais activé", en: "account never activated"),
                    Text(fr: "comptes jamais activés", en: "accounts never activated")),
                why: Text(fr: "Mot de passe pas encore créé", en: "No password made yet"),
                path: "/annuaire/utilisateurs?vue=jamais-actives"),
            Line(
                count: unreachable,
                words: counted(
                    unreachable, Text(fr: "adresse injoignable", en: "unreachable address"),
                    Text(fr: "adresses injoignables", en: "unreachable addresses")),
                why: Text(
                    fr: "Les messages du portail en reviennent", en: "The portal’s messages come back from there"),
                path: "/annuaire/utilisateurs?vue=injoignables", tint: " d"),
            Line(
                count: dormant,
                words: counted(
                    dormant, Text(fr: "compte dormant", en: "dormant account"),
                    Text(fr: "comptes dormants", en: "dormant accounts")),
                why: Text(
                    fr: "Aucune connexion depuis \(directory.dormantDays) jours",
                    en: "No sign-in for \(directory.dormantDays) days"),
                path: "/annuaire/utilisateurs?vue=dormants", tint: " d"),
            Line(
                count: without,
                words: counted(
                    without, Text(fr: "utilisateur sans application", en: "user without application"),
                    Text(fr: "utilisateurs sans application", en: "users without application")),
                why: Text(fr: "Aucune habilitation en cours", en: "No access right in force"),
                path: "/annuaire/utilisateurs?vue=sans-application", tint: " i"),
        ]
    }

    /// For an operator: structures that nobody cares for.
    private var referentLines: [Line] {
        let count = directory.withoutReferent
        let words =
            Text(
                fr: count < 2 ? "structure sans référent" : "structures sans référent",
                en: count == 1 ? "organisation without administrator" : "organisations without administrator")
        return [
            Line(
                count: count, words: words,
                why: Text(fr: "À désigner pour gérer ses utilisateurs", en: "To be designated for their users"),
                path: "/annuaire/structures?referent=aucun", tint: " d")
        ]
    }
}
