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

    /// A time that the person opened an application.
    package struct Opening: Encodable, Sendable {
        let at: Date
        let application, structure: String

        /// - Parameters:
        ///   - application: its name.
        ///   - structure: the name of the one that it was opened for.
        package init(at: Date, application: String, structure: String) {
            self.at = at
            self.application = application
            self.structure = structure
        }
    }

    /// A mail that was written to the person: what it was about, never what it said.
    package struct MailSent: Encodable, Sendable {
        let at: Date
        let about, address, state: String

        /// - Parameters:
        ///   - about: its kind, in words.
        ///   - address: where it was sent.
        ///   - state: whether it was sent, for a program.
        package init(at: Date, about: String, address: String, state: String) {
            self.at = at
            self.about = about
            self.address = address
            self.state = state
        }
    }

    /// The sign-on that waits under this id at that moment; nil when there is none (any more).
    package var waiting: @Sendable (_ id: String, _ now: Date) throws -> WaitingSignOn?
    /// What this session opened, each application once.
    package var opened: @Sendable (ID<Session>) throws -> [OpenedApplication]
    /// Ends a session and tells the applications that it opened; the path of the page that says what came of it.
    package var signOut: @Sendable (_ session: Session, _ client: Client, _ now: Date) throws -> String
    /// The page of a logout in which this browser has not been to every application yet; nil when there is none (any more).
    package var unfinishedLogout: @Sendable (_ name: String, _ now: Date) throws -> String?
    /// When the person last opened each application.
    package var lastUses: @Sendable (ID<User>) throws -> [ID<Application>: Date]

    /// Every time that the person opened an application, as long as that is kept, the newest first.
    package var openings: @Sendable (ID<User>) throws -> [Opening]
    /// The mails that were written to the person, as long as that is kept, the newest first.
    package var mails: @Sendable (ID<User>) throws -> [MailSent]

    /// All of them.
    package init(
        waiting: @escaping @Sendable (_ id: String, _ now: Date) throws -> WaitingSignOn?,
        opened: @escaping @Sendable (ID<Session>) throws -> [OpenedApplication],
        signOut: @escaping @Sendable (_ session: Session, _ client: Client, _ now: Date) throws -> String,
        unfinishedLogout: @escaping @Sendable (_ name: String, _ now: Date) throws -> String? = { _, _ in nil },
        lastUses: @escaping @Sendable (ID<User>) throws -> [ID<Application>: Date],
        openings: @escaping @Sendable (ID<User>) throws -> [Opening] = { _ in [] },
        mails: @escaping @Sendable (ID<User>) throws -> [MailSent] = { _ in [] }
    ) {
        self.waiting = waiting
        self.opened = opened
        self.signOut = signOut
        self.unfinishedLogout = unfinishedLogout
        self.lastUses = lastUses
        self.openings = openings
        self.mails = mails
    }
}
