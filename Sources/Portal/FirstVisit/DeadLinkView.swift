import Accounts
import HTTP
import Markup
import Pages

/// The page of a link that cannot be used: why, and what to do.
struct DeadLinkView {
    private let state: LinkState

    /// Where « Recevoir un nouveau lien » is sent.
    static let renewal = "/nouveau-lien"

    init(_ state: LinkState) {
        self.state = state
    }

    func response(_ context: PageContext) -> Response {
        let language = context.language
        let correspondent: HTML = "<a href=\"mailto:\(context.site.correspondent)\">\(context.site.correspondent)</a>"
        let ask = Text(
            fr: "Demandez un nouveau lien à votre référent administrateur, ou à {0}.",
            en: "Ask your delegated administrator for a new link, or {0}."
        ).html(language, correspondent)
        let signIn = Button(Words.signIn, .primary, icon: .signIn).link(language, to: "/connexion")
        let renew = Button(Text(fr: "Recevoir un nouveau lien", en: "Get a new link"), .primary, icon: .mail)
        let page: Explanation
        switch state {
        case .used:
            page = Explanation(
                title: Text(fr: "Ce lien a déjà servi", en: "This link was used already"),
                happened: sentence(
                    "Votre mot de passe a été créé avec ce lien : il ne sert qu’une fois.",
                    "Your password was created with this link: it works only once.", language),
                advice: sentence(
                    "Connectez-vous avec votre adresse et votre mot de passe. Si ce n’est pas vous qui l’avez utilisé, prévenez votre référent administrateur.",
                    "Sign in with your address and your password. If it was not you who used it, tell your delegated administrator.",
                    language), ways: [signIn])
        case .expired, .usable:
            page = Explanation(
                title: Text(fr: "Ce lien a expiré", en: "This link has expired"),
                happened: sentence(
                    "Sa durée est dépassée, ou un lien plus récent l’a remplacé.",
                    "Its time is over, or a newer link has replaced it.", language),
                advice: sentence(
                    "Cherchez un message plus récent, ou demandez un autre lien : il part à la même adresse.",
                    "Look for a more recent message, or ask for another link: it goes to the same address.", language),
                ways: [context.form(to: Self.renewal, renew.submit(language))])
        case .unknown:
            page = Explanation(
                title: Text(fr: "Ce lien n’est pas reconnu", en: "This link is not recognised"),
                happened: sentence(
                    "Ouvrez à nouveau le lien reçu, en entier : un retour à la ligne l’a peut-être coupé.",
                    "Open the link you received again, all of it: a line break may have cut it.", language),
                advice: ask)
        }
        let status: Status = state == .unknown ? .notFound : 410
        let response = page.response(context, status: status)
        // An ended link says whose new one is wanted.
        return state == .expired ? response : response.setting(.removing(SiteCookies.link))
    }

    private func sentence(_ fr: String, _ en: String, _ language: Language) -> HTML {
        "\(Text(fr: fr, en: en)[language])"
    }
}
