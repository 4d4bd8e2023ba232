package import Accounts
package import Directory
package import FoundationEssentials

extension Portal {
    /// What the portal needs of modules that it never sees: the executable fills it in.
    package struct Services: Sendable {
        package let signOn: SignOn
        package let logout: Logout
        package let mail: Mail

        /// All of them.
        package init(signOn: SignOn, logout: Logout, mail: Mail) {
            self.signOn = signOn
            self.logout = logout
            self.mail = mail
        }

        /// What service providers asked, and were answered.
        package struct SignOn: Sendable {
            /// The sign-on that waits under this id at that moment; nil when there is none (any more).
            let waiting: @Sendable (_ id: String, _ now: Date) throws -> WaitingSignOn?
            /// What this session opened, each application once.
            let opened: @Sendable (ID<Session>) throws -> [OpenedApplication]
            /// When the person last opened each application.
            let lastUses: @Sendable (ID<User>) throws -> [ID<Application>: Date]
            /// Every time that the person opened an application, as long as that is kept, the newest first.
            let openings: @Sendable (ID<User>) throws -> [ApplicationOpening]

            /// The identity provider's four answers.
            package init(
                waiting: @escaping @Sendable (_ id: String, _ now: Date) throws -> WaitingSignOn?,
                opened: @escaping @Sendable (ID<Session>) throws -> [OpenedApplication],
                lastUses: @escaping @Sendable (ID<User>) throws -> [ID<Application>: Date],
                openings: @escaping @Sendable (ID<User>) throws -> [ApplicationOpening]
            ) {
                self.waiting = waiting
                self.opened = opened
                self.lastUses = lastUses
                self.openings = openings
            }
        }

        /// The end of a session, in every application that it opened.
        package struct Logout: Sendable {
            /// Ends a session and tells the applications that it opened; the path of the page that says what came of it.
            let signOut: @Sendable (_ session: Session, _ client: Client, _ now: Date) throws -> String
            /// The page of a logout in which this browser has not been to every application yet; nil when there is none
            /// (any more).
            let unfinished: @Sendable (_ name: String, _ now: Date) throws -> String?

            /// The identity provider's two acts.
            package init(
                signOut: @escaping @Sendable (_ session: Session, _ client: Client, _ now: Date) throws -> String,
                unfinished: @escaping @Sendable (_ name: String, _ now: Date) throws -> String?
            ) {
                self.signOut = signOut
                self.unfinished = unfinished
            }
        }

        /// What the site wrote to people.
        package struct Mail: Sendable {
            /// The mails that were written to the person, as long as that is kept, the newest first.
            let written: @Sendable (ID<User>) throws -> [WrittenMail]

            /// The outbox's answer.
            package init(written: @escaping @Sendable (ID<User>) throws -> [WrittenMail]) {
                self.written = written
            }
        }
    }

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

    /// A time that the person opened an application; written as JSON for them.
    package struct ApplicationOpening: Encodable, Sendable {
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

    /// A mail that was written to the person: what it was about, never what it said. Written as JSON for them.
    package struct WrittenMail: Encodable, Sendable {
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
}
