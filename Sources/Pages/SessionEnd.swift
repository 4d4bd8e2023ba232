import FoundationEssentials
import Markup

/// How long the session of a page still lasts: five minutes before it ends, a script says so on the page and offers to
/// stay (RGAA 13.1). Nothing is sent by itself.
package struct SessionEnd: Sendable {
    private let idle: Int
    private let absolute: Int

    /// - Parameters:
    ///   - idle: seconds until it ends if nothing more is asked of it.
    ///   - absolute: seconds until it ends whatever happens.
    package init(idle: Double, absolute: Double) {
        self.idle = max(0, Int(idle))
        self.absolute = max(0, Int(absolute))
    }

    /// Seconds before the end from which on the page warns; half of what is left when that is less.
    private var warning: Int { min(300, idle / 2) }

    /// What the script watches the session with: where to ask how long it lasts, the words to say. Hidden until then,
    /// and for good where no script runs.
    func html(_ context: PageContext) -> HTML {
        let language = context.language
        func words(_ fr: String, _ en: String) -> String { Text(fr: fr, en: en)[language] }
        let form = context.form(
            to: "/session/prolonger",
            "<button class=\"btn pri\">\(words("Rester connecté", "Stay signed in"))</button>")
        return """
            <div class="ending" data-session="\(idle)" data-latest="\(absolute)" data-warns="\(warning)" \
            data-soon="\(words("Votre session se ferme dans {n} minutes.", "Your session closes in {n} minutes."))" \
            data-minute="\(words("Votre session se ferme dans une minute.", "Your session closes in one minute."))" \
            data-latest-soon="\(words("Votre session atteint sa durée maximale et se ferme dans {n} min : enregistrez votre travail.", "Your session reaches its longest duration and closes in {n} min: save your work."))" \
            data-stayed="\(words("Vous restez connecté.", "You stay signed in."))" \
            data-over="\(words("Votre session est fermée. Ce que vous avez saisi est gardé : envoyez-le, reconnectez-vous, et vous le retrouverez.", "Your session is closed. What you typed is kept: send it, sign in again, and you will find it."))">\
            <p role="alert"></p><div hidden>\(form)</div></div>

            """
    }
}

extension Website {
    /// Where a form that was kept is shown again.
    package static let resumption = "/reprise"

    /// Fields that are never kept: proofs and passwords.
    package static let neverKept: Set<String> = [FormToken.field, "password", "actuel", "nouveau"]
}
