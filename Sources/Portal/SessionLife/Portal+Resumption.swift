import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// A form that was sent after its session had run out is shown again to whoever sent it, once they have signed in.
extension Portal {
    var resumptionRoutes: [Route] {
        [
            .get(Website.resumption, access: .signedIn, handler: signedIn(resume)),
            .post(
                Website.resumption + "/abandonner", access: .signedIn, bodyLimit: 4096, handler: signedInForm(giveUp)),
        ]
    }

    private func resume(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let token = visit.request.cookies[SiteCookies.parkedForm]
        guard let parked = try accounts.parkedForm(token, of: person.user.id, at: visit.now),
            let fields = try? Parameters(decoding: parked.fields, maximumCount: 2_000)
        else { return Response.seeOther("/").setting(.removing(SiteCookies.parkedForm)) }
        return ResumptionView(visit: visit, parked: parked, fields: fields).page.response(visit.context)
    }

    private func giveUp(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        try accounts.forgetParkedForm(visit.request.cookies[SiteCookies.parkedForm], of: person.user.id)
        let done = Text(fr: "Votre saisie est abandonnée.", en: "What you typed is given up.")
        return Response.seeOther("/").setting(.removing(SiteCookies.parkedForm)).telling(.done(done, visit.language))
    }
}

/// What was typed, to be looked at and sent: nothing is sent by itself.
struct ResumptionView {
    let visit: Visit
    let parked: ParkedForm
    let fields: Parameters

    private var language: Language { visit.language }

    var page: Page {
        let title = Text(fr: "Reprendre votre saisie", en: "Go on with what you typed")
        let lead = Text(
            fr:
                "Votre session s’était fermée avant l’envoi de ce formulaire, \(visit.moments.at(parked.parkedAt)). Rien n’a été enregistré ; rien n’est perdu.",
            en:
                "Your session had closed before this form was sent, \(visit.moments.at(parked.parkedAt)). Nothing was saved; nothing is lost."
        )
        let hidden: [HTML] = fields.fields.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" }
        let send = Button(Text(fr: "Envoyer maintenant", en: "Send now"), .primary).submit(language)
        let drop = Button(Text(fr: "Abandonner", en: "Give up")).submit(language)
        return Page(
            title,
            content: """
                <p class="lead">\(lead[language])</p><div class="prose"><div class="card">\(answers)</div>\
                <div class="actions">\(visit.context.form(to: parked.path, "\(hidden)\(send)"))\
                \(visit.context.form(to: Website.resumption + "/abandonner", drop))</div></div>
                """)
    }

    /// The answers that have a name people know; the others are counted.
    private var answers: HTML {
        let filled = fields.fields.filter { !$0.value.isEmpty }
        let named = filled.compactMap { field in Self.names[field.name].map { ($0, field.value) } }
        let rows: [HTML] = named.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        let rest = filled.count - named.count
        let others: HTML? =
            rest == 0
            ? nil
            : """
            <p class="small">\(Numbers.counted(
                rest, one: Text(fr: "autre réponse", en: "other answer"),
                many: Text(fr: "autres réponses", en: "other answers"), language))</p>
            """
        return "\(rows.isEmpty ? nil : "<dl class=\"kv\">\(rows)</dl>" as HTML)\(others)"
    }

    private static let names: [String: Text] = [
        "nom": Text(fr: "Nom", en: "Name"), "prenom": Text(fr: "Prénom", en: "First name"),
        "email": Words.email, "courriel": Words.email, "adresse": Text(fr: "Adresse", en: "Address"),
        "telephone": Text(fr: "Téléphone", en: "Telephone"), "siret": Text(fr: "SIRET", en: "SIRET"),
        "court": Text(fr: "Nom court", en: "Short name"), "domaine": Text(fr: "Domaine", en: "Domain"),
        "motif": Text(fr: "Motif", en: "Reason"), "depuis": Text(fr: "Depuis", en: "Since"),
        "jusqu": Text(fr: "Jusqu’au", en: "Until"), "description": Text(fr: "Description", en: "Description"),
        "texte": Text(fr: "Texte", en: "Text"), "anglais": Text(fr: "En anglais", en: "In English"),
        "reponse": Text(fr: "Réponse", en: "Answer"), "q": Text(fr: "Recherche", en: "Search"),
        "libelle": Text(fr: "Libellé", en: "Label"), "valeur": Text(fr: "Valeur", en: "Value"),
    ]
}
