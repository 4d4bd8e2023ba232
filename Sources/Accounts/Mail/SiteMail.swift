package import Mail

/// The mail of a site: where it is written down, and what letters say of the site.
///
/// Every site has an outbox. Whether a mail server empties it or a folder is the program's affair.
package struct SiteMail: Sendable {
    /// Where mails are written down, in the transaction of what they tell of.
    package let outbox: Outbox
    /// What letters say of the site, and where their links lead.
    package let site: MailSite

    /// The mail of a site.
    package init(outbox: Outbox, site: MailSite) {
        self.outbox = outbox
        self.site = site
    }
}
