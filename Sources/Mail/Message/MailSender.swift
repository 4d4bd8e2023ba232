package import Transfer

/// Who our mail comes from.
package struct MailSender: Hashable, Sendable {
    /// What people see.
    package let from: Mailbox
    /// Where answers go, if not there.
    package let replyTo: MailAddress?
    /// Where the mail system reports what it could not deliver: the envelope's sender.
    package let bounces: MailAddress

    /// - Parameter bounces: nil for the address that people see.
    package init(from: Mailbox, replyTo: MailAddress? = nil, bounces: MailAddress? = nil) {
        self.from = from
        self.replyTo = replyTo
        self.bounces = bounces ?? from.address
    }
}
