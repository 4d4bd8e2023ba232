import Directory
import FoundationEssentials
import Synchronization
import Threads

/// The refusals of service providers' messages, for those who connect applications.
///
/// A refusal costs the answer a counter in memory: equal ones are counted, and every few seconds a thread writes the
/// counters down in one transaction. Between two of these at most `limit` kinds are kept, so that a flood of hostile
/// messages makes neither the answers slow nor the database grow: what is left out is in the log as ever.
final class IntegrationErrors: Sendable {
    private let directory: Directory
    private let log: @Sendable (String) -> Void
    private let waiting = Mutex<[IntegrationNote: IntegrationCount]>([:])
    private let worker = Worker()

    /// Kinds of refusal between two writings.
    static let limit = 200
    /// Of these, kinds of unknown senders: strangers must not displace what known service providers need to read.
    static let limitOfUnknown = 100
    /// Between two writings.
    private static let interval = Duration.seconds(5)
    /// Kept as long as the events of sign-ons are not needed longer for: 90 days.
    static let retention: TimeInterval = 90 * 86_400

    init(directory: Directory, log: @escaping @Sendable (String) -> Void) {
        self.directory = directory
        self.log = log
    }

    /// Counts a refusal.
    func add(_ note: IntegrationNote, reference: String, at now: Date) {
        waiting.withLock { waiting in
            if waiting[note] != nil {
                waiting[note]?.add(reference: reference, at: now)
            } else if waiting.count < (note.serviceProvider == nil ? Self.limitOfUnknown : Self.limit) {
                waiting[note] = IntegrationCount(reference: reference, at: now)
            }
        }
    }

    /// Writes down what was counted; a failure is told and what was counted is lost: it is in the log.
    func write() {
        let notes = waiting.withLock { waiting in
            defer { waiting = [:] }
            return waiting
        }
        do { try directory.recordIntegrationErrors(notes) } catch { log("errors of integration: \(error)") }
    }

    /// Begins to write, in a thread of its own.
    func start() throws(Worker.NoThread) {
        try worker.start(every: Self.interval) { [self] in write() }
    }

    /// Writes what is left, and ends.
    func stop() {
        worker.stop()
        write()
    }
}
