import Accounts
import Database
import Directory
import FoundationEssentials
import Testing

@testable import IdentityProvider

/// Every operation that ends an account or a right, and what ends with it in its own transaction (Invariant 6).
@Suite struct AccessEndingTests {
    /// What a person has outside the directory.
    struct Held: Equatable, Sendable {
        var sessions = 1
        /// Structures remembered in a session.
        var choices = 1
        /// Links that still work.
        var links = 1
        /// Mails that wait: the one with the link, and a notice.
        var mails = 2
        /// Applications that wait to be told of an end.
        var logouts = 0
    }

    /// An operation, and what is left after it.
    struct Ending: Sendable, CustomStringConvertible {
        let description: String
        let left: Held
        let end: @Sendable (Site, Change) throws -> Void

        init(_ description: String, _ left: Held, _ end: @escaping @Sendable (Site, Change) throws -> Void) {
            self.description = description
            self.left = left
            self.end = end
        }
    }

    private static let accountStopped = Held(sessions: 0, choices: 0, links: 0, mails: 1, logouts: 1)
    private static let rightTaken = Held(choices: 0, logouts: 1)

    static let endings = [
        Ending("suspendUser", accountStopped) { site, change in try change.suspendUser(site.world.sofia) },
        Ending("setDeparture, now", accountStopped) { site, change in
            try change.setDeparture(change.now, of: site.world.sofia)
        },
        Ending("deleteUser", Held(sessions: 0, choices: 0, links: 0, mails: 0, logouts: 1)) { site, change in
            try change.deleteUser(site.world.sofia)
        },
        Ending("eraseUsers", Held(sessions: 0, choices: 0, links: 0, mails: 0, logouts: 1)) { site, change in
            try change.deleteUser(site.world.sofia)
            try change.eraseUsers(deletedBefore: change.now + 1)
        },
        Ending("detachUser", rightTaken) { site, change in
            try change.detachUser(site.world.sofia, from: site.world.town)
        },
        Ending("revoke", rightTaken) { site, change in
            try change.revoke(site.world.bipUsers, from: site.world.sofia, for: site.world.town)
        },
        Ending("changeAddress", Held(links: 0, mails: 1)) { site, change in
            try change.changeAddress(of: site.world.sofia, to: "s.amrani@ville-valmont.example") { _, _ in }
        },
        // What is read anew with each request needs no ending: powers, and what is closed and may open again.
        Ending("endReferent", Held()) { site, change in
            try change.designateReferent(site.world.sofia, of: site.world.town)
            try change.endReferent(site.world.sofia, of: site.world.town)
        },
        Ending("dismissOperator", Held()) { site, change in
            try change.appointOperator(site.world.sofia)
            try change.dismissOperator(site.world.sofia)
        },
        Ending("setDeparture, later", Held()) { site, change in
            try change.setDeparture(change.now + 86_400, of: site.world.sofia)
        },
        Ending("closing an application", Held()) { site, change in
            try change.openApplication(site.world.bip, to: [site.world.library])
            try change.setEnabled(false, application: site.world.bip)
        },
    ]

    let site: Site

    init() throws {
        site = try Site(publicURL: "http://localhost:8080")
        let bip = try Peer("bip")
        try site.registerForLogout(bip)
        let sofia = site.world.sofia
        // Told by mail, and not sent yet.
        #expect(try site.accounts.setPassword(Site.password, of: sofia, by: .commandLine("test"), at: site.now).isEmpty)
        let browser = try Browser(site, signedIn: "sofia")
        _ = try browser.answer(bip, try bip.request(site))
        try site.accounts.remember(site.world.town, for: site.world.bip, in: browser.session)
        guard case .sent = try site.accounts.sendLink(to: sofia, by: .commandLine("test"), at: site.now) else {
            throw Optional<Void>.Missing()
        }
    }

    private func held() throws -> Held {
        let sofia = site.world.sofia
        return Held(
            sessions: try site.count("SELECT count(*) FROM session WHERE user = \(sofia)"),
            choices: try site.count(
                "SELECT count(*) FROM session_choice JOIN session ON session.id = session WHERE user = \(sofia)"),
            links: try site.count(
                """
                SELECT count(*) FROM link WHERE user = \(sofia) AND consumed_at IS NULL AND expires_at > \(site.now)
                """),
            mails: try site.count(
                "SELECT count(*) FROM mail WHERE recipient = \(sofia.rawValue) AND bytes IS NOT NULL"),
            logouts: try site.count("SELECT count(*) FROM logout_participant WHERE state = 'waiting'"))
    }

    @Test(arguments: endings)
    func `what rests on an account or a right ends in the transaction that ends it (Invariant 6)`(
        ending: Ending
    ) throws {
        struct TakenBack: Error {}
        #expect(try held() == Held())
        #expect(throws: TakenBack.self) {
            try site.change { change in
                try ending.end(site, change)
                throw TakenBack()
            }
        }
        #expect(try held() == Held(), "a change that is taken back ends nothing")
        try site.change { change in try ending.end(site, change) }
        #expect(try held() == ending.left)
    }
}
