package import FoundationEssentials

/// What a page may know of an attempt to sign in.
package enum SignInOutcome: Sendable {
    /// The person is signed in.
    case signedIn(SignedIn)
    /// Unknown, never activated, suspended, departed, deleted or a wrong password: one outcome, on purpose.
    case refused
    /// Not looked at: too many failures before. Says nothing of whether the account exists.
    case throttled(until: Date)
}

/// A session that has just begun.
package struct SignedIn: Sendable {
    package let session: Session
    /// The token of the session cookie; nothing else holds it.
    package let sessionToken: String
    /// The token of the device cookie, to be set with ``AccountsFigures/deviceMemory`` as its age; it makes the next
    /// sign-in from this browser independent of strangers' failures.
    package let deviceToken: String
    /// The sign-in before this one, if there was one.
    package let previousSignIn: Date?
}
