package import Directory
package import FoundationEssentials
package import Markup

/// What the operator's desk tells of things that these pages do not hold: the executable fills it in.
package struct Surroundings: Sendable {
    /// A certificate and when it ends.
    package struct CertificateEnd: Sendable {
        let owner: String
        let path: String?
        let endsAt: Date

        /// - Parameters:
        ///   - owner: whose it is, in words.
        ///   - path: the page where it is looked after, if there is one.
        package init(owner: String, path: String? = nil, endsAt: Date) {
            self.owner = owner
            self.path = path
            self.endsAt = endsAt
        }
    }

    /// How mail is doing.
    package struct MailStanding: Sendable {
        let waiting: Int
        let waitingSince: Date?
        let failed: Int
        let latestFailures: [FailedMail]

        /// - Parameters:
        ///   - waitingSince: since when the oldest that waits does.
        ///   - latestFailures: the newest of those given up.
        package init(waiting: Int, waitingSince: Date?, failed: Int, latestFailures: [FailedMail]) {
            self.waiting = waiting
            self.waitingSince = waitingSince
            self.failed = failed
            self.latestFailures = latestFailures
        }
    }

    /// A mail that was given up.
    package struct FailedMail: Sendable {
        let at: Date
        let about: Text
        let address: String
        let recipient: ID<User>?
        let trouble: Text?

        /// - Parameters:
        ///   - about: its kind.
        ///   - trouble: what went wrong, for people.
        package init(at: Date, about: Text, address: String, recipient: ID<User>?, trouble: Text?) {
            self.at = at
            self.about = about
            self.address = address
            self.recipient = recipient
            self.trouble = trouble
        }
    }

    /// A key of the site.
    package struct Key: Sendable {
        let use: Text
        let state: Text
        let isInUse: Bool
        let mark: String
        let since: Date
        let endsAt: Date

        /// - Parameters:
        ///   - use: what it is for; `state`: how far its life is; `mark`: the beginning of its fingerprint.
        ///   - since: since when it is in that state.
        ///   - endsAt: when its certificate ends.
        package init(use: Text, state: Text, isInUse: Bool, mark: String, since: Date, endsAt: Date) {
            self.use = use
            self.state = state
            self.isInUse = isInUse
            self.mark = mark
            self.since = since
            self.endsAt = endsAt
        }
    }

    let certificates: @Sendable () throws -> [CertificateEnd]
    let keys: @Sendable () throws -> [Key]
    let mail: @Sendable () throws -> MailStanding?

    /// - Parameters:
    ///   - certificates: every certificate in use, ours and those of service providers.
    ///   - keys: the site's own.
    ///   - mail: what waits to be sent, and what could not be.
    package init(
        certificates: @escaping @Sendable () throws -> [CertificateEnd],
        keys: @escaping @Sendable () throws -> [Key] = { [] },
        mail: @escaping @Sendable () throws -> MailStanding?
    ) {
        self.certificates = certificates
        self.keys = keys
        self.mail = mail
    }

    /// Nothing is told.
    package static let none = Surroundings(certificates: { [] }, mail: { nil })
}
