import HTTP
import Markup
import Pages

/// What everybody reads who has asked for a link, whatever the address.
enum AskedLinkView {
    /// Without a word of what was asked for: the address is not in it.
    static let path = "/lien-demande"

    static func response(_ context: PageContext) -> Response {
        let language = context.language
        let lead = Text(
            fr: "Si cette adresse est référencée, un message vient d’être envoyé.",
            en: "If this address is known, a message has just been sent.")
        let steps = [
            Text(
                fr: "Il arrive en quelques minutes, avec le nom du portail dans son objet ; regardez aussi dans les "
                    + "courriers indésirables.",
                en: "It arrives within a few minutes, with the portal’s name in its subject; look among the "
                    + "unwanted mail too."),
            Text(
                fr:
                    "Seul le lien le plus récent fonctionne. Une nouvelle demande dans les dix minutes n’envoie rien de plus.",
                en: "Only the latest link works. Asking again within ten minutes sends nothing more."),
            Text(
                fr:
                    "Rien reçu ? L’adresse n’est peut-être pas celle que votre structure a communiquée, ou votre compte "
                    + "n’est pas ouvert : demandez à votre référent administrateur.",
                en: "Nothing came? The address may not be the one that your organisation gave, or your account may not "
                    + "be open: ask your delegated administrator."),
        ]
        let items: [HTML] = steps.map { "<li>\($0[language])</li>" }
        let contact = Text(
            fr:
                "Vous ne savez pas qui est votre référent administrateur ? Écrivez à {0}, avec votre nom et votre structure.",
            en: "You do not know who your delegated administrator is? Write to {0}, with your name and organisation."
        ).html(language, "<a href=\"mailto:\(context.site.correspondent)\">\(context.site.correspondent)</a>")
        let back = Button(Text(fr: "Retour à la connexion", en: "Back to sign-in"), icon: .back)
        return Page(
            Text(fr: "Consultez votre messagerie", en: "Look at your mail"),
            content: """
                <p class="lead">\(lead[language])</p><div class="prose"><ul>\(items)</ul><p>\(contact)</p>\
                <p class="actions">\(back.link(language, to: "/connexion"))</p></div>
                """
        ).response(context)
    }
}
