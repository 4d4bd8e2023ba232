package import Directory
package import FoundationEssentials

/// What inviting many came to.
package struct InvitedMany: Hashable, Sendable {
    /// To how many a mail was written.
    package var sent = 0
    /// How many were invited within the last hour: they are left alone.
    package var sentLately = 0
    /// How many have a password by now.
    package var activated = 0
    /// Those whose account is not the actor's to act on, or not live, with the reason.
    package var refused: [ID<User>: DirectoryError] = [:]
    /// How many were not looked at, since as many mails wait as may.
    package var left = 0

    /// Nobody yet.
    package init() {}
}

extension Accounts {
    /// Invites again those of `users` who never made a password, in portions of one transaction each: a person is
    /// invited once however often this is asked for within an hour. What an actor may not do is told, not done.
    package func inviteMany(_ users: [ID<User>], by actor: Actor, at now: Date) throws(AccountsError) -> InvitedMany {
        var result = InvitedMany()
        var rest = users[...]
        while !rest.isEmpty {
            let portion = rest.prefix(100)
            let before = result
            do throws(AccountsError) {
                result = try change(by: actor, at: now) { change in
                    var portionResult = before
                    for user in portion { try invite(user, in: change, noting: &portionResult) }
                    return portionResult
                }
            } catch {
                guard error.isMailQueueFull else { throw error }
                result.left = rest.count
                return result
            }
            rest = rest.dropFirst(100)
        }
        return result
    }

    private func invite(
        _ user: ID<User>, in change: Change, noting result: inout InvitedMany
    ) throws(AccountsError) {
        do throws(AccountsError) {
            if try invitedLately(user, in: change) {
                result.sentLately += 1
                return
            }
            switch try invite(user, in: change) {
            case .sent: result.sent += 1
            case .sentJustBefore: result.sentLately += 1
            case .alreadyActivated: result.activated += 1
            }
        } catch .directory(let refusal) {
            result.refused[user] = refusal
        }
    }

    private func invitedLately(_ user: ID<User>, in change: Change) throws(AccountsError) -> Bool {
        try accountsErrors {
            guard let found = try change.user(user, in: change.scope) else { return false }
            return try mailed(.activation, to: found, since: change.now - 3600, in: change.connection) != nil
        }
    }
}
