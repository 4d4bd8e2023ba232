package import FoundationEssentials
import Crypto
import Database
import Directory

extension Accounts {
    /// Signs a person in by address and password. Call it from the hash lane.
    ///
    /// Constant work: whatever the address and the state of the account, an attempt that is looked at costs one lookup,
    /// one Argon2id hash and one event, and every refusal is the same value. The reason is in the event only.
    package func signIn(
        email typed: String, password: String, client: Client, at moment: Date
    ) throws(AccountsError) -> SignInOutcome {
        let now = moment.inStoredPrecision
        let email = Self.normalized(typed)
        let bucket: ThrottleBucket
        switch try admit(email, client: client, at: now) {
        case .closed(let until): return .throttled(until: until)
        case .open(let counted): bucket = counted
        }
        let candidate = try read { connection in try connection.candidate(email) }
        let check = try check(password, against: candidate.phc)
        let failure = candidate.failure(passwordMatches: check.matches, at: now)
        guard failure == nil, let user = candidate.user, let changedAt = candidate.changedAt else {
            try record(failure ?? .unknownAddress, of: candidate.user, client: client, at: now)
            return .refused
        }
        let rehashed = check.needsRehash ? try hash(password) : nil
        let signedIn = try write { connection in
            guard try connection.isLive(user, unchangedSince: changedAt, at: now) else { return SignedIn?.none }
            if let rehashed {
                try connection.execute("UPDATE credential SET phc = \(rehashed) WHERE user = \(user)")
            }
            try connection.succeed(bucket, countedAt: now)
            return try begin(user, by: .signedIn, client: client, on: connection, at: now)
        }
        return signedIn.map(SignInOutcome.signedIn) ?? .refused
    }

    /// Counts an attempt before any hash, or tells until when none is looked at.
    func admit(_ email: String, client: Client, at now: Date) throws(AccountsError) -> Admission {
        // Not durable against a power failure: a lost count costs one more guess.
        try write(.normal) { connection in
            var bucket = ThrottleBucket.strangers(typing: email)
            if let token = Token(client.deviceToken),
                try connection.knows(device: token.hash, typing: email, figures: figures, at: now)
            {
                bucket = .device(token.hash, typing: email)
            }
            let answer = try connection.admit(
                bucket, from: .clientAddress(client.address), figures: figures.throttle, at: now)
            switch answer {
            case .open: return .open(bucket)
            case .closed(let until):
                try connection.recordBlocked(email, from: client, at: now)
                return .closed(until: until)
            }
        }
    }

    /// One session, one device, one event, in the caller's transaction, which has made sure that `user` may sign in.
    func begin(
        _ user: ID<User>, by kind: SignInEvent.Kind, client: Client, on connection: Connection, at now: Date
    ) throws(DatabaseError) -> SignedIn? {
        let token = Token(randomness)
        let device = try deviceToken(presented: client.deviceToken, on: connection)
        let previous = try connection.lastSignIn(of: user, before: now)
        try connection.remember(device: device.hash, of: user, at: now)
        try connection.record(kind, of: user, from: client, at: now)
        return try connection.beginSession(
            of: user, tokenHash: token.hash, device: client.device, figures: figures, at: now
        ).map {
            SignedIn(session: $0, sessionToken: token.text, deviceToken: device.text, previousSignIn: previous)
        }
    }

    func record(
        _ kind: SignInEvent.Kind, of user: ID<User>?, client: Client?, at now: Date
    ) throws(AccountsError) {
        try write(.normal) { connection in
            try connection.record(kind, of: user, from: client, at: now)
        }
    }

    /// The address as accounts are looked up by; what is no address is bounded, and counted under what was typed.
    static func normalized(_ typed: String) -> String {
        if let address = try? EmailAddress(typed) { return address.text }
        return String(typed.prefix(320)).lowercased()
    }
}

/// Whether an attempt is looked at, and the bucket it was counted in.
enum Admission {
    case open(ThrottleBucket)
    case closed(until: Date)
}

extension Date {
    /// The moment as it reads when it comes back from the database.
    var inStoredPrecision: Date { Date(unixMilliseconds: unixMilliseconds) }
}
