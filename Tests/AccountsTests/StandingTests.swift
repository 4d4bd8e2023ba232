import Database
import Directory
import FoundationEssentials
import Testing

@testable import Accounts

/// What lists of users show of accounts follows every password and every sign-in.
struct StandingTests {
    private let site: TestSite
    private let moment = ListMoment(TestSite.morning + 86_400)

    init() throws { site = try TestSite() }

    private func row(_ user: ID<User>) throws -> UserListRow? {
        try site.accounts.directory.read { try $0.listRow(of: user, in: .everything, at: moment) }
    }

    @Test func `a first password activates, a sign-in is remembered, a failed one is not`() throws {
        let user = try site.person("e.b@ville.example")
        #expect(try row(user)?.standing == .neverActivated)
        let link = try site.accounts.createLink(for: user, by: .commandLine("test"), at: TestSite.morning)
        #expect(try row(user)?.standing == .neverActivated)
        _ = try site.accounts.useLink(
            link.token, password: "soleil girafe comptoir", client: .desk, at: TestSite.morning + 60)
        #expect(try row(user)?.standing == .active)
        #expect(try row(user)?.lastSignInAt == TestSite.morning + 60)
        _ = try site.signIn("e.b@ville.example", "autre chose encore", at: TestSite.morning + 90)
        #expect(try row(user)?.lastSignInAt == TestSite.morning + 60)
        _ = try site.signedIn("e.b@ville.example", "soleil girafe comptoir", at: TestSite.morning + 120)
        #expect(try row(user)?.lastSignInAt == TestSite.morning + 120)
    }

    @Test func `an account that was not used for long is dormant`() throws {
        let user = try site.person("e.b@ville.example", password: "soleil girafe comptoir")
        let later = ListMoment(TestSite.morning + 181 * 86_400)
        let standing = try site.accounts.directory.read {
            try $0.listRow(of: user, in: .everything, at: later)?.standing
        }
        #expect(standing == .dormant)
        #expect(try row(user)?.lastSignInAt == nil, "a password alone is no sign-in")
    }

    @Test func `an erased account keeps nothing of its use`() throws {
        let user = try site.person("e.b@ville.example", password: "soleil girafe comptoir")
        _ = try site.signedIn("e.b@ville.example", "soleil girafe comptoir")
        try site.accounts.directory.change(by: .commandLine("test"), at: TestSite.morning + 10) {
            try $0.deleteUser(user)
        }
        try site.accounts.directory.change(by: .program(.housekeeping), at: TestSite.morning + 30) {
            try $0.eraseUsers(deletedBefore: TestSite.morning + 20).count
        }
        #expect(
            try site.count(
                "SELECT count(*) FROM user WHERE id = \(user) AND activated_at IS NULL AND last_sign_in_at IS NULL")
                == 1)
    }
}
