import Accounts
import Database
import Directory
import FoundationEssentials

/// A service provider that is to learn that a session ended, and what became of it: a row of the queue.
struct LogoutParticipant: Sendable {
    /// How far it is.
    enum State: String, Sendable {
        /// To be told, from server to server.
        case waiting
        /// Only the person's browser can tell it.
        case browser
        /// The browser was sent there; no answer yet.
        case asked
        /// It says that its session has ended.
        case done
        /// It did not answer, or says that it could not.
        case failed
        /// Its metadata names no way to tell it.
        case unable

        /// Whether nothing more is expected.
        var isFinal: Bool {
            switch self {
            case .done, .failed, .unable: true
            case .waiting, .browser, .asked: false
            }
        }
    }

    let id: ID<LogoutParticipant>
    let serviceProvider: ID<ServiceProvider>
    let sessionIndex: String
    let nameID: String
    let nameIDFormat: String
    var state: State
    /// How often it was asked from server to server, in vain.
    let attempts: Int
    /// The ongoing logout that somebody looks at; nil when the session ended without a browser in front of us.
    let logout: String?

    /// Whether the service provider got a NameID: without one there is nobody that a LogoutRequest could name (SAML Core
    /// §3.7.1), and its session ends where it began.
    var canBeNamed: Bool { !nameID.isEmpty }

    static let columns: SQL = """
        logout_participant.id, logout_participant.service_provider, session_index, name_id, name_id_format,
        state, attempts, logout
        """

    init(_ row: borrowing Row) throws {
        id = try row.id(0)
        serviceProvider = try row.id(1)
        sessionIndex = try row.text(2)
        nameID = try row.text(3)
        nameIDFormat = try row.text(4)
        state = State(rawValue: try row.text(5)) ?? .failed
        attempts = try row.int(6)
        logout = try row.textOrNil(7)
    }
}
