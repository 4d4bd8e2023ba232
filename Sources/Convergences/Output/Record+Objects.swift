import Accounts
import Directory
import FoundationEssentials

extension Record {
    /// An account in a line of a list.
    static let userColumns = ["id", "email", "givenName", "familyName", "state", "departsAt"]

    static func userRow(_ user: User, at now: Date) -> [Cell] {
        let state =
            user.deletedAt != nil
            ? "deleted" : user.isLive(at: now) ? "live" : user.state == .suspended ? "suspended" : "departed"
        return [
            .number(user.id.rawValue), .text(user.email), .text(user.givenName), .text(user.familyName), .text(state),
            .optional(user.departsAt),
        ]
    }
}
