package import Directory
package import FoundationEssentials
import Database

extension Accounts {
    /// Changes the address that a person signs in with; links sent to the old one stop working. Both addresses are
    /// written to; whoever was invited and has no password yet is invited anew, at the new address.
    ///
    /// - Returns: what was written to the person.
    @discardableResult
    package func changeAddress(
        of user: ID<User>, to email: String, by actor: Actor, at now: Date
    ) throws(AccountsError) -> AddressChangeMail {
        try change(by: actor, at: now) { change in try changeAddress(of: user, to: email, in: change) }
    }

    /// The same within a change that does more.
    @discardableResult
    package func changeAddress(
        of user: ID<User>, to email: String, in change: Change
    ) throws(AccountsError) -> AddressChangeMail {
        try accountsErrors {
            try change.changeAddress(of: user, to: email) { person, oldEmail in
                if try hasPassword(user, in: change.connection) {
                    try sendAddressChanged(to: person, from: oldEmail, in: change)
                    return .notices
                }
                let wasInvited = try change.connection.exists("SELECT 1 FROM invitation WHERE user = \(user)")
                guard wasInvited, person.isLive(at: change.now) else { return .none }
                try invite(user, in: change)
                return .invitation
            } ?? .none
        }
    }
}

/// What a change of address had written to the person.
package enum AddressChangeMail: Hashable, Sendable {
    /// The notices to the old and the new address.
    case notices
    /// The invitation, anew: there was no password yet.
    case invitation
    /// Nothing: it was the same address, or nobody was invited yet.
    case none
}
