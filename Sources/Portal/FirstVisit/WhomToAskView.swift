import HTTP
import Markup
import Pages

/// How to get a link. The portal sends no mail yet, so a person gives it: the page says who, and asks nothing, so that
/// it tells nobody which addresses are known.
struct WhomToAskView: Sendable {
    private let title: Text
    private let lead: Text
    private let steps: [Text]

    func response(_ context: PageContext) -> Response {
        let language = context.language
        let address = context.site.correspondent
        let contact = Text(
            fr:
                "Vous ne savez pas qui est votre référent administrateur ? Écrivez à {0}, avec votre nom et votre structure.",
            en: "You do not know who your delegated administrator is? Write to {0}, with your name and organisation."
        ).html(language, "<a href=\"mailto:\(address)\">\(address)</a>")
        let items: [HTML] = steps.map { "<li>\($0[language])</li>" }
        let back = Button(Text(fr: "Retour à la connexion", en: "Back to sign-in"), icon: .back)
        return Page(
            title,
            content: """
                <p class="lead">\(lead[language])</p><div class="prose"><ol>\(items)</ol><p>\(contact)</p>\
                <p class="actions">\(back.link(language, to: "/connexion"))</p></div>
                """
        ).response(context)
    }

    /// `/premiere-visite`
    static let firstVisit = WhomToAskView(
        title: Text(fr: "Première visite", en: "First visit"),
        lead: Text(
            fr: "Votre compte s’active avec un lien personnel, valable 7 jours.",
            en: "Your account is activated with a personal link, valid for 7 days."),
        steps: [
            Text(
                fr:
                    "Demandez ce lien à votre référent administrateur : c’est lui qui référence les utilisateurs de votre structure.",
                en: "Ask your delegated administrator for it: they register the users of your organisation."),
            Text(
                fr: "Ouvrez le lien : une page affiche votre nom et vous demande un mot de passe.",
                en: "Open the link: a page shows your name and asks for a password."),
            Text(
                fr: "Choisissez-le : vous êtes connecté aussitôt.", en: "Choose it: you are signed in at once."),
        ])

    /// `/mot-de-passe/oublie`
    static let forgottenPassword = WhomToAskView(
        title: Text(fr: "Mot de passe oublié", en: "Forgotten password"),
        lead: Text(
            fr: "Un nouveau lien personnel vous permet de choisir un autre mot de passe.",
            en: "A new personal link lets you choose another password."),
        steps: [
            Text(
                fr:
                    "Demandez ce lien à votre référent administrateur, de vive voix ou depuis votre messagerie professionnelle.",
                en: "Ask your delegated administrator for it, in person or from your work mailbox."),
            Text(
                fr: "Ouvrez-le sans tarder : il ne sert qu’une fois et sa durée est courte.",
                en: "Open it without delay: it works only once and does not last long."),
            Text(
                fr: "Choisissez un nouveau mot de passe : vos autres sessions seront fermées.",
                en: "Choose a new password: your other sessions will be closed."),
        ])
}
