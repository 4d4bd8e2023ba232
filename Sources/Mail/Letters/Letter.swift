import Markup

/// What a letter says, in both languages: paragraphs and links, from which the text and the page are both made, so
/// that neither says less than the other.
struct Letter {
    /// One thing said.
    enum Block {
        case paragraph(Text)
        /// A link with what it does; its address stands alone on a line, to be copied where it cannot be clicked.
        case link(Text, url: String)
    }

    let kind: MailKind
    /// Without the site's name, which goes before it.
    let subject: Text
    /// Who is greeted; a name.
    let recipient: String
    let blocks: [Block]
    var link: MailMessage.Link?

    /// The message in one language.
    func message(from site: MailSite, in language: Language) -> MailMessage {
        let subject = HeaderText(
            Text(fr: "\(site.name) : \(self.subject.fr)", en: "\(site.name): \(self.subject.en)")[language])
        // A name is one line wherever it stands, so that it cannot pretend to be a paragraph of ours.
        let name = HeaderText(recipient).text
        let greeting = Text(fr: "Bonjour \(name),", en: "Hello \(name),")[language]
        let farewell = farewell(from: site)[language]
        return MailMessage(
            kind: kind, language: language, subject: subject,
            text: text(greeting, farewell, site, language),
            html: html(subject.text, greeting, farewell, site, language), link: link)
    }

    private func farewell(from site: MailSite) -> Text {
        Text(
            fr: "Message automatique du portail \(site.name) (\(site.owner.fr)). "
                + "Une question sur le portail : \(site.correspondent)",
            en: "Automatic message of the \(site.name) portal (\(site.owner.en)). "
                + "A question about the portal: \(site.correspondent)")
    }

    private func text(_ greeting: String, _ farewell: String, _ site: MailSite, _ language: Language) -> String {
        var paragraphs = [greeting]
        for block in blocks {
            switch block {
            case .paragraph(let text): paragraphs.append(text[language])
            case .link(let label, let url):
                paragraphs.append(Text(fr: "\(label.fr) :", en: "\(label.en):")[language] + "\n" + url)
            }
        }
        // The line that sets a signature off (RFC 3676 §4.3).
        paragraphs.append("-- \n\(farewell)\n\(site.portal)")
        return paragraphs.joined(separator: "\n\n") + "\n"
    }

    /// Without styles: the reader's own size, width and colours, light or dark, are the right ones.
    private func html(
        _ subject: String, _ greeting: String, _ farewell: String, _ site: MailSite, _ language: Language
    ) -> HTML {
        let body: [HTML] = blocks.map { block in
            switch block {
            case .paragraph(let text): "<p>\(text[language])</p>\n"
            case .link(let label, let url):
                """
                <p><strong><a href="\(url)">\(label[language])</a></strong></p>
                <p>\(Letter.copyHint[language])<br>
                \(Letter.breakable(url))</p>

                """
            }
        }
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(subject)</title>
            </head>
            <body>
            <p>\(greeting)</p>
            \(body)<hr>
            <p>\(farewell)<br>
            <a href="\(site.portal)">\(site.portal)</a></p>
            </body>
            </html>

            """
    }

    /// Allowed to go on in the next line after each 24 characters, for narrow screens; copied, it is whole.
    private static func breakable(_ url: String) -> HTML {
        var pieces: [HTML] = []
        var rest = url[...]
        while !rest.isEmpty {
            pieces.append(HTML(text: String(rest.prefix(24))))
            rest = rest.dropFirst(24)
        }
        return pieces.joined(separator: "<wbr>")
    }

    private static let copyHint = Text(
        fr: "Si le lien ne s’ouvre pas, copiez cette adresse dans votre navigateur :",
        en: "If the link does not open, copy this address into your browser:")
}
