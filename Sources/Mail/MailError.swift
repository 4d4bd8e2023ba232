package import Database

/// What cannot be done with mail; a message that could not be delivered is a state of its row instead.
package enum MailError: Error, Sendable, Hashable {
    /// The store failed.
    case database(DatabaseError)
    /// As many messages wait as may: nothing was added.
    case queueFull
    /// The message is larger than any of ours may be.
    case messageTooLarge
}

extension MailError: CarriesDatabaseError {}

extension MailError: CustomStringConvertible {
    /// One sentence for the log.
    package var description: String {
        switch self {
        case .database(let error): "\(error)"
        case .queueFull: "too many mails wait to be sent"
        case .messageTooLarge: "the mail is too large"
        }
    }
}
