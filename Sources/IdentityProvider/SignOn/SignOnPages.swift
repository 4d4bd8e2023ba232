import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages
import SAML

// The pages that a sign-on may show: a choice, a refusal, the way back. French and English in one value each.
extension IdentityProvider {
    /// What a page of ours needs to know; with the person's header when somebody is signed in.
    func context(_ visitor: Visitor, _ request: Request) throws -> PageContext {
        let user = try visitor.session.flatMap { session in
            try directory.read { view in
                try view.signedInUser(session.user, at: request.receivedAt)
            }
        }
        return website.context(for: request, session: visitor.secret, person: user.map { SignedInPerson($0) })
            .withoutQuery()
    }

    /// Asks for which structure to act; the answer comes back to the waiting request.
    func chooserPage(
        _ access: ApplicationAccess, _ id: String, _ visitor: Visitor, _ request: Request
    ) throws -> Response {
        let context = try context(visitor, request)
        let name = access.application.name
        let choices = access.structures.map { place in
            Chooser.Choice(
                value: "\(place.structure.id)", label: place.structure.name,
                detail: place.roles.map(\.label).joined(separator: ", "))
        }
        let remember = Text(
            fr: "Retenir ce choix pour \(name) jusqu’à ma déconnexion",
            en: "Remember this choice for \(name) until I sign out")
        let box = Field.checkbox(StructureChoice.rememberField, value: "1", remember, context.language)
        let question = Text(
            fr: "Vous avez accès à \(name) pour plusieurs structures. Pour laquelle l’ouvrez-vous ?",
            en: "You have access to \(name) for several organisations. Which one do you open it for?")
        let chooser = Chooser(
            action: Self.path(of: id), name: StructureChoice.structureField, choices: choices, fields: box)
        let content: HTML = "<p class=\"lead\">\(question[context.language])</p>\(chooser.html(context))"
        let title = Text(fr: "Ouvrir \(name)", en: "Open \(name)")
        return Page(title, content: content).response(context).setting(visitor.cookies)
    }

    /// No assertion: why, and whom to ask.
    func denialPage(
        _ denial: Denial, _ serviceProvider: ServiceProvider, _ visitor: Visitor, _ request: Request
    ) throws -> Response {
        let context = try context(visitor, request)
        let language = context.language
        let name = try application(serviceProvider.application).name
        let home = Button(Words.backToPortal, .primary, icon: .back).link(language, to: "/")
        switch denial {
        case .noRight:
            let happened = Text(
                fr: "Vous n’avez pas d’habilitation pour \(name) : aucune information ne lui a été transmise.",
                en: "You have no access right for \(name): nothing was sent to it.")
            return Explanation(
                title: Text(fr: "\(name) ne vous est pas ouverte", en: "\(name) is not open to you"),
                happened: "\(happened[language])", advice: try whomToAsk(visitor, request, language), ways: [home]
            ).response(context, status: .forbidden)
        case .maintenance(let words):
            return Explanation(
                title: Text(fr: "\(name) est indisponible", en: "\(name) is unavailable"),
                happened: "\(Text(fr: words.fr, en: words.en)[language])", ways: [home]
            ).response(context, status: .serviceUnavailable)
        case .closed:
            let happened = Text(
                fr: "L’application \(name) a été retirée du portail.", en: "\(name) was removed from the portal.")
            return Explanation(
                title: Text(fr: "\(name) n’est plus proposée", en: "\(name) is no longer offered"),
                happened: "\(happened[language])", ways: [home]
            ).response(context, status: .forbidden)
        }
    }

    /// The same browser came back to a request that was answered: no error, the way back to the application.
    func returningPage(
        _ serviceProvider: ID<ServiceProvider>, _ visitor: Visitor, _ request: Request
    ) throws -> Response {
        let context = try context(visitor, request)
        let language = context.language
        guard let provider = try registry.serviceProvider(serviceProvider) else {
            throw MessageRefusal(.unknownServiceProvider, "service provider \(serviceProvider) is gone")
        }
        let application = try application(provider.record.application)
        let name = application.name
        let happened = Text(
            fr: "Cette page a déjà servi à ouvrir \(name).", en: "This page was already used to open \(name).")
        let again = Text(fr: "Revenir à \(name)", en: "Return to \(name)")
        return Explanation(
            title: Text(fr: "\(name) a déjà été ouverte", en: "\(name) was opened already"),
            happened: "\(happened[language])",
            ways: [
                Button(again, .primary, icon: .open).link(language, to: Self.openingPath(application, for: nil)),
                Button(Words.backToPortal, icon: .back).link(language, to: "/"),
            ]
        ).response(context, status: .ok)
    }

    /// Another site, or something that does not say where it comes from, leads here: the person confirms.
    func openingPage(
        _ signOnRequest: SignOnRequest, _ serviceProvider: RegisteredServiceProvider, _ visitor: Visitor,
        _ request: Request
    ) throws -> Response {
        let context = try context(visitor, request)
        let application = try application(serviceProvider.record.application)
        let name = application.name
        let question = Text(
            fr: "Un lien vous propose d’ouvrir \(name) avec votre compte.",
            en: "A link offers to open \(name) with your account.")
        let open = Text(fr: "Ouvrir \(name)", en: "Open \(name)")
        let target = Self.openingPath(application, for: signOnRequest.structure)
        let content: HTML = """
            <p class="lead">\(question[context.language])</p>
            <p class="actions">\(Button(open, .primary, icon: .open).link(context.language, to: target))</p>
            """
        return Page(open, content: content).response(context).setting(visitor.cookies)
    }

    /// The page of a refusal: a fixed sentence, nothing of the input, and the reference that finds the line in the log.
    func refusalPage(_ refusal: MessageRefusal, _ request: Request) -> Response {
        let context = website.context(for: request).withoutQuery()
        guard refusal.kind != .outage else {
            return Explanation.outage(context).response(context, status: .serviceUnavailable)
        }
        let (status, title, happened, advice) = refusal.kind.words
        let home = Button(Words.backToPortal, .primary, icon: .back).link(context.language, to: "/")
        return Explanation(
            title: title, happened: "\(happened[context.language])", advice: "\(advice[context.language])", ways: [home]
        ).response(context, status: status)
    }

    /// « Demandez l’accès à Nadia Benslimane », or to the operator when no referent is there.
    private func whomToAsk(
        _ visitor: Visitor, _ request: Request, _ language: Language
    ) throws -> HTML {
        guard let session = visitor.session else { return .empty }
        let referents = try directory.read { view in
            try view.referents(forUser: session.user, at: request.receivedAt)
        }
        guard !referents.isEmpty else {
            let address = website.identity.correspondent
            return Text(fr: "Pour l’obtenir, écrivez à {0}.", en: "To obtain it, write to {0}.").html(
                language, "<a href=\"mailto:\(address)\">\(address)</a>")
        }
        let names = referents.prefix(3).map { referent -> HTML in
            "<a href=\"mailto:\(referent.email)\">\(referent.name)</a>"
        }
        return Text(
            fr: "Pour l’obtenir, demandez à votre référent administrateur : {0}.",
            en: "To obtain it, ask your delegated administrator: {0}."
        ).html(language, names.joined(separator: ", "))
    }
}

extension MessageRefusal.Kind {
    /// Status, title, what happened, what to do.
    fileprivate var words: (Status, Text, Text, Text) {
        switch self {
        case .message:
            (
                .badRequest, Text(fr: "Demande refusée", en: "Request refused"),
                Text(
                    fr: "L’application a envoyé une demande qui ne peut pas être acceptée.",
                    en: "The application sent a request that cannot be accepted."),
                Text(
                    fr: "Retournez dans l’application et recommencez, ou ouvrez-la depuis vos applications.",
                    en: "Go back to the application and try again, or open it from your applications.")
            )
        case .unknownServiceProvider:
            (
                .badRequest, Text(fr: "Application inconnue", en: "Unknown application"),
                Text(
                    fr: "L’application qui vous envoie ici n’est pas raccordée à ce portail.",
                    en: "The application that sent you here is not connected to this portal."),
                Text(
                    fr: "Signalez-le à la personne qui gère l’application.",
                    en: "Tell the person who runs the application.")
            )
        case .unknownApplication:
            (
                .notFound, Text(fr: "Application introuvable", en: "Application not found"),
                Text(
                    fr: "Il n’y a pas d’application à cette adresse.",
                    en: "There is no application at this address."),
                Text(fr: "Repartez de vos applications.", en: "Start again from your applications.")
            )
        case .used:
            (
                .badRequest, Text(fr: "Demande déjà utilisée", en: "Request already used"),
                Text(
                    fr: "Cette demande de connexion a déjà servi, ou vient d’un autre navigateur.",
                    en: "This sign-in request was already used, or comes from another browser."),
                Text(
                    fr: "Ouvrez l’application depuis vos applications.",
                    en: "Open the application from your applications.")
            )
        case .expired:
            (
                410, Text(fr: "Demande expirée", en: "Request expired"),
                Text(
                    fr: "Cette demande de connexion a attendu trop longtemps.",
                    en: "This sign-in request waited for too long."),
                Text(
                    fr: "Retournez dans l’application et recommencez, ou ouvrez-la depuis vos applications.",
                    en: "Go back to the application and try again, or open it from your applications.")
            )
        case .busy:
            (
                .serviceUnavailable, Text(fr: "Le service est très demandé", en: "The service is very busy"),
                Text(
                    fr: "Trop de personnes se connectent en ce moment.",
                    en: "Too many people are signing in at the moment."),
                Text(fr: "Réessayez dans quelques secondes.", en: "Try again in a few seconds.")
            )
        case .failure, .outage:
            (
                .internalServerError,
                Text(fr: "Une erreur s’est produite chez nous", en: "Something went wrong on our side"),
                Text(
                    fr: "Votre demande n’a pas pu être traitée. Vous n’y êtes pour rien.",
                    en: "Your request could not be handled. It is not your fault."),
                Text(fr: "Réessayez dans un instant.", en: "Try again in a moment.")
            )
        }
    }
}
