package import Directory
package import FoundationEssentials
import Database

/// A link that lets its holder choose a password once.
package struct Link: Hashable, Sendable {
    /// What it is for. The raw values are stored.
    package enum Purpose: String, Sendable, SQLConvertible {
        /// The first password of an account (7 days).
        case activation
        /// A new password for an account that has one (1 hour).
        case reset
    }

    package let user: ID<User>
    /// What it is for.
    package let purpose: Purpose
    /// When it ends, used or not.
    package let expiresAt: Date
}

/// What looking at a link finds; looking never uses it up (mail scanners open links).
package enum LinkState: Hashable, Sendable {
    /// It can be used.
    case usable(Link)
    /// It was used: the person has a password and may sign in.
    case used
    /// Its time is over, or a newer link has replaced it.
    case expired
    /// No such link, or its account may not sign in.
    case unknown
}

/// A link just made.
package struct CreatedLink: Sendable {
    /// The token to put in the address; nothing else holds it.
    package let token: String
    /// What it is for and until when.
    package let link: Link
    /// Its number; no secret. The key of the mail that carries it.
    let number: Int64
}

/// What using a link came to.
package enum LinkOutcome: Sendable {
    /// The password is set, every other session has ended, the person is signed in.
    case signedIn(SignedIn)
    /// The password is not good enough; the link can still be used.
    case refused([PasswordPolicy.Violation])
    /// The link cannot be used; never `usable`.
    case unusable(LinkState)
}
