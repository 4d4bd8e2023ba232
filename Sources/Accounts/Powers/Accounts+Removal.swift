package import Directory
package import FoundationEssentials
import Database
import Mail

// What ends when a person or a right goes, in one transaction with the directory's change (Invariant 6): whatever was
// granted by what is gone is refused at the very next request.
extension Accounts {
    /// Deletes an account with its sessions, links and waiting mails; the password stays for the time in which it can be restored.
    ///
    /// - Returns: what the person lost, one element for each structure.
    @discardableResult
    package func deleteUser(
        _ user: ID<User>, by actor: Actor, at now: Date
    ) throws(AccountsError) -> [LostAccess] {
        try change(by: actor, at: now) { change in try deleteUser(user, in: change) }
    }

    /// As above, within a change that does more.
    @discardableResult
    package func deleteUser(_ user: ID<User>, in change: Change) throws -> [LostAccess] {
        let lost = try change.deleteUser(user)
        try endAccess(of: user, in: change)
        try cancelMail(to: user, in: change)
        return lost
    }

    /// Suspends an account; its sessions and links end.
    package func suspendUser(_ user: ID<User>, by actor: Actor, at now: Date) throws(AccountsError) {
        try change(by: actor, at: now) { change in try suspendUser(user, in: change) }
    }

    /// As above, within a change that does more.
    package func suspendUser(_ user: ID<User>, in change: Change) throws {
        try change.suspendUser(user)
        try endAccess(of: user, in: change)
    }

    /// Ends an affiliation with its habilitations; sessions forget the structure.
    @discardableResult
    package func detachUser(
        _ user: ID<User>, from structure: ID<Structure>, by actor: Actor, at now: Date
    ) throws(AccountsError) -> LostAccess {
        try change(by: actor, at: now) { change in
            try detachUser(user, from: structure, in: change)
        }
    }

    /// As above, within a change that does more.
    @discardableResult
    package func detachUser(
        _ user: ID<User>, from structure: ID<Structure>, in change: Change
    ) throws -> LostAccess {
        let lost = try change.detachUser(user, from: structure)
        try change.forgetChoices(of: lost)
        return lost
    }

    /// Takes a role back; sessions forget that the application was opened for this structure.
    ///
    /// - Parameter reason: for the journal, if one is given.
    @discardableResult
    package func revoke(
        _ role: ID<Role>, from user: ID<User>, for structure: ID<Structure>, reason: String? = nil, by actor: Actor,
        at now: Date
    ) throws(AccountsError) -> LostAccess {
        try change(by: actor, at: now) { change in
            try revoke(role, from: user, for: structure, reason: reason, in: change)
        }
    }

    /// As above, within a change that does more.
    @discardableResult
    package func revoke(
        _ role: ID<Role>, from user: ID<User>, for structure: ID<Structure>, reason: String? = nil, in change: Change
    ) throws -> LostAccess {
        let lost = try change.revoke(role, from: user, for: structure, reason: reason)
        try change.forgetChoices(of: lost)
        return lost
    }

    /// Changes the address that a person signs in with; links sent to the old one stop working. Both addresses are told
    /// by mail; whoever was invited and has no password yet is invited anew, at the new address.
    ///
    /// - Returns: what was written to the person.
    @discardableResult
    package func changeAddress(
        of user: ID<User>, to email: String, by actor: Actor, at now: Date
    ) throws(AccountsError) -> AddressChangeMail {
        try change(by: actor, at: now) { change in
            try changeAddress(of: user, to: email, in: change)
        }
    }

    /// As above, within a change that does more.
    @discardableResult
    package func changeAddress(
        of user: ID<User>, to email: String, in change: Change
    ) throws -> AddressChangeMail {
        let before = try change.user(user)
        try change.changeAddress(of: user, to: email)
        guard let before, let after = try change.user(user), before.email != after.email else { return .none }
        try endLinks(of: user, in: change.connection, at: change.now)
        if try hasPassword(user, in: change.connection) {
            try sendAddressChanged(to: after, from: before.email, in: change)
            return .notices
        }
        let wasInvited = try change.connection.exists("SELECT 1 FROM invitation WHERE user = \(user)")
        guard wasInvited, after.isLive(at: change.now) else { return .none }
        try invite(user, in: change)
        return .invitation
    }

    /// Erases for good the accounts deleted before `limit`: password, devices, sign-in events and mails go with the words that
    /// the directory holds. Run it from the housekeeping; answers how many were erased.
    @discardableResult
    package func eraseUsers(deletedBefore limit: Date, at now: Date) throws(AccountsError) -> Int {
        try change(by: .commandLine("housekeeping"), at: now) { change in
            let erased = try change.eraseUsers(deletedBefore: limit)
            for user in erased {
                for table in [
                    "credential", "device", "link", "invitation", "session", "sign_in_event", "parked_form",
                    "ended_session",
                ] as [SQL] {
                    try change.connection.execute("DELETE FROM \(table) WHERE user = \(user)")
                }
            }
            for user in erased { try mail.outbox.erase(user.rawValue, in: change.connection) }
            return erased.count
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

extension Accounts {
    private func endAccess(of user: ID<User>, in change: Change) throws {
        let ended = try change.connection.endSessions(of: user)
        if ended > 0 { try change.connection.record(.sessionsEnded, of: user, from: nil, at: change.now) }
        try endLinks(of: user, in: change.connection, at: change.now)
    }

    private func cancelMail(to user: ID<User>, in change: Change) throws {
        _ = try mail.outbox.cancel(for: user.rawValue, in: change.connection, at: change.now)
        try change.connection.endInvitation(of: user)
    }
}

extension Change {
    fileprivate func forgetChoices(of lost: LostAccess) throws {
        let applications = Set(lost.roles.map(\.application))
        for application in applications {
            try connection.execute(
                """
                DELETE FROM session_choice WHERE application = \(application) AND structure = \(lost.structure)
                    AND session IN (SELECT id FROM session WHERE user = \(lost.user))
                """)
        }
    }
}
