import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import Mail
import TestFiles
import TestMail
import TestTowns

@testable import Jobs

/// A site of its own for one test: two towns, one with an attached establishment, an operator, two applications.
final class TestTown: Sendable {
    static let now = Date(timeIntervalSince1970: 1_795_338_000)

    private let folder: TestFolder
    let directory: Directory
    let accounts: Accounts
    let jobs: Jobs
    let valmont: ID<Structure>
    let ccas: ID<Structure>
    let montreuil: ID<Structure>
    let odile: ID<User>
    let nadia: ID<User>
    let omar: ID<User>
    let users: ID<Role>
    let administrator: ID<Role>

    init() throws {
        folder = try TestFolder()
        let database = try Database(path: folder.file("site.sqlite"))
        try database.migrate(
            [Directory.migrations, Outbox.migrations, Accounts.migrations, Jobs.migrations], at: Self.now)
        let directory = Directory.test(database)
        self.directory = directory
        let two = try directory.change(by: .commandLine("test"), at: Self.now - 864_000) { change in
            try TwoTowns(change)
        }
        (valmont, ccas, montreuil) = (two.valmont, two.ccas, two.montreuil)
        (odile, nadia, omar) = (two.odile, two.nadia, two.omar)
        (users, administrator) = (two.users, two.administrator)
        accounts = .test(directory)
        jobs = Jobs(accounts: accounts)
    }

    @discardableResult
    func change<Value: Sendable>(_ body: (Change) throws -> Value) throws -> Value {
        try directory.change(by: .commandLine("test"), at: Self.now - 600, body)
    }

    struct NotLive: Error {}

    func signedIn(_ user: ID<User>) throws -> SignedInUser {
        guard let found = try directory.read({ try $0.signedInUser(user, at: Self.now) }) else { throw NotLive() }
        return found
    }

    /// A list read by somebody, as a draft.
    func draft(_ text: String, by user: ID<User>, structure: ID<Structure>? = nil) throws -> ID<Job> {
        let read = try CSVText(Array(text.utf8), limit: Jobs.importLimit)
        return try jobs.draftImport(
            read, try ImportLayout(read.rows[0].cells), file: "liste.csv", structure: structure,
            by: try signedIn(user), at: Self.now)
    }

    /// What would become of each line.
    func verdicts(_ job: ID<Job>) throws -> [Int: ImportAssessment] {
        let items = try jobs.items(of: job, limit: 10_000)
        return Dictionary(items.compactMap { item in item.assessment.map { (item.number, $0) } }) { $1 }
    }

    /// Does all that waits.
    func work() throws {
        while try jobs.advance(at: Self.now) {}
    }

    func job(_ id: ID<Job>) throws -> Job? { try jobs.job(id, for: try signedIn(odile)) }

    func person(_ email: String) throws -> User? { try directory.read { try $0.user(email: email) } }

    func rights(of email: String) throws -> [String] {
        guard let user = try person(email) else { return [] }
        return try directory.read { try $0.entitlements(of: user.id) }.map { "\($0.role.path) – \($0.structureName)" }
    }

    func userCount() throws -> Int { try directory.read { try $0.counts(in: .everything).users } }
}
