package import Mail

/// The mail of a site: where it is written down, and what letters say of the site.
///
/// Every site has an outbox. Whether a mail server empties it or a folder is the program's affair.
package struct SiteMail: Sendable {
    /// Where mails are written down, in the transaction of what they tell of.
    package let outbox: Outbox
    private let presentation: @Sendable () -> MailSite

    /// What letters say of the site, and where their links lead.
    package var site: MailSite { presentation() }

    /// The mail of a site.
    ///
    /// - Parameter site: asked for each letter, since names and contacts change while the site runs.
    package init(outbox: Outbox, site: @autoclosure @escaping @Sendable () -> MailSite) {
        self.outbox = outbox
        presentation = site
    }
}
