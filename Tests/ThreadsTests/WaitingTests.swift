import Testing

@testable import Threads

/// Waiting for others, for a time.
struct WaitingTests {
    @Test func `a signal that came before the wait counts, once`() {
        let wakeUp = WakeUp()
        wakeUp.signal()
        wakeUp.signal()
        #expect(wakeUp.wait(atMost: .seconds(10)))
        #expect(!wakeUp.wait(atMost: .zero))
    }

    @Test func `waits end when their time is over`() {
        let start = ContinuousClock.now
        #expect(!WakeUp().wait(atMost: .milliseconds(30)))
        #expect(!CountingSemaphore().wait(atMost: .milliseconds(30)))
        #expect(ContinuousClock.now - start >= .milliseconds(59))
        #expect(!CountingSemaphore().wait(atMost: .seconds(-5)), "a negative time is none")
    }

    @Test func `a semaphore lets as many pass as it was signalled`() {
        let semaphore = CountingSemaphore(1)
        semaphore.signal()
        #expect(semaphore.wait(atMost: .zero))
        #expect(semaphore.wait(atMost: .zero))
        #expect(!semaphore.wait(atMost: .zero))
    }

    @Test func `the longest of durations is a time, too`() {
        let semaphore = CountingSemaphore()
        #expect(Thread.start { semaphore.signal() })
        #expect(semaphore.wait(atMost: .seconds(Int64.max)))
    }
}
