package import Transfer

/// Where mail goes when it leaves the outbox.
package enum Transport: Hashable, Sendable {
    /// To a mail server, which delivers it.
    case server(SMTPServer)
    /// Into a folder: a site without a mail server, a demonstration.
    case folder(MailFolder)
}
