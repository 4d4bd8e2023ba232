package import FoundationEssentials
import Crypto
import Database
import Directory

/// What a change of password came to.
package enum PasswordChange: Sendable {
    /// Changed; every other session has ended. `sessionToken` replaces the one in the cookie.
    case changed(sessionToken: String)
    /// The current password typed is not the right one.
    case wrongPassword
    /// Not looked at: too many failures before.
    case throttled(until: Date)
    /// The new password is not good enough.
    case refused([PasswordPolicy.Violation])
}

/// What typing the password again came to.
package enum Confirmation: Sendable {
    /// It is the right one; `sessionToken` replaces the one in the cookie.
    case confirmed(sessionToken: String)
    case wrongPassword
    /// Not looked at: too many failures before.
    case throttled(until: Date)
}

extension Accounts {
    /// Asks a signed-in person for their password again, before a change of the account. Call it from the hash lane.
    package func confirm(
        _ session: Session, password: String, client: Client, at moment: Date
    ) throws(AccountsError) -> Confirmation {
        let now = moment.inStoredPrecision
        switch try prove(session, password: password, client: client, at: now) {
        case .throttled(let until): return .throttled(until: until)
        case .wrong: return .wrongPassword
        case .proven(let bucket):
            let token = Token(randomness)
            let confirmed = try write { connection in
                try connection.succeed(bucket, countedAt: now)
                try connection.record(.confirmed, of: session.user, from: client, at: now)
                return try connection.renew(session, tokenHash: token.hash, at: now)
            }
            return confirmed ? .confirmed(sessionToken: token.text) : .wrongPassword
        }
    }

    /// Changes the password of a signed-in person who types the current one; their other sessions end. Call it from
    /// the hash lane.
    package func changePassword(
        _ session: Session, current: String, new: String, client: Client, at moment: Date
    ) throws(AccountsError) -> PasswordChange {
        let now = moment.inStoredPrecision
        let violations = policy.violations(of: new, for: try subject(session.user, at: now))
        guard violations.isEmpty else { return .refused(violations) }
        switch try prove(session, password: current, client: client, at: now) {
        case .throttled(let until): return .throttled(until: until)
        case .wrong: return .wrongPassword
        case .proven(let bucket):
            let phc = try hash(new)
            let token = Token(randomness)
            let replacement = Replacement(
                token: token, hash: phc, suitsPowers: policy.suitsPowers(new), bucket: bucket)
            let changed = try replacePassword(of: session, by: replacement, client: client, at: now)
            return changed ? .changed(sessionToken: token.text) : .wrongPassword
        }
    }

    private func replacePassword(
        of session: Session, by new: Replacement, client: Client, at now: Date
    ) throws(AccountsError) -> Bool {
        do {
            return try change(by: .user(session.user), at: now) { change in
                let connection = change.connection
                guard try connection.renew(session, tokenHash: new.token.hash, at: now) else { return false }
                try connection.succeed(new.bucket, countedAt: now)
                try connection.setCredential(new.hash, suitsPowers: new.suitsPowers, of: session.user, at: now)
                try connection.endSessions(of: session.user, except: session.id)
                try connection.record(.passwordChanged, of: session.user, from: client, at: now)
                try endLinks(of: session.user, in: connection, at: now)
                try sendPasswordChanged(to: session.user, from: client, in: connection, at: now)
                try change.record(.passwordChanged, person: session.user)
                return true
            }
        } catch .directory(.notLive) {
            return false
        }
    }

    /// What takes the place of a password and of the session's token.
    private struct Replacement {
        let token: Token
        let hash: String
        let suitsPowers: Bool
        let bucket: ThrottleBucket
    }

    private enum Proof {
        case proven(ThrottleBucket)
        case wrong
        case throttled(until: Date)
    }

    /// Checks a signed-in person's password under the throttle of sign-in: a stolen session is no free guess.
    private func prove(
        _ session: Session, password: String, client: Client, at now: Date
    ) throws(AccountsError) -> Proof {
        let account = try read { connection in
            try connection.one(
                """
                SELECT user.email, credential.phc FROM user LEFT JOIN credential ON credential.user = user.id
                WHERE user.id = \(session.user)
                """
            ) { (email: try $0.text(0), phc: try $0.textOrNil(1)) }
        }
        guard let account else { return .wrong }
        switch try admit(account.email, client: client, at: now) {
        case .closed(let until): return .throttled(until: until)
        case .open(let bucket):
            if try check(password, against: account.phc).matches { return .proven(bucket) }
            try record(.wrongPassword, of: session.user, client: client, at: now)
            return .wrong
        }
    }
}

extension Connection {
    /// Gives a session a new token and a new moment of authentication; false when it has ended meanwhile.
    fileprivate func renew(_ session: Session, tokenHash: [UInt8], at now: Date) throws(DatabaseError) -> Bool {
        try execute(
            """
            UPDATE session SET token_hash = \(tokenHash), authenticated_at = \(now) WHERE id = \(session.id)
                AND idle_ends_at > \(now) AND absolute_ends_at > \(now)
                AND EXISTS (SELECT 1 FROM user WHERE user.id = session.user AND \(User.isLive(at: now)))
            """) == 1
    }
}
