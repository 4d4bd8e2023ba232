package import FoundationEssentials
package import Markup

/// A message as a value: what is said, to be put into an envelope by the outbox. The functions of the letters make it.
package struct MailMessage: Hashable, Sendable {
    /// A link that only the recipient may follow.
    package struct Link: Hashable, Sendable {
        /// Where it leads; a secret.
        package let url: String
        /// When it stops working: the message is not sent after that.
        package let ends: Date

        /// A link.
        package init(url: String, ends: Date) {
            self.url = url
            self.ends = ends
        }
    }

    /// What it is about.
    package let kind: MailKind
    /// Its language.
    package let language: Language
    /// The subject.
    package let subject: HeaderText
    /// The words, lines ended by LF; a whole message to whoever reads mail as text.
    package let text: String
    /// The same words as a page.
    package let html: HTML
    /// The link in it, if there is one.
    package let link: Link?

    /// A message.
    package init(
        kind: MailKind, language: Language, subject: HeaderText, text: String, html: HTML, link: Link? = nil
    ) {
        self.kind = kind
        self.language = language
        self.subject = subject
        self.text = text
        self.html = html
        self.link = link
    }
}
