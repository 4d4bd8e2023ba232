import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// What the portal tells everybody: planned, looked at before it is shown, changed, removed.
extension Administration {
    var portalMessageRoutes: [Route] {
        let list = PortalMessageWords.list
        return [
            .get(list, access: .operator, handler: operating(messageList)),
            .get(
                list + "/ajouter", access: .operator,
                handler: operating { visit, _ in messagePage(nil, PortalMessageForm(), visit, [], preview: nil) }),
            .post(list + "/ajouter", access: .operator, handler: operatingForm(addMessage)),
            .get(
                list + "/{message}", access: .operator,
                handler: operating { visit, _ in
                    let message = try message(visit)
                    return messagePage(message, PortalMessageForm(message), visit, [], preview: message.text)
                }),
            .post(list + "/{message}", access: .operator, handler: operatingForm(changeMessage)),
            .get(list + "/{message}/retirer", access: .operator, handler: operating(removalPage)),
            .post(list + "/{message}/retirer", access: .operator, handler: operatingForm(removeMessage)),
        ]
    }

    private func messageList(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let messages = try directory.read { (view) throws(DirectoryError) in try view.portalMessages() }
        return PortalMessagesView(messages: messages, visit: visit).page.response(visit.context)
    }

    private func message(_ visit: Visit) throws -> PortalMessage {
        let id: ID<PortalMessage> = try visit.request.id("message")
        let message = try directory.read { (view) throws(DirectoryError) in try view.portalMessage(id) }
        guard let message else { throw HTTPError.notFound }
        return message
    }

    // MARK: - Writing

    private func messagePage(
        _ message: PortalMessage?, _ form: PortalMessageForm, _ visit: Visit, _ errors: [FieldError],
        preview: Bilingual?
    ) -> Response {
        let language = visit.language
        let title =
            message == nil
            ? Text(fr: "Annoncer sur le portail", en: "Announce on the portal")
            : Text(fr: "Modifier le message", en: "Edit the message")
        let path = message.map { PortalMessageWords.path($0.id) } ?? PortalMessageWords.list + "/ajouter"
        let look = Button(Text(fr: "Aperçu", en: "Preview")).submit(language, name: "geste", value: "apercu")
        let save = Button(Text(fr: "Enregistrer", en: "Save"), .primary).submit(language)
        let shown: HTML? = preview.map { text in
            """
            <section class="below narrow" aria-labelledby="apercu"><h2 id="apercu">\
            \(Text(fr: "Aperçu", en: "Preview")[language])</h2><div class="stack below">\
            <div lang="fr">\(OperatorNotice(text).html(.fr))</div>\
            \(text.en.isEmpty ? nil : "<div lang=\"en\">\(OperatorNotice(text).html(.en))</div>" as HTML)</div></section>
            """
        }
        let fields: HTML = """
            \(form.html(language, errors))<p class="actions">\(save)\(look)\
            <a class="btn quiet" href="\(PortalMessageWords.list)">\(Words.cancel[language])</a></p>
            """
        return Page(
            title, crumbs: PortalMessageWords.crumbs, errors: errors,
            content: "\(visit.context.form(to: path, style: "form narrow", fields))\(shown)"
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func addMessage(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        try save(nil, visit, person, form) { change, typed, start, end in
            try change.planPortalMessage(typed.text, from: start, until: end)
        }
    }

    private func changeMessage(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let message = try message(visit)
        return try save(message, visit, person, form) { change, typed, start, end in
            try change.changePortalMessage(
                message.id, version: typed.version, to: typed.text, from: start, until: end)
        }
    }

    private func save(
        _ message: PortalMessage?, _ visit: Visit, _ person: SignedInVisit, _ form: Parameters,
        _ write: (Change, PortalMessageForm, Date, Date?) throws -> Void
    ) throws -> Response {
        let typed = try PortalMessageForm(form)
        let (start, end, errors) = typed.period(now: visit.now)
        if try form.only("geste") == "apercu" {
            let isEmpty = !typed.french.contains { !$0.isWhitespace }
            return messagePage(message, typed, visit, errors, preview: isEmpty ? nil : typed.text)
        }
        guard errors.isEmpty else { return messagePage(message, typed, visit, errors, preview: nil) }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { try write($0, typed, start, end) }
        }
        if let refusal {
            let error = PortalMessageWords.error(refusal)
            return messagePage(message, typed, visit, [error], preview: nil)
        }
        let done =
            start > visit.now
            ? Text(
                fr: "Le message sera affiché à partir du \(Dates.dayAndTime(start, .fr)).",
                en: "The message will be shown from \(Dates.dayAndTime(start, .en)).")
            : Text(fr: "Le message est affiché sur le portail.", en: "The message is shown on the portal.")
        return Response.seeOther(PortalMessageWords.list).telling(.done(done, visit.language))
    }

    // MARK: - Removing

    private func removalPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let message = try message(visit)
        let isShown = message.phase(at: visit.now) == .current
        let lead =
            isShown
            ? Text(fr: "Il disparaît du portail aussitôt.", en: "It disappears from the portal at once.")
            : Text(fr: "Il ne sera pas affiché.", en: "It will not be shown.")
        return Confirmation(
            title: Text(fr: "Retirer ce message ?", en: "Remove this message?"), crumbs: PortalMessageWords.crumbs,
            lead: "\(lead[visit.language])",
            consequences: [
                Confirmation.Section(title: Text(fr: "Le message", en: "The message"), lines: ["\(message.text.fr)"])
            ], button: Text(fr: "Retirer le message", en: "Remove the message"),
            action: PortalMessageWords.path(message.id) + "/retirer", cancel: PortalMessageWords.list
        ).response(visit.context)
    }

    private func removeMessage(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let message = try message(visit)
        try directory.change(by: .user(person.user.id), at: visit.now) { (change) throws(DirectoryError) in
            try change.removePortalMessage(message.id)
        }
        let done = Text(fr: "Le message est retiré.", en: "The message is removed.")
        return Response.seeOther(PortalMessageWords.list).telling(.done(done, visit.language))
    }
}

/// Words and paths that the pages of messages share.
enum PortalMessageWords {
    static let list = "/exploitation/messages"
    static let title = Text(fr: "Messages du portail", en: "Messages on the portal")
    static let crumbs: [Crumb] = [.portal, .operations, Crumb(title, list)]

    static func path(_ message: ID<PortalMessage>) -> String { "\(list)/\(message)" }

    static func error(_ refusal: DirectoryError) -> FieldError {
        switch refusal {
        case .invalid(.until):
            FieldError(
                "fin",
                Text(
                    fr: "Choisissez une fin à venir, après le début", en: "Choose an end to come, after the beginning"))
        case .invalid(.value):
            FieldError(
                "anglais", Text(fr: "Écrivez 600 caractères au plus", en: "Write at most 600 characters"))
        case .invalid:
            FieldError(
                "texte",
                Text(
                    fr: "Écrivez un message de 600 caractères au plus", en: "Write a message of at most 600 characters")
            )
        default: FieldError("texte", Refusal.words(refusal))
        }
    }
}
