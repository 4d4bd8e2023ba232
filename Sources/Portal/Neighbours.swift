package import Accounts
package import Directory
package import FoundationEssentials

/// What the portal shows of single sign-on. The two modules never see each other: the executable fills this in.
package struct Neighbours: Sendable {
    /// A sign-on that waits for the person to sign in.
    package struct WaitingSignOn: Sendable {
        let application: String
        let provenSince: Date?

        /// - Parameters:
        ///   - application: its name, as on its tile.
        ///   - provenSince: with `ForceAuthn`, when the request came: a password typed before does not count.
        package init(application: String, provenSince: Date? = nil) {
            self.application = application
            self.provenSince = provenSince
        }
    }

    /// An application that a session opened, where a session of its own may go on.
    package struct OpenedApplication: Sendable {
        let name: String

        /// - Parameter name: as on its tile.
        package init(name: String) {
            self.name = name
        }
    }

    /// The sign-on that waits under this id at that moment; nil when there is none (any more).
    package var waiting: @Sendable (_ id: String, _ now: Date) throws -> WaitingSignOn?
    /// What this session opened, each application once.
    package var opened: @Sendable (ID<Session>) throws -> [OpenedApplication]
    /// Ends a session and tells the applications that it opened; the path of the page that says what came of it.
    package var signOut: @Sendable (_ session: Session, _ client: Client, _ now: Date) throws -> String
    /// When the person last opened each application.
    package var lastUses: @Sendable (ID<User>) throws -> [ID<Application>: Date]

    /// All of them.
    package init(
        waiting: @escaping @Sendable (_ id: String, _ now: Date) throws -> WaitingSignOn?,
        opened: @escaping @Sendable (ID<Session>) throws -> [OpenedApplication],
        signOut: @escaping @Sendable (_ session: Session, _ client: Client, _ now: Date) throws -> String,
        lastUses: @escaping @Sendable (ID<User>) throws -> [ID<Application>: Date]
    ) {
        self.waiting = waiting
        self.opened = opened
        self.signOut = signOut
        self.lastUses = lastUses
    }
}
