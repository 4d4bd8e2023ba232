package import Mail

/// The mail of a site: where it is written down, and what letters say of the site.
///
/// Every site has an outbox. Whether a mail server empties it or a folder is the program's affair.
package struct SiteMail: Sendable {
    /// Where mails are written down, in the transaction of what they tell of.
    package let outbox: Outbox
    /// The shared mailbox of those who run the site; nil: the operators are written to one by one.
    package let technicalContact: String?
    private let presentation: @Sendable () -> MailSite

    /// What letters say of the site, and where their links lead.
    package var site: MailSite { presentation() }

    /// The mail of a site.
    ///
    /// - Parameters:
    ///   - technicalContact: where warnings to those who run the site go; nil: to each operator.
    ///   - site: asked for each letter, since names and contacts change while the site runs.
    package init(
        outbox: Outbox, technicalContact: String? = nil, site: @autoclosure @escaping @Sendable () -> MailSite
    ) {
        self.outbox = outbox
        self.technicalContact = technicalContact
        presentation = site
    }
}
