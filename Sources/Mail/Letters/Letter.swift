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
    /// Who is greeted; a name, empty where it is not known.
    let recipient: String
    let blocks: [Block]
    var link: MailMessage.Link?

    /// The message in one language.
    func message(from site: MailSite, in language: Language) -> MailMessage {
        let subject = HeaderText(
            Text(fr: "\(site.name) : \(self.subject.fr)", en: "\(site.name): \(self.subject.en)")[language])
        // A name is one line wherever it stands, so that it cannot pretend to be a paragraph of ours.
        let name = HeaderText(recipient).text
        let greeting =
            name.isEmpty
            ? Text(fr: "Bonjour,", en: "Hello,")[language]
            : Text(fr: "Bonjour \(name),", en: "Hello \(name),")[language]
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

    /// The reader's own size and colours, light or dark; only the width of a line and the one button are ours. Styles
    /// stand on their elements: many mail programs drop any others. The button's colours suit both schemes.
    private func html(
        _ subject: String, _ greeting: String, _ farewell: String, _ site: MailSite, _ language: Language
    ) -> HTML {
        let body: [HTML] = blocks.map { block in
            switch block {
            case .paragraph(let text): "<p>\(text[language])</p>\n"
            case .link(let label, let url):
                """
                <p style="margin:1.75em 0"><a href="\(url)" style="display:inline-block;padding:.75em 1.25em;\
                border-radius:.625em;background:#0B5A60;color:#FFFFFF;font-weight:600;text-decoration:none">\
                \(label[language])</a></p>
                <p style="font-size:.875em">\(Letter.copyHint[language])<br>
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
            <body style="margin:0;padding:1.5em 1em">
            <div style="max-width:38em;margin:0 auto;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,\
            sans-serif;line-height:1.5">
            <p>\(greeting)</p>
            \(body)<hr style="margin:2em 0 1em;border:0;border-top:1px solid #868178">
            <p style="font-size:.875em">\(farewell)<br>
            <a href="\(site.portal)">\(site.portal)</a></p>
            </div>
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
