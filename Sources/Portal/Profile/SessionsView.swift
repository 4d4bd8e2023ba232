import Accounts
import Directory
import Markup
import Pages

/// `/profil/sessions`: where the person is signed in; this browser first.
struct SessionsView {
    let visit: Visit
    let current: Session
    let others: [Session]
    /// What each session opened.
    let opened: [ID<Session>: [Portal.OpenedApplication]]

    private var language: Language { visit.language }

    var page: Page {
        let lead = Text(
            fr: "Les appareils où vous êtes connecté en ce moment.", en: "The devices where you are signed in now.")
        let content: HTML = """
            <p class="lead">\(lead[language])</p><div class="prose"><div class="card">\
            <ul class="rows">\(currentRow)\(others.map(row))</ul></div>\(closeAll)</div>
            """
        return Page(Words.sessions, crumbs: [Crumb(Words.profile, "/profil")], content: content)
    }

    private var currentRow: HTML {
        let here = Text(fr: "Cet appareil", en: "This device")
        return """
            <li><span class="glyph">\(icon(current).html)</span><span class="lab">\(device(current))\
            <small>\(began(current))</small>\(applications(current))</span>\
            <span class="tag st ok">\(Icon.done.html)\(here[language])</span></li>
            """
    }

    private func applications(_ session: Session) -> HTML? {
        let names = (opened[session.id] ?? []).map(\.name).joined(separator: ", ")
        guard !names.isEmpty else { return nil }
        let words = Text(fr: "Applications ouvertes : \(names)", en: "Applications opened: \(names)")
        return "<small>\(words[language])</small>"
    }

    private func row(_ session: Session) -> HTML {
        let seen = visit.moments.at(session.lastSeenAt)
        let active = Text(fr: "Dernière activité \(seen)", en: "Last active \(seen)")
        let detail = Text(
            fr: "la session \(device(session)), ouverte \(visit.moments.at(session.createdAt))",
            en: "the session \(device(session)), begun \(visit.moments.at(session.createdAt))")
        let button = Button(Text(fr: "Fermer", en: "Close"), detail: detail)
        return """
            <li><span class="glyph">\(icon(session).html)</span><span class="lab">\(device(session))\
            <small>\(began(session))</small><small>\(active[language])</small>\
            \(applications(session))</span>\
            \(visit.context.form(to: "/profil/sessions/fermer",
                button.submit(language, name: "session", value: "\(session.id)")))</li>
            """
    }

    private var closeAll: HTML {
        guard !others.isEmpty else {
            let only = Text(
                fr: "Vous n’êtes connecté que sur cet appareil.", en: "You are signed in on this device only.")
            return "<p>\(only[language])</p>"
        }
        let button = Button(Text(fr: "Fermer toutes les autres", en: "Close all others"), icon: .signOut)
        return visit.context.form(to: "/profil/sessions/fermer-les-autres", button.submit(language))
    }

    private func device(_ session: Session) -> String {
        let unknown = Text(fr: "Navigateur non reconnu", en: "Browser not recognised")
        return (DeviceWords.sentence(session.deviceDescription) ?? unknown)[language]
    }

    private func began(_ session: Session) -> String {
        let moment = visit.moments.at(session.createdAt)
        return Text(fr: "Ouverte \(moment)", en: "Begun \(moment)")[language]
    }

    private func icon(_ session: Session) -> Icon {
        let isHandheld = ["iPhone", "iPad", "Android"].contains { session.deviceDescription.hasSuffix($0) }
        return isHandheld ? .phone : .computer
    }
}
