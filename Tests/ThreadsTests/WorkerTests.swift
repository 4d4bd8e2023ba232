import Synchronization
import Testing

@testable import Threads

/// A thread that works until it is told to stop.
struct WorkerTests {
    /// What happened on the worker's thread, and a way to wait for it.
    private final class Tally: Sendable {
        private let count = Atomic(0)
        private let changed = CountingSemaphore()

        var value: Int { count.load(ordering: .acquiring) }

        func add() {
            count.wrappingAdd(1, ordering: .acquiringAndReleasing)
            changed.signal()
        }

        /// Waits for the next one; false after ten seconds.
        func waitForNext() -> Bool { changed.wait(atMost: .seconds(10)) }
    }

    @Test func `a worker works again after each pause until it is stopped`() throws {
        let worker = Worker()
        let tally = Tally()
        try worker.start(every: .milliseconds(1)) { tally.add() }
        for _ in 1...3 { #expect(tally.waitForNext()) }
        #expect(!worker.isStopping)
        #expect(worker.stop(within: .seconds(10)))
        let count = tally.value
        Thread.sleep(for: .milliseconds(20))
        #expect(tally.value == count)
    }

    @Test func `a worker rests before it works for the first time`() throws {
        let worker = Worker()
        let tally = Tally()
        try worker.start(every: .seconds(3600)) { tally.add() }
        #expect(worker.stop(within: .seconds(10)), "a stop ends the rest")
        #expect(tally.value == 0)
    }

    @Test func `a worker that is woken works at once`() throws {
        let worker = Worker()
        let tally = Tally()
        try worker.start(every: .seconds(3600)) { tally.add() }
        worker.wake()
        #expect(tally.waitForNext())
        worker.wake()
        #expect(tally.waitForNext())
        #expect(worker.stop(within: .seconds(10)))
    }

    @Test func `a worker that is woken before it starts works at once`() throws {
        let wakeUp = WakeUp()
        let worker = Worker(wokenBy: wakeUp)
        let tally = Tally()
        wakeUp.signal()
        try worker.start(every: .seconds(3600)) { tally.add() }
        #expect(tally.waitForNext())
        #expect(worker.stop(within: .seconds(10)))
    }

    @Test func `a wake during the work is not lost, and many of them are one`() throws {
        let worker = Worker()
        let tally = Tally()
        let goOn = CountingSemaphore()
        try worker.start(every: .seconds(3600)) {
            tally.add()
            goOn.wait()
        }
        worker.wake()
        #expect(tally.waitForNext())
        for _ in 1...5 { worker.wake() }
        goOn.signal()
        #expect(tally.waitForNext())
        goOn.signal()
        goOn.signal()
        #expect(worker.stop(within: .seconds(10)))
        #expect(tally.value == 2)
    }

    @Test func `no wake is lost of a thousand that come at any moment`() throws {
        let work = Atomic(0)
        let done = Atomic(0)
        let worker = Worker()
        let finished = WakeUp()
        try worker.start(every: .seconds(3600)) {
            done.store(work.load(ordering: .sequentiallyConsistent), ordering: .sequentiallyConsistent)
            if done.load(ordering: .sequentiallyConsistent) == 1_000 { finished.signal() }
        }
        for _ in 1...1_000 {
            work.wrappingAdd(1, ordering: .sequentiallyConsistent)
            worker.wake()
        }
        #expect(finished.wait(atMost: .seconds(10)))
        #expect(worker.stop(within: .seconds(10)))
    }

    @Test func `what is under way when a worker is stopped goes on, and whoever waits too short is told so`() throws {
        let worker = Worker()
        let tally = Tally()
        let goOn = CountingSemaphore()
        try worker.start {
            tally.add()
            goOn.wait()
        }
        #expect(tally.waitForNext())
        #expect(!worker.stop())
        #expect(!worker.stop(within: .milliseconds(20)))
        #expect(worker.isStopping)
        goOn.signal()
        #expect(worker.stop(within: .seconds(10)))
        #expect(worker.stop(), "stopping what has stopped")
    }

    @Test func `a worker that was stopped rests no more`() throws {
        let worker = Worker()
        worker.stop()
        let start = ContinuousClock.now
        for _ in 1...3 { worker.rest(atMost: .seconds(60)) }
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test func `several may wait for the same end`() throws {
        let worker = Worker()
        let tally = Tally()
        try worker.start {
            worker.rest(atMost: .seconds(60))
            Thread.sleep(for: .milliseconds(20))
        }
        for _ in 1...3 {
            #expect(Thread.start { if worker.stop(within: .seconds(30)) { tally.add() } })
        }
        for _ in 1...3 { #expect(tally.waitForNext()) }
        #expect(tally.value == 3)
    }

    @Test func `a worker that never started has ended`() {
        #expect(Worker().stop(within: .seconds(60)))
    }
}
