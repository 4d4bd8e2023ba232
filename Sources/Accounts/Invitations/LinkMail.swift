package import FoundationEssentials

/// What asking to send a person a link came to.
package enum LinkMail: Sendable {
    /// The mail is written down and leaves in a moment; older links and the mails that carry them are void.
    ///
    /// The token is for the console of whoever runs a demonstration; nobody but the person should see it.
    case sent(CreatedLink)
    /// The same mail was written down just before (a double click, a second referent) and has not failed: nothing was
    /// done.
    case sentJustBefore(Date)
    /// The person has a password: there is nothing to invite to.
    case alreadyActivated
}
