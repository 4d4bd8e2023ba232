package import Directory
package import FoundationEssentials

/// How somebody who was added learns of the portal. The executable fills this in: without mail there is none, and the
/// operator hands the link over.
package struct Invitations: Sendable {
    let send: @Sendable (_ user: ID<User>, _ actor: Actor, _ now: Date) throws -> Void

    /// - Parameter send: makes the link of a first visit and sends it to the person, in the name of `actor`. The link
    ///   is shown to nobody else: whoever holds it chooses the password.
    package init(send: @escaping @Sendable (_ user: ID<User>, _ actor: Actor, _ now: Date) throws -> Void) {
        self.send = send
    }
}
