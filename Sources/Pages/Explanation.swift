package import HTTP
package import Markup

/// A page that explains: why something was refused or is not there, what to do, whom to ask, and the reference that
/// finds the request in the log. Never a part of what was received.
package struct Explanation: Sendable {
    /// What it is about, as heading and title.
    package var title: Text
    /// What happened, in one or two sentences.
    package var happened: HTML
    /// What to do about it.
    package var advice: HTML
    /// Buttons and links to go on with.
    package var ways: [HTML]

    /// A page of explanation; only `title` and `happened` are always needed.
    package init(title: Text, happened: HTML, advice: HTML = .empty, ways: [HTML] = []) {
        self.title = title
        self.happened = happened
        self.advice = advice
        self.ways = ways
    }

    /// The page; with the correspondent's address and the reference.
    package func response(_ context: PageContext, status: Status) -> Response {
        Page(title, content: content(context)).response(context, status: status)
    }

    private func content(_ context: PageContext) -> HTML {
        let language = context.language
        let reference = Text(fr: "Référence à communiquer :", en: "Reference to quote:")
        let actions: HTML? = ways.isEmpty ? nil : "<p class=\"actions\">\(ways)</p>"
        return """
            <div class="prose"><p class="lead">\(happened)</p>\(advice.isEmpty ? nil : "<p>\(advice)</p>")\
            \(actions)<p class="whom">\(Explanation.whomToAsk(context))</p></div>
            <p class="ref"><span>\(reference[language])</span> <code>\(context.reference)</code></p>
            """
    }

    /// « Si cela continue, écrivez à … »
    private static func whomToAsk(_ context: PageContext) -> HTML {
        let address = context.site.correspondent
        return Text(
            fr: "Si cela continue, écrivez à {0} en indiquant la référence ci-dessous.",
            en: "If this goes on, write to {0} and quote the reference below."
        ).html(context.language, "<a href=\"mailto:\(address)\">\(address)</a>")
    }
}

// MARK: - The statuses that no handler explains better

extension Explanation {
    /// The store cannot be written: the disk is full or another program holds it (status 503).
    package static func outage(_ context: PageContext) -> Explanation {
        let language = context.language
        let title = Text(fr: "Le service ne peut rien enregistrer", en: "The service cannot save anything")
        let happened = Text(
            fr: "Votre demande n’a pas été enregistrée : le stockage du service est plein ou indisponible.",
            en: "Your request was not saved: the storage of the service is full or unavailable.")
        let advice = Text(fr: "Réessayez dans quelques minutes.", en: "Try again in a few minutes.")
        let home = Button(Words.backToPortal, .primary, icon: .back).link(language, to: "/")
        return Explanation(
            title: title, happened: "\(happened[language])", advice: "\(advice[language])", ways: [home])
    }

    /// The page of a status; what `Router` shows for paths without a handler and for requests that break a rule.
    package static func of(_ status: Status, _ context: PageContext) -> Explanation {
        let language = context.language
        let (title, happened, advice) = sentences(status)
        let home =
            context.person == nil
            ? Button(Words.signIn, .primary, icon: .signIn).link(language, to: "/connexion")
            : Button(Words.backToPortal, .primary, icon: .back).link(language, to: "/")
        return Explanation(
            title: title, happened: "\(happened[language])", advice: "\(advice[language])", ways: [home])
    }

    /// What needed a mail was not done: too many wait already.
    static func mailQueueFull(_ context: PageContext) -> Explanation {
        let language = context.language
        let happened = Text(
            fr: "Trop de messages attendent d’être envoyés ; rien n’a été enregistré.",
            en: "Too many messages wait to be sent; nothing was saved.")
        let advice = Text(
            fr: "Revenez en arrière et réessayez dans une heure : votre saisie est conservée.",
            en: "Go back and try again in an hour: what you typed is kept.")
        return Explanation(
            title: Text(fr: "Les envois de messages sont saturés", en: "The sending of messages is at its limit"),
            happened: "\(happened[language])", advice: "\(advice[language])")
    }

    private static func sentences(_ status: Status) -> (title: Text, happened: Text, advice: Text) {
        switch status {
        case .forbidden:
            (
                Text(fr: "Accès refusé", en: "Access refused"),
                Text(fr: "Cette page ne vous est pas ouverte.", en: "This page is not open to you."),
                Text(
                    fr: "Si vous devez y avoir accès, demandez-le à votre référent administrateur.",
                    en: "If you should have access to it, ask your delegated administrator.")
            )
        case .notFound:
            (
                Text(fr: "Page introuvable", en: "Page not found"),
                Text(fr: "Il n’y a pas de page à cette adresse.", en: "There is no page at this address."),
                Text(
                    fr: "Vérifiez l’adresse si vous l’avez saisie, ou repartez de vos applications.",
                    en: "Check the address if you typed it, or start again from your applications.")
            )
        case .methodNotAllowed:
            (
                Text(fr: "Cette page ne s’ouvre pas ainsi", en: "This page does not open this way"),
                Text(
                    fr: "L’adresse existe, mais elle attend une autre sorte de demande.",
                    en: "The address exists, but it expects another kind of request."),
                Text(fr: "Repartez de vos applications.", en: "Start again from your applications.")
            )
        case 410:
            (
                Text(fr: "Cette page n’existe plus", en: "This page no longer exists"),
                Text(fr: "Ce que vous cherchez a été retiré.", en: "What you are looking for was removed."),
                Text(fr: "Repartez de vos applications.", en: "Start again from your applications.")
            )
        case .contentTooLarge:
            (
                Text(fr: "Envoi trop volumineux", en: "Too much was sent"),
                Text(
                    fr: "Ce que vous avez envoyé dépasse la taille acceptée ; rien n’a été enregistré.",
                    en: "What you sent is larger than what is accepted; nothing was saved."),
                Text(fr: "Revenez en arrière et réduisez l’envoi.", en: "Go back and send less.")
            )
        case .tooManyRequests:
            (
                Text(fr: "Trop de demandes à la fois", en: "Too many requests at once"),
                Text(
                    fr: "Votre réseau a envoyé trop de demandes en peu de temps.",
                    en: "Your network sent too many requests in a short time."),
                Text(fr: "Attendez une minute, puis réessayez.", en: "Wait a minute, then try again.")
            )
        case .internalServerError:
            (
                Text(fr: "Une erreur s’est produite chez nous", en: "Something went wrong on our side"),
                Text(
                    fr: "Votre demande n’a pas pu être traitée. Vous n’y êtes pour rien.",
                    en: "Your request could not be handled. It is not your fault."),
                Text(fr: "Réessayez dans un instant.", en: "Try again in a moment.")
            )
        case .serviceUnavailable:
            (
                Text(fr: "Le service est très demandé", en: "The service is very busy"),
                Text(
                    fr: "Trop de personnes se connectent en ce moment pour vous répondre tout de suite.",
                    en: "Too many people are signing in at the moment to answer you at once."),
                Text(fr: "Réessayez dans quelques secondes.", en: "Try again in a few seconds.")
            )
        default:
            (
                Text(fr: "Demande non comprise", en: "Request not understood"),
                Text(
                    fr: "Ce que votre navigateur a envoyé ne peut pas être traité ; rien n’a été enregistré.",
                    en: "What your browser sent cannot be handled; nothing was saved."),
                Text(
                    fr: "Revenez en arrière, rechargez la page et recommencez.",
                    en: "Go back, reload the page and start again.")
            )
        }
    }
}

extension Website {
    /// The page of a status for a request that no handler answers: give it to `Router`.
    package func errorPage(_ status: Status, _ request: Request) -> Response {
        let context = context(for: request)
        return Explanation.of(status, context).response(context, status: status)
    }

    /// The page for a form that `form(of:)` refused.
    package func refusedForm(_ refusal: FormRefusal, _ context: PageContext) -> Response {
        let language = context.language
        let page =
            switch refusal {
            case .otherSite:
                Explanation(
                    title: Text(fr: "Formulaire refusé", en: "Form refused"),
                    happened:
                        "\(Text(fr: "Ce formulaire a été envoyé par un autre site ; rien n’a été fait.", en: "This form was sent by another site; nothing was done.")[language])"
                )
            case .stale:
                Explanation(
                    title: Text(
                        fr: "La page était restée ouverte trop longtemps", en: "The page was open for too long"),
                    happened:
                        "\(Text(fr: "Ce formulaire n’est plus valable ; rien n’a été fait.", en: "This form is no longer valid; nothing was done.")[language])",
                    advice:
                        "\(Text(fr: "Revenez en arrière, rechargez la page et recommencez. Votre navigateur doit accepter les cookies de ce site.", en: "Go back, reload the page and start again. Your browser must accept this site’s cookies.")[language])"
                )
            }
        return page.response(context.leadingHome(), status: .forbidden)
    }
}
