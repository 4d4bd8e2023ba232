import Synchronization
import Threads

/// A few threads and a bounded queue: one lane of the server.
final class WorkerPool: Sendable {
    typealias Job = @Sendable () -> Void

    private let limits: ServerConfiguration.LaneLimits
    private let state = Mutex(State())
    private let available = CountingSemaphore()

    private struct State {
        var queue: [(client: IPAddress, job: Job)] = []
        var isClosed = false
    }

    /// Starts the threads; throws when the system has none left.
    init(_ limits: ServerConfiguration.LaneLimits) throws(HTTPError) {
        self.limits = limits
        for _ in 0..<limits.threads {
            guard Thread.start({ [self] in work() }) else {
                close()
                throw .cannotStart
            }
        }
    }

    /// Queues a job; false, and nothing queued, when the lane is full or this client has its share of it.
    func submit(for client: IPAddress, _ job: @escaping Job) -> Bool {
        let key = client.countedTogether
        let isQueued = state.withLock { state in
            guard !state.isClosed, state.queue.count < limits.queue,
                state.queue.count(where: { $0.client == key }) < limits.queuePerClient
            else { return false }
            state.queue.append((key, job))
            return true
        }
        if isQueued { available.signal() }
        return isQueued
    }

    /// Takes no more jobs and forgets those that wait; each thread ends after the one it runs.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.queue.removeAll()
        }
        for _ in 0..<limits.threads { available.signal() }
    }

    private func work() {
        while true {
            available.wait()
            let job = state.withLock { state in state.queue.isEmpty ? nil : state.queue.removeFirst().job }
            guard let job else { return }  // signalled without a job: closed
            job()
        }
    }
}
