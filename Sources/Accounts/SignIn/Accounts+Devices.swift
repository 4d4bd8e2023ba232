import Database
import Directory
import FoundationEssentials

// A known device is a browser that has signed in to an account before, or opened a link mailed to its owner. It guesses
// in a bucket of its own, so that strangers who type the owner's address cannot lock the owner out.

extension Accounts {
    /// The token this browser keeps: the one it presented when it is one of ours, else a fresh one.
    ///
    /// A token is kept when another person signs in on a shared computer: it then is known for both.
    func deviceToken(presented: String?, on connection: Connection) throws(DatabaseError) -> Token {
        if let token = Token(presented),
            try connection.exists("SELECT 1 FROM device WHERE token_hash = \(token.hash)")
        {
            return token
        }
        return Token(randomness)
    }
}

extension Connection {
    func knows(device tokenHash: [UInt8], typing email: String, figures: AccountsFigures, at now: Date)
        throws(DatabaseError) -> Bool
    {
        try exists(
            """
            SELECT 1 FROM device JOIN user ON user.id = device.user
            WHERE device.token_hash = \(tokenHash) AND user.email = \(email) AND user.deleted_at IS NULL
                AND device.last_used_at > \(now - figures.deviceMemory)
            """)
    }

    func remember(device tokenHash: [UInt8], of user: ID<User>, at now: Date) throws(DatabaseError) {
        try execute(
            """
            INSERT INTO device (token_hash, user, last_used_at) VALUES (\(tokenHash), \(user), \(now))
            ON CONFLICT (token_hash, user) DO UPDATE SET last_used_at = excluded.last_used_at
            """)
    }
}
