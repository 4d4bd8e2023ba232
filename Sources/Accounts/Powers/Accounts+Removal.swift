package import Directory
package import FoundationEssentials
import Database

// What ends when a person or a right goes, in one transaction with the directory's change (Invariant 6): whatever was
// granted by what is gone is refused at the very next request.
extension Accounts {
    /// Deletes an account with its sessions and links; the password stays for the time in which it can be restored.
    ///
    /// - Returns: what the person lost, one element for each structure.
    @discardableResult
    package func deleteUser(
        _ user: ID<User>, by actor: Actor, at now: Date
    ) throws(AccountsError) -> [LostAccess] {
        try change(by: actor, at: now) { (change) throws(AccountsError) in try deleteUser(user, in: change) }
    }

    /// As above, within a change that does more.
    @discardableResult
    package func deleteUser(_ user: ID<User>, in change: Change) throws(AccountsError) -> [LostAccess] {
        let lost = try inDirectory { () throws(DirectoryError) in try change.deleteUser(user) }
        try change.endAccess(of: user)
        return lost
    }

    /// Suspends an account; its sessions and links end.
    package func suspendUser(_ user: ID<User>, by actor: Actor, at now: Date) throws(AccountsError) {
        try change(by: actor, at: now) { (change) throws(AccountsError) in try suspendUser(user, in: change) }
    }

    /// As above, within a change that does more.
    package func suspendUser(_ user: ID<User>, in change: Change) throws(AccountsError) {
        try inDirectory { () throws(DirectoryError) in try change.suspendUser(user) }
        try change.endAccess(of: user)
    }

    /// Ends every session of a person in the name of someone else, who needs power over the whole account
    /// (Invariant 8); answers how many ended.
    @discardableResult
    package func closeSessions(of user: ID<User>, by actor: Actor, at now: Date) throws(AccountsError) -> Int {
        try change(by: actor, at: now) { (change) throws(AccountsError) in
            try inDirectory { () throws(DirectoryError) in
                guard try change.user(user, in: change.scope) != nil else { throw .notFound }
                try change.requireWholeAccount(user)
            }
            let ended = try stored { () throws(DatabaseError) in
                let ended = try change.connection.endSessions(of: user)
                if ended > 0 { try change.connection.record(.sessionsEnded, of: user, from: nil, at: now) }
                return ended
            }
            if ended > 0 {
                try inDirectory { () throws(DirectoryError) in try change.record(.sessionsEnded, person: user) }
            }
            return ended
        }
    }

    /// Ends an affiliation with its habilitations; sessions forget the structure.
    @discardableResult
    package func detachUser(
        _ user: ID<User>, from structure: ID<Structure>, by actor: Actor, at now: Date
    ) throws(AccountsError) -> LostAccess {
        try change(by: actor, at: now) { (change) throws(AccountsError) in
            try detachUser(user, from: structure, in: change)
        }
    }

    /// As above, within a change that does more.
    @discardableResult
    package func detachUser(
        _ user: ID<User>, from structure: ID<Structure>, in change: Change
    ) throws(AccountsError) -> LostAccess {
        let lost = try inDirectory { () throws(DirectoryError) in try change.detachUser(user, from: structure) }
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
        try change(by: actor, at: now) { (change) throws(AccountsError) in
            try revoke(role, from: user, for: structure, reason: reason, in: change)
        }
    }

    /// As above, within a change that does more.
    @discardableResult
    package func revoke(
        _ role: ID<Role>, from user: ID<User>, for structure: ID<Structure>, reason: String? = nil, in change: Change
    ) throws(AccountsError) -> LostAccess {
        let lost = try inDirectory { () throws(DirectoryError) in
            try change.revoke(role, from: user, for: structure, reason: reason)
        }
        try change.forgetChoices(of: lost)
        return lost
    }

    /// Changes the address that a person signs in with; links sent to the old one stop working.
    package func changeAddress(
        of user: ID<User>, to email: String, by actor: Actor, at now: Date
    ) throws(AccountsError) {
        try change(by: actor, at: now) { (change) throws(AccountsError) in
            try changeAddress(of: user, to: email, in: change)
        }
    }

    /// As above, within a change that does more.
    package func changeAddress(of user: ID<User>, to email: String, in change: Change) throws(AccountsError) {
        try inDirectory { () throws(DirectoryError) in try change.changeAddress(of: user, to: email) }
        try stored { () throws(DatabaseError) in try change.connection.endLinks(of: user, at: change.now) }
    }

    /// Erases for good the accounts deleted before `limit`: password, devices and sign-in events go with the words that
    /// the directory holds. Run it from the housekeeping; answers how many were erased.
    @discardableResult
    package func eraseUsers(deletedBefore limit: Date, at now: Date) throws(AccountsError) -> Int {
        try change(by: .commandLine("housekeeping"), at: now) { (change) throws(AccountsError) in
            let erased = try inDirectory { () throws(DirectoryError) in try change.eraseUsers(deletedBefore: limit) }
            try stored { () throws(DatabaseError) in
                for user in erased {
                    for table in ["credential", "device", "link", "session", "sign_in_event"] as [SQL] {
                        try change.connection.execute("DELETE FROM \(table) WHERE user = \(user)")
                    }
                }
            }
            return erased.count
        }
    }
}

extension Change {
    fileprivate func endAccess(of user: ID<User>) throws(AccountsError) {
        try stored { () throws(DatabaseError) in
            let ended = try connection.endSessions(of: user)
            if ended > 0 { try connection.record(.sessionsEnded, of: user, from: nil, at: now) }
            try connection.endLinks(of: user, at: now)
        }
    }

    fileprivate func forgetChoices(of lost: LostAccess) throws(AccountsError) {
        let applications = Set(lost.roles.map(\.application))
        try stored { () throws(DatabaseError) in
            for application in applications {
                try connection.execute(
                    """
                    DELETE FROM session_choice WHERE application = \(application) AND structure = \(lost.structure)
                        AND session IN (SELECT id FROM session WHERE user = \(lost.user))
                    """)
            }
        }
    }
}
