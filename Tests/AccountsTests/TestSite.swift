import Crypto
import Database
import Directory
import FoundationEssentials
import Mail
import Synchronization
import TestFiles
import TestMail

@testable import Accounts

/// A site of its own for one test: a real database file, real hashes (of the smallest cost), a clock the test holds.
final class TestSite: Sendable {
    let folder: TestFolder
    let database: Database
    let accounts: Accounts
    /// 22 November 2026, 9:00 UTC.
    static let morning = Date(timeIntervalSince1970: 1_795_338_000)

    init(
        figures: AccountsFigures = .init(),
        parameters: PasswordHasher.Parameters? = .init(passes: 1, memoryKiB: 8, lanes: 1)
    ) throws {
        folder = try TestFolder(copying: Self.beginning.get())
        database = try Database(path: folder.file("site.sqlite"))
        accounts = Accounts(
            directory: Directory.test(database), mail: .test,
            hasher: PasswordHasher(parameters: parameters ?? .standard, buffers: 4),
            randomness: .system, figures: figures)
    }

    /// The files that every site begins with: written once, copied for each test.
    private static let beginning = Result {
        let files = try TestFolder()
        try Database(path: files.file("site.sqlite"))
            .migrate([Directory.migrations, Outbox.migrations, Accounts.migrations], at: morning)
        return files
    }

    /// A live person, with a password if given.
    @discardableResult
    func person(_ email: String, password: String? = nil, accounts other: Accounts? = nil) throws -> ID<User> {
        let phc = try password.map { try (other ?? accounts).hash($0) }
        return try database.write { connection in
            try connection.execute(
                """
                INSERT INTO user (email, given_name, family_name, created_at)
                VALUES (\(email), 'Élodie', 'Barbier', \(Self.morning))
                """)
            let id = ID<User>(connection.lastInsertedID)
            if let phc { try connection.setCredential(phc, suitsPowers: true, of: id, at: Self.morning) }
            return id
        }
    }

    /// A town with its référente, of the day before.
    func townWithReferent() throws -> (town: ID<Structure>, referent: ID<User>) {
        try accounts.directory.change(by: .commandLine("test"), at: Self.morning - 86_400) { change in
            let town = try change.addStructure("Ville de Valmont", domains: ["ville.example"])
            let nadia = try change.addUser(
                "nadia@ville.example", givenName: "Nadia", familyName: "Benslimane", to: town)
            try change.designateReferent(nadia, of: town)
            return (town, nadia)
        }
    }

    func run(_ sql: SQL) throws {
        try database.write { connection in _ = try connection.execute(sql) }
    }

    func count(_ sql: SQL) throws -> Int {
        try database.read { connection in try connection.count(sql) }
    }

    func signIn(
        _ email: String, _ password: String, from client: Client = .desk, at now: Date = morning
    ) throws -> SignInOutcome {
        try accounts.signIn(email: email, password: password, client: client, at: now)
    }

    /// Signs in or fails the test by throwing.
    func signedIn(
        _ email: String, _ password: String, from client: Client = .desk, at now: Date = morning
    ) throws -> SignedIn {
        guard case .signedIn(let signedIn) = try signIn(email, password, from: client, at: now) else {
            throw Unexpected()
        }
        return signedIn
    }
}

struct Unexpected: Error {}

extension Client {
    static let desk = Client(
        address: "192.0.2.1",
        userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", deviceToken: nil)

    func with(device token: String) -> Client { Client(address: address, userAgent: userAgent, deviceToken: token) }
}

extension SignInOutcome {
    var isRefused: Bool { if case .refused = self { true } else { false } }
    var isSignedIn: Bool { if case .signedIn = self { true } else { false } }
    var delayEnd: Date? { if case .throttled(let until) = self { until } else { nil } }
}

/// Runs `body` on `count` threads at once and collects what each answers.
func inParallel<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Value) async throws
    -> [Value]
{
    try await withThrowingTaskGroup(of: Value.self) { group in
        for index in 0..<count { group.addTask { try body(index) } }
        var values: [Value] = []
        for try await value in group { values.append(value) }
        return values
    }
}
