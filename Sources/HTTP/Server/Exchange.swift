import FoundationEssentials
import Synchronization

/// One request while it lasts; touched by its connection's own thread alone, in libmicrohttpd's callbacks.
final class Exchange {
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
    /// Whether it counts as an upload while it runs.
    var isUpload = false
    var entry: Entry?
    /// Where a lane leaves its answer.
    let laneAnswer = LaneAnswer()

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
}

/// What passes from a lane's thread to the connection's: the answer, given once.
final class LaneAnswer: Sendable {
    private let answer = Mutex<Response?>(nil)

    /// The answer, when it came.
    var response: Response? { answer.withLock { $0 } }

    /// Gives the answer; false when there was one already (the server stops and gave up waiting).
    func give(_ response: Response) -> Bool {
        answer.withLock { answer in
            guard answer == nil else { return false }
            answer = response
            return true
        }
    }
}
