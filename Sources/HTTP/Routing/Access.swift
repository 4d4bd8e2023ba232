/// Who may call a route. The handler decides; this says it aloud, so that a test can go through every route with
/// every kind of person.
package enum Access: Hashable, Sendable, CaseIterable {
    /// Anybody, signed in or not.
    case anyone
    /// A person who signed in.
    case signedIn
    /// A referent of a structure, and operators.
    case referent
    /// An operator.
    case `operator`
}
