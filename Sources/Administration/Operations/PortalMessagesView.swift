import Directory
import FoundationEssentials
import Markup
import Pages

/// `/exploitation/messages`: what the portal shows now, what it will show, what it showed.
struct PortalMessagesView {
    let messages: [PortalMessage]
    let visit: Visit

    private var language: Language { visit.language }

    var page: Page {
        let add = Button(Text(fr: "Annoncer", en: "Announce"), .primary, icon: .add)
            .link(language, to: PortalMessageWords.list + "/ajouter")
        let none = Text(fr: "Aucun message n’a été écrit.", en: "No message was written.")
        let phases: [(PortalMessage.Phase, Text)] = [
            (.current, Text(fr: "Affichés en ce moment", en: "Shown now")),
            (.planned, Text(fr: "Planifiés", en: "Planned")), (.past, Text(fr: "Passés", en: "Past")),
        ]
        let sections: [HTML] = phases.compactMap { phase, heading in
            let rows = messages.filter { $0.phase(at: visit.now) == phase }
            return rows.isEmpty ? nil : section("\(phase)", heading, rows)
        }
        let body: HTML =
            messages.isEmpty
            ? "<div class=\"below\">\(EmptyList(title: none, ways: [add]).html(language))</div>" : "\(sections)"
        return Page(
            PortalMessageWords.title, shape: .headed, crumbs: [.portal, .operations],
            content: """
                \(PageHead(PortalMessageWords.title, language, actions: messages.isEmpty ? [] : [add]).html(language))\
                \(body)<div class="gap"></div>
                """)
    }

    private func section(_ id: String, _ heading: Text, _ messages: [PortalMessage]) -> HTML {
        """
        <section class="card below" aria-labelledby="\(id)"><h2 id="\(id)">\(heading[language])</h2>\
        <ul class="rows">\(messages.map(row))</ul></section>
        """
    }

    private func row(_ message: PortalMessage) -> HTML {
        let path = PortalMessageWords.path(message.id)
        let words = Text(fr: message.text.fr, en: message.text.en)
        let about = Text(fr: "\(message.text.fr.prefix(60))", en: "\(message.text.fr.prefix(60))")
        let edit = Button(Text(fr: "Modifier", en: "Edit"), icon: .edit, detail: about).link(language, to: path)
        let remove = Button(Text(fr: "Retirer…", en: "Remove…"), detail: about).link(language, to: path + "/retirer")
        let isPast = message.phase(at: visit.now) == .past
        return """
            <li><span class="lab"><span lang="fr">\(words[.fr])</span><small>\(period(message))</small></span>\
            <span class="actions">\(edit)\(isPast ? nil : remove)</span></li>
            """
    }

    private func period(_ message: PortalMessage) -> String {
        let start = message.startsAt <= .init(timeIntervalSince1970: 0) ? nil : message.startsAt
        let from = start.map { Text(fr: "du \(Dates.dayAndTime($0, .fr))", en: "from \(Dates.dayAndTime($0, .en))") }
        let until =
            message.endsAt.map { Text(fr: "au \(Dates.dayAndTime($0, .fr))", en: "until \(Dates.dayAndTime($0, .en))") }
            ?? Text(fr: "sans fin", en: "without end")
        return [from, until].compactMap { $0?[language] }.joined(separator: " ")
    }
}
