package import Directory
package import FoundationEssentials
import Database

/// What accounts hold about one person besides their sessions and sign-in events: for themselves.
package struct AccountRecord: Sendable {
    /// When the password was chosen; nil without one. The password itself is not known to anybody.
    package let passwordChosenAt: Date?
    /// When each browser that is recognised was last used to sign in.
    package let devices: [Date]
    /// Links that were made to choose a password.
    package let links: [(purpose: Link.Purpose, createdAt: Date, expiresAt: Date, usedAt: Date?)]
    /// Forms that were sent after the session had run out: where to, and when.
    package let parkedForms: [(path: String, parkedAt: Date)]
}

extension Accounts {
    /// What is held about a person.
    package func record(of user: ID<User>) throws(AccountsError) -> AccountRecord {
        try read { connection in
            AccountRecord(
                passwordChosenAt: try connection.one("SELECT changed_at FROM credential WHERE user = \(user)") {
                    try $0.date(0)
                },
                devices: try connection.query(
                    "SELECT last_used_at FROM device WHERE user = \(user) ORDER BY last_used_at DESC"
                ) { try $0.date(0) },
                links: try connection.query(
                    """
                    SELECT purpose, created_at, expires_at, consumed_at FROM link WHERE user = \(user)
                    ORDER BY id DESC
                    """
                ) {
                    (
                        purpose: try $0.value(0), createdAt: try $0.date(1), expiresAt: try $0.date(2),
                        usedAt: try $0.dateOrNil(3)
                    )
                },
                parkedForms: try connection.query(
                    "SELECT path, parked_at FROM parked_form WHERE user = \(user) ORDER BY parked_at DESC"
                ) { (path: try $0.text(0), parkedAt: try $0.date(1)) })
        }
    }
}
