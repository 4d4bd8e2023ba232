import Directory
import HTTP
import Markup
import Pages

/// After signing out: what came of it, application by application. The heading tells the worst case, and the page never
/// says more than is true.
struct LogoutPage {
    /// An application that took part in the session.
    struct Application: Sendable {
        let name: String
        /// One for each structure that it was opened for, if it takes those apart.
        var parts: [Part]

        /// How the whole of it stands: no better than its worst part.
        var state: State { parts.map(\.outcome).max() ?? .signedOut }
        /// The part that the browser can be sent to.
        var toAsk: Part? { parts.first { $0.canAsk && $0.outcome != .signedOut } }
    }

    /// A session at the application.
    struct Part: Sendable {
        let id: ID<LogoutParticipant>
        let state: LogoutParticipant.State
        /// Its metadata names an endpoint that a browser can be sent to.
        let canAsk: Bool

        fileprivate var outcome: State {
            switch state {
            case .done: .signedOut
            case .browser: canAsk ? .underWay : .noAnswer
            case .waiting, .asked, .failed: .noAnswer
            case .unable: .unable
            }
        }
    }

    /// What a person is told of an application; the worst last.
    enum State: Int, Comparable, Sendable {
        case signedOut, underWay, noAnswer, unable

        static func < (left: State, right: State) -> Bool { left.rawValue < right.rawValue }
    }

    /// The query parameter by which a person goes back to the application that began it, whatever came of the others.
    static let insisting = "suite"

    let path: String
    let applications: [Application]
    /// The application that began it and waits for our answer.
    let returningTo: String?
    let context: PageContext

    var response: Response {
        let content: HTML = """
            <p class="lead">\(lead[language])</p>\(list)\
            <div class="prose"><p>\(shared[language])</p><p class="actions">\(actions)</p></div>
            """
        let response = Page(title, content: content).response(context)
        // A page between two applications: browsers end a row of redirects after twenty.
        return next.map { response.with("refresh", "0; url=\($0)") } ?? response
    }

    private var language: Language { context.language }
    private var site: String { context.site.name }
    private var open: [Application] { applications.filter { $0.state > .underWay } }
    /// Where the browser goes next: to an application that only it can tell. In its own window: in a frame most cookies of
    /// another site stay behind, and some applications confirm all the same (decision 0192).
    var next: String? {
        applications.lazy.flatMap(\.parts).first { $0.state == .browser && $0.canAsk }.map { "\(path)/\($0.id)" }
    }

    private var title: Text {
        if !open.isEmpty {
            let names = open.map(\.name)
            return Text(
                fr: "Vous êtes déconnecté de \(site), mais pas \(Typography.de(names.listed(in: .fr)))",
                en: "You are signed out of \(site), but not of \(names.listed(in: .en))")
        }
        if next != nil {
            return Text(
                fr: "Vous êtes déconnecté de \(site), vos applications se ferment…",
                en: "You are signed out of \(site), your applications are closing…")
        }
        return applications.isEmpty
            ? Text(fr: "Vous êtes déconnecté de \(site)", en: "You are signed out of \(site)")
            : Text(
                fr: "Vous êtes déconnecté de \(site) et de vos applications",
                en: "You are signed out of \(site) and of your applications")
    }

    private var lead: Text {
        if applications.isEmpty {
            return Text(
                fr: "Aucune application n’a été ouverte pendant cette session.",
                en: "No application was opened during this session.")
        }
        if !open.isEmpty {
            return Text(
                fr: "Ce qui reste ouvert peut encore être utilisé par qui se sert de ce poste.",
                en: "What is still open can be used by whoever uses this computer next.")
        }
        return Text(
            fr: "Voici ce qu’il en est de chaque application ouverte pendant cette session.",
            en: "This is how each application opened during this session stands.")
    }

    private var shared: Text {
        Text(
            fr: "Sur un poste partagé, fermez le navigateur avant de le quitter.",
            en: "On a shared computer, close the browser before you leave it.")
    }

    private var list: HTML {
        guard !applications.isEmpty else { return .empty }
        let heading = Text(fr: "Ouvertes pendant cette session", en: "Opened during this session")
        return
            "<div class=\"card prose\"><h2>\(heading[language])</h2><ul class=\"rows\">\(applications.map(row))</ul></div>"
    }

    private func row(_ application: Application) -> HTML {
        let (label, tone, icon, hint) = words(application.state)
        let again: HTML? = application.toAsk.flatMap { part in
            guard application.state > .underWay else { return nil }
            let label = Text(
                fr: "Se déconnecter \(Typography.de(application.name))", en: "Sign out of \(application.name)")
            return "<a href=\"\(path)/\("\(part.id)")\">\(label[language])</a>"
        }
        let said: HTML? = again == nil ? hint.map { "<small>\($0[language])</small>" } : nil
        return """
            <li><span class="lab">\(application.name)\(said)</span>\(again)\
            <span class="tag st \(tone)">\(icon.html)\(label[language])</span></li>
            """
    }

    private func words(_ state: State) -> (label: Text, tone: String, icon: Icon, hint: Text?) {
        switch state {
        case .signedOut: (Text(fr: "Déconnecté", en: "Signed out"), "ok", .done, nil)
        case .underWay: (Text(fr: "En cours", en: "Under way"), "info", .clock, nil)
        case .noAnswer:
            (
                Text(fr: "N’a pas répondu", en: "Did not answer"), "warn", .warning,
                Text(fr: "Déconnectez-vous dans l’application même.", en: "Sign out in the application itself.")
            )
        case .unable:
            (
                Text(fr: "Ne gère pas la déconnexion", en: "Does not support sign-out"), "warn", .warning,
                Text(
                    fr: "Déconnectez-vous dans l’application même, ou fermez le navigateur.",
                    en: "Sign out in the application itself, or close the browser.")
            )
        }
    }

    private var actions: HTML {
        var actions: [HTML] = []
        if let next {
            actions.append(Button(Text(fr: "Continuer", en: "Go on"), .primary).link(language, to: next))
        }
        if let returningTo {
            let label = Text(fr: "Revenir à \(returningTo)", en: "Go back to \(returningTo)")
            actions.append(Button(label, .primary, icon: .back).link(language, to: "\(path)?\(Self.insisting)=1"))
        } else {
            let label = Text(fr: "Se connecter à nouveau", en: "Sign in again")
            actions.append(Button(label, icon: .signIn).link(language, to: "/connexion"))
        }
        return "\(actions)"
    }
}

extension [String] {
    /// « BIP, Elecpro et NetCotisation »
    fileprivate func listed(in language: Language) -> String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + language.choose(fr: " et ", en: " and ") + last
    }
}
