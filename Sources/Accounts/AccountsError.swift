package import Database
package import Directory
package import Mail
import Crypto

/// What cannot be answered; a refusal that a person may meet is a value instead.
package enum AccountsError: Error, Sendable {
    case database(DatabaseError)
    /// The directory refused the operation: the actor may not, the object is not there, a rule forbids it.
    case directory(DirectoryError)
    /// The mail could not be written down: too many wait already.
    case mail(MailError)
    /// The password could not be hashed: no memory, or what is stored is not a hash.
    case hashing
    /// An error of none of these kinds, in its own words: a fault of the program, kept for the log.
    case unexpected(String)
}

extension AccountsError: CarriesDatabaseError {}

extension AccountsError {
    /// What an error of the modules below means for accounts. A failure of the store is `database`, whichever module
    /// met it.
    init(_ error: any Error) {
        switch error {
        case let error as AccountsError: self = error
        case let error as DatabaseError: self = .database(error)
        case DirectoryError.database(let error), MailError.database(let error): self = .database(error)
        case let error as DirectoryError: self = .directory(error)
        case let error as MailError: self = .mail(error)
        default: self = .unexpected("\(type(of: error)): \(error)")
        }
    }
}

extension AccountsError {
    /// Whether nothing was changed because too many mails wait already: to be tried again in a while.
    package var isMailQueueFull: Bool {
        if case .mail(.queueFull) = self { true } else { false }
    }

    /// Whether the error of any module is an outage of the store (`DatabaseError.isOutage`): answered with 503.
    package static func isOutage(_ error: any Error) -> Bool {
        switch error {
        case let error as DatabaseError: error.isOutage
        case DirectoryError.database(let error), AccountsError.database(let error): error.isOutage
        default: false
        }
    }
}

extension AccountsError: CustomStringConvertible {
    /// One sentence for the log.
    package var description: String {
        switch self {
        case .database(let error): "\(error)"
        case .directory(let error): "\(error)"
        case .mail(let error): "\(error)"
        case .hashing: "the password could not be hashed"
        case .unexpected(let words): "unexpected error: \(words)"
        }
    }
}
