import Markup
import Pages

/// After signing out: what is closed, and what may not be. Applications keep sessions of their own, which the portal
/// cannot close yet; the page never says more than is true.
struct SignedOutView {
    let opened: [Neighbours.OpenedApplication]
    let context: PageContext

    var page: Page {
        let language = context.language
        let again = Button(Text(fr: "Se connecter à nouveau", en: "Sign in again"), icon: .signIn)
        let content: HTML = """
            <p class="lead">\(lead[language])</p>\(applications)\
            <div class="prose"><p>\(shared[language])</p>\
            <p class="actions">\(again.link(language, to: "/connexion"))</p></div>
            """
        return Page(title, content: content)
    }

    private var name: String { context.site.name }

    private var title: Text {
        opened.isEmpty
            ? Text(fr: "Vous êtes déconnecté de \(name)", en: "You are signed out of \(name)")
            : Text(
                fr: "Vous êtes déconnecté de \(name), peut-être pas de vos applications",
                en: "You are signed out of \(name), perhaps not of your applications")
    }

    private var lead: Text {
        opened.isEmpty
            ? Text(
                fr: "Aucune application n’a été ouverte pendant cette session.",
                en: "No application was opened during this session.")
            : Text(
                fr:
                    "Chaque application garde sa propre session : déconnectez-vous de chacune, ou fermez tout le navigateur.",
                en: "Each application keeps a session of its own: sign out of each, or close the whole browser.")
    }

    private var shared: Text {
        Text(
            fr: "Sur un poste partagé, fermez le navigateur avant de le quitter.",
            en: "On a shared computer, close the browser before you leave it.")
    }

    private var applications: HTML {
        guard !opened.isEmpty else { return .empty }
        let language = context.language
        let heading = Text(fr: "Ouvertes pendant cette session", en: "Opened during this session")
        let state = Text(fr: "Peut-être encore ouverte", en: "May still be open")
        let rows: [HTML] = opened.map { application in
            """
            <li><span class="lab">\(application.name)</span>\
            <span class="tag st warn">\(Icon.clock.html)\(state[language])</span></li>
            """
        }
        return """
            <div class="card prose"><h2>\(heading[language])</h2><ul class="rows">\(rows)</ul></div>
            """
    }
}
