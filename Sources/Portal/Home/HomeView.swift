import Accounts
import Directory
import FoundationEssentials
import Markup
import Pages

/// The portal: a greeting, what the operator tells, the applications, and what referents and operators care for.
struct HomeView {
    /// What the directory says, of one moment.
    struct Directory: Sendable {
        let openings: [Opening]
        let affiliations: [Affiliation]
        let designated: [Structure]
        let referents: [ReferentContact]
        let messages: [PortalMessage]
        /// For a referent or an operator: the figures of their scope.
        let counts: DirectoryCounts?
        /// How many people the views of the list show that call for a decision.
        let views: [UserList.View: Int]
        /// From how many days without a sign-in on an account counts as dormant.
        let dormantDays: Int
        /// For an operator: structures that nobody cares for.
        let withoutReferent: Int
    }

    struct LastSignIn: Sendable {
        let at: Date
        /// Browser and system; may be empty.
        let device: String
    }

    let visit: Visit
    let user: SignedInUser
    let directory: Directory
    let lastUses: [ID<Application>: Date]
    let lastSignIn: LastSignIn?

    private var language: Language { visit.language }

    var page: Page {
        let content: HTML = """
            \(hero)<div class="wrap">\(directory.messages.map { OperatorNotice($0.text).html(language) })
            \(applications)
            \(AdministrationView(user: user, directory: directory, language: language).html)
            <div class="gap"></div></div>
            """
        return Page(Words.yourApplications, shape: .bands, content: content)
    }

    // MARK: - Greeting

    private var hero: HTML {
        let hello = Text(fr: "Bonjour \(user.givenName)", en: "Hello \(user.givenName)")
        let place: HTML? = structures.map { "<p>\($0)</p>" }
        return """
            <div class="hero">\(Ornament.lines)<div class="wrap"><h1>\(hello[language])</h1>
            \(place)<p class="last">\(lastSignInLine)</p></div></div>

            """
    }

    /// « Ville de Valmont et 6 établissements rattachés », « Ville de Valmont et CCAS de Valmont ».
    private var structures: String? {
        if user.isReferent, !directory.designated.isEmpty {
            let attached = user.structuresAsReferent - directory.designated.count
            let names = directory.designated.map(\.name)
            guard attached > 0 else { return joined(names) }
            let more = Numbers.counted(
                attached, one: Text(fr: "établissement rattaché", en: "attached establishment"),
                many: Text(fr: "établissements rattachés", en: "attached establishments"), language)
            return joined(names + [more])
        }
        let names = directory.affiliations.map(\.structureName)
        return names.isEmpty ? nil : joined(names)
    }

    /// A list in words; a long one is cut after three.
    private func joined(_ names: [String]) -> String {
        let and = language.choose(fr: " et ", en: " and ")
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        if names.count <= 4 { return names.dropLast().joined(separator: ", ") + and + last }
        let rest = names.count - 3
        return names.prefix(3).joined(separator: ", ") + and + language.choose(fr: "\(rest) autres", en: "\(rest) more")
    }

    private var lastSignInLine: HTML {
        guard let lastSignIn else {
            let first = Text(
                fr: "C’est votre première connexion. Bienvenue !", en: "This is your first sign-in. Welcome!")
            return "\(first[language])"
        }
        let moment = visit.moments.at(lastSignIn.at)
        let device = DeviceWords.sentence(lastSignIn.device).map { ", " + $0[language] } ?? ""
        let sentence = Text(
            fr: "Dernière connexion \(moment)\(device). {0}", en: "Last sign-in \(moment)\(device). {0}")
        let notMe = Text(fr: "Ce n’était pas vous ?", en: "Wasn’t you?")
        return sentence.html(language, "<a href=\"/aide#pas-moi\">\(notMe[language])</a>")
    }

    // MARK: - Applications

    private var applications: HTML {
        let count: HTML? =
            directory.openings.isEmpty ? nil : "<span class=\"num\">\(directory.openings.count)</span>"
        let tiles: HTML =
            directory.openings.isEmpty
            ? empty : "<ul class=\"tiles\">\(directory.openings.map { tile($0).html(language) })</ul>"
        return """
            <section class="sec" aria-labelledby="h-apps"><div class="sechead">\
            <h2 id="h-apps">\(Words.yourApplications[language])</h2>\(count)</div>\(tiles)</section>
            """
    }

    private func tile(_ opening: Opening) -> Tile {
        let application = opening.application
        return Tile(
            id: application.slug, name: application.name, summary: words(application.description),
            icon: Icon.applications[application.icon] ?? .anyApplication, tint: application.tint, entry: entry(opening))
    }

    private func entry(_ opening: Opening) -> Tile.Entry {
        let path = "/ouvrir/\(opening.application.slug)"
        if let maintenance = opening.application.maintenance { return .closed(reason: words(maintenance)) }
        guard opening.canOpen else {
            let notYet = Text(fr: "Pas encore raccordée au portail", en: "Not yet connected to the portal")
            return .closed(reason: notYet[language])
        }
        guard opening.structures.count > 1 else { return .link(path: path, lastUse: lastUse(opening.application.id)) }
        return .structures(
            opening.structures.map {
                Tile.Way(structure: $0.structure.name, path: "\(path)?structure=\($0.structure.id)")
            })
    }

    private func lastUse(_ application: ID<Application>) -> Text {
        guard let date = lastUses[application] else { return Text(fr: "Jamais ouverte", en: "Never opened") }
        let words = visit.moments.ago(date)
        return Text(fr: "Utilisée \(words)", en: "Used \(words)")
    }

    /// What the operator wrote, with French spaces.
    private func words(_ text: Bilingual) -> String {
        Text(fr: text.fr, en: text.en.isEmpty ? text.fr : text.en)[language]
    }

    /// No application: whom to ask, by name.
    private var empty: HTML {
        let none = Text(
            fr: "Aucune application ne vous est ouverte pour l’instant.", en: "No application is open to you yet.")
        return "<div class=\"empty\"><p><strong>\(none[language])</strong></p><p>\(whomToAsk)</p></div>"
    }

    private var whomToAsk: HTML {
        let links: [HTML] = directory.referents.prefix(3).map { "<a href=\"mailto:\($0.email)\">\($0.name)</a>" }
        let site = visit.context.site
        guard !links.isEmpty else {
            let correspondent: HTML = "<a href=\"mailto:\(site.correspondent)\">\(site.correspondent)</a>"
            return Text(
                fr: "Votre structure n’a pas de référent administrateur : écrivez à {0}.",
                en: "Your organisation has no delegated administrator: write to {0}."
            ).html(language, correspondent)
        }
        return Text(
            fr: "Votre référent administrateur peut vous y habiliter : {0}",
            en: "Your delegated administrator can give you access: {0}"
        ).html(language, links.joined(separator: ", "))
    }
}
