import Calendar
import FoundationEssentials
import Markup
import Pages

/// `/profil/donnees`: the same as the file, to be read. Long lists show their beginning; the file has all of them.
struct PersonalDataView {
    let visit: Visit
    let export: PersonalExport

    private var language: Language { visit.language }
    private static let shown = 25

    var page: Page {
        let lead = Text(
            fr:
                "Tout ce que \(visit.context.site.name) garde à votre sujet. Le pourquoi et les durées sont sur la page {0}.",
            en: "All that \(visit.context.site.name) keeps about you. Why, and for how long, is on the page {0}."
        ).html(language, "<a href=\"/donnees-personnelles\">\(Words.personalData[language])</a>")
        let download = Button(
            Text(fr: "Télécharger le fichier (JSON)", en: "Download the file (JSON)"), .primary, icon: .download)
        let content: HTML = """
            <p class="lead">\(lead)</p><p class="actions">\(download.link(language, to: "/profil/donnees.json"))</p>\
            <div class="stack below">\(identity)\(rights)\(identifiers)\(signIns)\(openings)\(mails)\(rest)\
            \(journal("historique", Text(fr: "Ce qui vous est arrivé", en: "What happened to you"),
                export.whatHappened))\
            \(journal("actions", Text(fr: "Ce que vous avez fait", en: "What you did"), export.whatYouDid))</div>
            """
        return Page(
            Text(fr: "Mes données", en: "My data"), crumbs: [Crumb(Words.profile, "/profil")], content: content)
    }

    // MARK: - Parts

    private func card(_ id: String, _ heading: Text, _ content: HTML) -> HTML {
        "<section class=\"card\" id=\"\(id)\"><h2>\(heading[language])</h2>\(content)</section>"
    }

    private func facts(_ facts: [(Text, String?)]) -> HTML {
        let rows: [HTML] = facts.compactMap { label, value in
            value.map { "<div><dt>\(label[language])</dt><dd>\($0)</dd></div>" }
        }
        return "<dl class=\"kv\">\(rows)</dl>"
    }

    /// A list with its first lines; the file has the others.
    private func table(
        _ id: String, _ heading: Text, _ columns: [Text], _ rows: [[HTML]], none: Text
    ) -> HTML {
        guard !rows.isEmpty else { return card(id, heading, "<p>\(none[language])</p>") }
        let caption: HTML =
            rows.count <= Self.shown
            ? "\(Numbers.counted(rows.count, one: Text(fr: "ligne", en: "line"), many: Text(fr: "lignes", en: "lines"), language))"
            : "\(Text(fr: "Les \(Self.shown) plus récentes sur \(rows.count) ; toutes sont dans le fichier.", en: "The \(Self.shown) newest of \(rows.count); all are in the file.")[language])"
        return card(
            id, heading,
            TableShell(id: "\(id)-table", caption: caption, columns: columns, rows: Array(rows.prefix(Self.shown)))
                .html(language))
    }

    private func moment(_ date: Date) -> HTML {
        "<time datetime=\"\(DateTime.wholeSeconds(date))\">\(Dates.dayAndTime(date, language))</time>"
    }

    private var identity: HTML {
        let me = export.identity
        let structures = export.affiliations.map { "\($0.structure) (\(Dates.day($0.since, language)))" }
        let designations = export.designations.map { designation in
            let end = designation.until.map { " – \(Dates.day($0, language))" } ?? ""
            return "\(designation.structure) (\(Dates.day(designation.since, language))\(end))"
        }
        let exceptions = export.addressExceptions.map { "\($0.structure) (\($0.reason))" }
        return card(
            "identite", Text(fr: "Votre compte", en: "Your account"),
            facts([
                (Text(fr: "Nom", en: "Last name"), me.familyName),
                (Text(fr: "Prénom", en: "First name"), me.givenName), (Words.email, me.email),
                (
                    Text(fr: "Langue des messages", en: "Language of mails"),
                    me.language == "fr" ? "français" : "English"
                ),
                (Text(fr: "Compte créé le", en: "Account created on"), Dates.day(me.createdAt, language)),
                (Text(fr: "Départ prévu le", en: "Departure on"), me.departsAt.map { Dates.day($0, language) }),
                (Text(fr: "Structures (depuis)", en: "Organisations (since)"), joined(structures)),
                (Text(fr: "Désignations de référent", en: "Designations as administrator"), joined(designations)),
                (
                    Text(fr: "Opérateur depuis", en: "Operator since"),
                    export.operatorSince.map { Dates.day($0, language) }
                ),
                (Text(fr: "Exceptions d’adresse", en: "Address exceptions"), joined(exceptions)),
                (
                    Text(fr: "Mot de passe choisi le", en: "Password chosen on"),
                    export.password.chosenAt.map { Dates.day($0, language) }
                ),
            ]))
    }

    private func joined(_ words: [String]) -> String? { words.isEmpty ? nil : words.joined(separator: ", ") }

    private var rights: HTML {
        table(
            "habilitations", Text(fr: "Vos habilitations", en: "Your access rights"),
            [
                Text(fr: "Rôle", en: "Role"), Text(fr: "Structure", en: "Organisation"),
                Text(fr: "Donnée par", en: "Granted by"), Text(fr: "Le", en: "On"), Text(fr: "Jusqu’au", en: "Until"),
            ],
            export.accessRights.map {
                [
                    "\($0.application) – \($0.role)", "\($0.structure)", "\($0.grantedBy)",
                    "\(Dates.day($0.grantedAt, language))",
                    $0.until.map { "\(Dates.day($0, language))" } ?? "\(Text(fr: "sans fin", en: "no end")[language])",
                ]
            }, none: Text(fr: "Vous n’avez pas d’habilitation.", en: "You have no access right."))
    }

    private var identifiers: HTML {
        table(
            "identifiants", Text(fr: "Identifiants transmis aux applications", en: "Identifiers given to applications"),
            [
                Text(fr: "Application", en: "Application"), Text(fr: "Identifiant", en: "Identifier"),
                Text(fr: "Pour", en: "On behalf of"), Text(fr: "Depuis", en: "Since"),
            ],
            export.identifiersGiven.map {
                [
                    "\($0.application)", "<code>\($0.identifier)</code>", "\($0.structure ?? "–")",
                    "\(Dates.day($0.givenAt, language))",
                ]
            },
            none: Text(
                fr: "Aucun identifiant durable ne vous a été attribué.", en: "No lasting identifier was given to you."))
    }

    private var signIns: HTML {
        table(
            "connexions", Text(fr: "Vos connexions", en: "Your sign-ins"),
            [
                Text(fr: "Moment", en: "Moment"), Text(fr: "Quoi", en: "What"),
                Text(fr: "Adresse réseau", en: "Network address"), Text(fr: "Navigateur", en: "Browser"),
            ],
            export.signIns.map {
                [
                    moment($0.at), "\(SignInEventWords.words($0.what)[language])",
                    "\($0.address.isEmpty ? "–" : $0.address)",
                    "\($0.browser.isEmpty ? "–" : $0.browser)",
                ]
            }, none: Text(fr: "Aucune connexion n’est gardée.", en: "No sign-in is kept."))
    }

    private var openings: HTML {
        table(
            "ouvertures", Text(fr: "Applications ouvertes", en: "Applications opened"),
            [
                Text(fr: "Moment", en: "Moment"), Text(fr: "Application", en: "Application"),
                Text(fr: "Pour", en: "On behalf of"),
            ],
            export.applicationsOpened.map { [moment($0.at), "\($0.application)", "\($0.structure)"] },
            none: Text(fr: "Aucune application n’a été ouverte.", en: "No application was opened."))
    }

    private var mails: HTML {
        table(
            "messages", Text(fr: "Messages qui vous ont été envoyés", en: "Mails that were sent to you"),
            [Text(fr: "Moment", en: "Moment"), Text(fr: "Objet", en: "About"), Text(fr: "Adresse", en: "Address")],
            export.mails.map { [moment($0.at), "\($0.about)", "\($0.address)"] },
            none: Text(fr: "Aucun message n’est gardé.", en: "No mail is kept."))
    }

    /// What is only counted here, and named in the file.
    private var rest: HTML {
        card(
            "autres", Text(fr: "Le reste", en: "The rest"),
            facts([
                (Text(fr: "Sessions ouvertes", en: "Open sessions"), "\(export.sessions.count)"),
                (Text(fr: "Navigateurs reconnus", en: "Browsers recognised"), "\(export.recognisedBrowsers.count)"),
                (Text(fr: "Liens créés pour vous", en: "Links made for you"), "\(export.links.count)"),
                (Text(fr: "Saisies gardées", en: "Forms kept"), "\(export.formsKept.count)"),
            ]))
    }

    private func journal(_ id: String, _ heading: Text, _ entries: [PersonalExport.JournalFact]) -> HTML {
        table(
            id, heading, [Text(fr: "Moment", en: "Moment"), Text(fr: "Événement", en: "Event")],
            entries.map { [moment($0.at), "\($0.sentence)"] },
            none: Text(fr: "Le journal n’en dit rien.", en: "The audit trail says nothing."))
    }
}
