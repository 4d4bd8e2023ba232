import Directory
import FoundationEssentials
import Markup
import Pages

/// `/exploitation`: the search in sight, then what waits for the operator, the worst first.
struct OperationsView {
    /// What ends within this time is told, in seconds.
    static let horizon: TimeInterval = 60 * 86_400

    struct Known: Sendable {
        let requests: [OperatorRequest]
        let openRequests: Int
        let ending: [EndingDesignation]
        let withoutReferent: Int
        /// People whose mail comes back.
        let unreachable: Int
        let messages: [PortalMessage]
        /// Changes of metadata that wait for a decision.
        let proposals: Int
        /// Service providers whose metadata cannot be renewed, or has ended.
        let failing: Int
    }

    let known: Known
    let certificates: [Surroundings.CertificateEnd]
    let keys: [Surroundings.Key]
    let mail: Surroundings.MailStanding?
    let visit: Visit

    private var language: Language { visit.language }

    var page: Page {
        let content: HTML = """
            \(PageHead(Words.operations, language).html(language))\(SearchView.form("", language, hasFocus: true))\
            <div class="cols even below"><div class="stack">\(toDo)\(requests)\(referents)\(tools)</div>\
            <div class="stack">\(messages)\(mailCard)\(certificateCard)\(keyCard)</div></div><div class="gap"></div>
            """
        return Page(Words.operations, shape: .headed, content: content)
    }

    private func card(_ id: String, _ heading: Text, _ icon: Icon, _ content: HTML) -> HTML {
        "<section class=\"card\" id=\"\(id)\"><h2>\(icon.html)\(heading[language])</h2>\(content)</section>"
    }

    // MARK: - What waits

    private var endingCertificates: Int { certificates.count { $0.endsAt < visit.now + Self.horizon } }

    private var toDo: HTML {
        let lines: [(Int, Text, Text, Text, String, String)] = [
            (
                known.openRequests, Text(fr: "demande de référent", en: "request of an administrator"),
                Text(fr: "demandes de référents", en: "requests of administrators"),
                Text(fr: "À traiter, avec une réponse", en: "To be settled, with an answer"), "/exploitation/demandes",
                " i"
            ),
            (
                known.withoutReferent, Text(fr: "structure sans référent", en: "organisation without administrator"),
                Text(fr: "structures sans référent", en: "organisations without administrator"),
                Text(fr: "À désigner pour gérer ses utilisateurs", en: "To be designated for their users"),
                "/annuaire/structures?referent=aucun", " d"
            ),
            (
                known.ending.count, Text(fr: "référent à renouveler", en: "administrator to renew"),
                Text(fr: "référents à renouveler", en: "administrators to renew"),
                Text(
                    fr: "Désignation ou compte qui prend fin sous 60 jours",
                    en: "Designation or account that ends within 60 days"),
                "#referents", ""
            ),
            (
                mail?.failed ?? 0, Text(fr: "message non remis", en: "undelivered mail"),
                Text(fr: "messages non remis", en: "undelivered mails"),
                Text(fr: "Adresse à vérifier, ou serveur de messagerie", en: "Check the address, or the mail server"),
                "#courrier", " d"
            ),
            (
                known.proposals, Text(fr: "changement de métadonnées", en: "change of metadata"),
                Text(fr: "changements de métadonnées", en: "changes of metadata"),
                Text(fr: "À appliquer ou à refuser", en: "To be applied or refused"), "/exploitation/integration", " i"
            ),
            (
                known.failing, Text(fr: "source de métadonnées en échec", en: "failing source of metadata"),
                Text(fr: "sources de métadonnées en échec", en: "failing sources of metadata"),
                Text(fr: "Ce qui est connu reste en service", en: "What is known stays in use"),
                "/exploitation/integration", " d"
            ),
            (
                known.unreachable, Text(fr: "adresse injoignable", en: "unreachable address"),
                Text(fr: "adresses injoignables", en: "unreachable addresses"),
                Text(fr: "Les messages en reviennent", en: "Messages come back from there"),
                UserListState.path(.unreachable), " d"
            ),
            (
                endingCertificates, Text(fr: "certificat à remplacer", en: "certificate to replace"),
                Text(fr: "certificats à remplacer", en: "certificates to replace"),
                Text(fr: "Fin dépassée ou sous 60 jours", en: "Ended, or ending within 60 days"), "#certificats", " d"
            ),
        ]
        let items: [HTML] = lines.filter { $0.0 > 0 }.map { count, one, many, why, path, tint in
            let words = language.choose(fr: count < 2, en: count == 1) ? one : many
            return """
                <li><a href="\(path)"><b class="num\(tint)">\(Numbers.grouped(count, language))</b>\
                <span class="lab">\(words[language])<small>\(why[language])</small></span>\(Icon.next.html)</a></li>
                """
        }
        let nothing = Text(fr: "Rien n’attend de décision.", en: "Nothing waits for a decision.")
        return card(
            "a-traiter", Text(fr: "À traiter", en: "To do"), .clock,
            items.isEmpty ? "<p>\(nothing[language])</p>" : "<ul class=\"todo\">\(items)</ul>")
    }

    private var requests: HTML? {
        guard !known.requests.isEmpty else { return nil }
        let rows: [HTML] = known.requests.map { request in
            let kind = SettlementWords.kind(request.kind)
            let words = Text(fr: "\(kind.fr) : \(request.personName)", en: "\(kind.en): \(request.personName)")
            return """
                <li><span class="lab"><a href="\(SettlementWords.path(request.id))">\(words[language])</a><small>\(request.askedByName), \(request.structureName), \
                \(visit.moments.ago(request.askedAt))</small></span></li>
                """
        }
        let all = Button(Text(fr: "Toutes les demandes", en: "All requests")).link(
            language, to: "/exploitation/demandes")
        return card(
            "demandes", Text(fr: "Demandes des référents", en: "Requests of administrators"), .mail,
            "<ul class=\"rows\">\(rows)</ul><p class=\"actions\">\(all)</p>")
    }

    private var referents: HTML? {
        guard !known.ending.isEmpty else { return nil }
        let rows: [HTML] = known.ending.prefix(20).map { designation in
            """
            <li><span class="lab"><a href="/annuaire/structures/\(designation.structure.rawValue)">\
            \(designation.structureName)</a><small>\(designation.name), \
            \(Text(fr: "jusqu’au", en: "until")[language]) \(visit.day(designation.endsAt))</small></span></li>
            """
        }
        return card(
            "referents", Text(fr: "Référents à renouveler", en: "Administrators to renew"), .people,
            "<ul class=\"rows\">\(rows)</ul>")
    }

    // MARK: - Beside

    private var messages: HTML {
        let current = known.messages.filter { $0.phase(at: visit.now) == .current }
        let planned = known.messages.count { $0.phase(at: visit.now) == .planned }
        let none = Text(fr: "Le portail n’affiche aucun message.", en: "The portal shows no message.")
        let shown: [HTML] =
            current.isEmpty ? ["<p>\(none[language])</p>"] : current.map { OperatorNotice($0.text).html(language) }
        let more: HTML? =
            planned == 0
            ? nil
            : """
            <p>\(Numbers.counted(planned, one: Text(fr: "message planifié", en: "planned message"),
                many: Text(fr: "messages planifiés", en: "planned messages"), language)).</p>
            """
        let manage = Button(Text(fr: "Messages du portail", en: "Messages on the portal"))
            .link(language, to: "/exploitation/messages")
        return card(
            "message", Text(fr: "Message du portail", en: "Message on the portal"), .info,
            "<div class=\"stack\">\(shown)\(more)</div><p class=\"actions\">\(manage)</p>")
    }

    /// What waits to be sent, and what was given up.
    private var mailCard: HTML? {
        guard let mail, mail.waiting > 0 || mail.failed > 0 else { return nil }
        let waiting = Numbers.counted(
            mail.waiting, one: Text(fr: "message attend", en: "mail waits"),
            many: Text(fr: "messages attendent", en: "mails wait"), language)
        let since: Text? = mail.waitingSince.map { date in
            let moment = visit.moments.at(date)
            return Text(fr: ", le plus ancien écrit \(moment)", en: ", the oldest written \(moment)")
        }
        let rows: [HTML] = mail.latestFailures.map { failed in
            let address: HTML =
                failed.recipient.map { "<a href=\"\(CallerView.path($0))\">\(failed.address)</a>" }
                ?? "\(failed.address)"
            return """
                <li><span class="lab">\(address)<small>\(failed.about[language]), \(visit.moments.at(failed.at))</small>\
                \(failed.trouble.map { "<small>\($0[language])</small>" as HTML })</span></li>
                """
        }
        let line: HTML? = mail.waiting > 0 ? "<p>\(waiting)\(since?[language] ?? "").</p>" : nil
        return card(
            "courrier", Text(fr: "Courrier", en: "Mail"), .mail,
            "\(line)\(rows.isEmpty ? nil : "<ul class=\"rows\">\(rows)</ul>" as HTML?)")
    }

    private var certificateCard: HTML? {
        guard !certificates.isEmpty else { return nil }
        let rows: [HTML] = certificates.prefix(8).map { certificate in
            let name: HTML =
                certificate.path.map { "<a href=\"\($0)\">\(certificate.owner)</a>" } ?? "\(certificate.owner)"
            return """
                <li><span class="lab">\(name)<small>\(Text(fr: "jusqu’au", en: "until")[language]) \
                \(visit.day(certificate.endsAt))</small></span>\(state(certificate.endsAt))</li>
                """
        }
        return card(
            "certificats", Text(fr: "Certificats", en: "Certificates"), .lock, "<ul class=\"rows\">\(rows)</ul>")
    }

    private func state(_ end: Date) -> HTML {
        if end <= visit.now {
            return Tag(Text(fr: "Expiré", en: "Expired"), .closed, icon: .warning, language).html
        }
        if end < visit.now + Self.horizon {
            return Tag(Text(fr: "Bientôt", en: "Soon"), .attention, icon: .clock, language).html
        }
        return Tag(Text(fr: "Valable", en: "Valid"), .good, icon: .done, language).html
    }

    private var keyCard: HTML? {
        guard !keys.isEmpty else { return nil }
        return card(
            "cles", Text(fr: "Clés du site", en: "Keys of the site"), .lock, SiteKeyList(keys: keys, visit: visit).html)
    }

    private var tools: HTML {
        let links: [(Text, Text, String)] = [
            (
                Text(fr: "Réglages du site", en: "Settings of the site"),
                Text(fr: "Nom, couleur, logo, contacts", en: "Name, colour, logo, contacts"), "/exploitation/reglages"
            ),
            (
                Text(fr: "Travaux", en: "Jobs"),
                Text(fr: "Imports, exports et actions groupées", en: "Imports, exports and bulk actions"), "/travaux"
            ),
            (
                Text(fr: "Structures et référents", en: "Organisations and administrators"),
                Text(fr: "Ajouter, désigner, rattacher", en: "Add, designate, attach"), "/annuaire/structures"
            ),
            (
                Text(fr: "Intégration", en: "Integration"),
                Text(
                    fr: "Métadonnées des applications, messages refusés",
                    en: "Metadata of applications, refused messages"),
                "/exploitation/integration"
            ),
            (
                Text(fr: "Applications et rôles", en: "Applications and roles"),
                Text(fr: "Rôles, ouverture, maintenance", en: "Roles, opening, maintenance"), "/annuaire/applications"
            ),
        ]
        let rows: [HTML] = links.map {
            """
            <li><a href="\($2)"><span class="lab">\($0[language])<small>\($1[language])</small></span>\(Icon.next.html)</a></li>
            """
        }
        return card(
            "outils", Text(fr: "Tenir le site", en: "Keeping the site"), .edit, "<ul class=\"todo\">\(rows)</ul>")
    }
}
