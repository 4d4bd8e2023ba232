import FoundationEssentials
import Synchronization

/// One request and its answer while they last.
///
/// The fields outside the mutex are touched by the connection's own thread alone, in libmicrohttpd's callbacks; the
/// answer may come from a thread of a lane.
/// `@unchecked Sendable` for that reason: a job of a lane only reads `request` and calls `finish`, and is queued after
/// the last change of the fields.
final class Exchange: @unchecked Sendable {
    let target: String
    /// The connection's entry for the watchdog.
    let connection: Connection?
    var stage = Stage.head
    /// Everything about the request but its body; nil until the head was accepted.
    var admitted: Admitted?
    var body: [UInt8] = []
    var bodyStart: UInt64 = 0
    var isTooLarge = false
    /// Bytes thrown away past the limit.
    var excess = 0
    /// The client that this request counts for while it runs.
    var counted: IPAddress?
    var entry: Entry?
    private let answer = Mutex<Response?>(nil)

    enum Stage {
        case head, body, working, answered
    }

    /// What the head led to.
    struct Admitted {
        let head: RequestHead
        let match: Router.Match
        let client: IPAddress
        let isSecure: Bool
        let bodyLimit: Int
    }

    /// What the access log will say.
    struct Entry {
        var receivedAt: Date
        var reference: String
        var client: IPAddress
        var method: String
        var path: String
        var start: UInt64
        var status = Status.badRequest
        var bytes = 0
        var reason: String?
    }

    init(target: String, connection: Connection?) {
        self.target = target
        self.connection = connection
    }

    /// Gives the answer of a lane; false when there was one already (the server stops and gave up waiting).
    func finish(_ response: Response) -> Bool {
        answer.withLock { answer in
            guard answer == nil else { return false }
            answer = response
            return true
        }
    }

    /// The answer of a lane, when it came.
    var laneAnswer: Response? { answer.withLock { $0 } }
}
