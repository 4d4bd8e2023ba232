package import Crypto
import Database
package import Directory
import FoundationEssentials

/// How people prove who they are: credentials, links, sign-in and its throttle, sessions.
///
/// Tokens leave this module once, to be put in a cookie or a link; the database holds their hashes only. Every moment
/// is an argument; every refusal that a person may see is a value, and what it does not say is in the sign-in events.
package struct Accounts: Sendable {
    /// The directory that accounts stand in; operations that end rights and sessions together run in its change.
    package let directory: Directory
    /// The mail that accounts write: links and notices.
    package let mail: SiteMail
    let hasher: PasswordHasher
    let randomness: Randomness

    /// What the site says of sessions, links, throttle and retention.
    package let figures: AccountsFigures
    /// What a new password must be.
    package let policy: PasswordPolicy

    var database: Database { directory.database }

    /// - Parameter hasher: shared by the whole process: it bounds how many hashes run at once and blocks while all its
    ///   buffers are in use, so call what hashes (sign-in, activation, changes of password) from the hash lane.
    package init(
        directory: Directory, mail: SiteMail, hasher: PasswordHasher, randomness: Randomness,
        figures: AccountsFigures = .init(), policy: PasswordPolicy = .init()
    ) {
        self.directory = directory
        self.mail = mail
        self.hasher = hasher
        self.randomness = randomness
        self.figures = figures
        self.policy = policy
    }
}
