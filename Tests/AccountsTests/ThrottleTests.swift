import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `The throttle` {
    let morning = TestSite.morning
    let figures = ThrottleFigures()

    @Test func `delays 15, 30, 65 seconds after the third, fourth and fifth failure, then twice as long each time`() {
        var throttle = Throttle.fresh
        var now = morning
        var delays: [TimeInterval] = []
        for _ in 1...9 {
            #expect(throttle.admit(at: now, figures: figures) == .open)
            delays.append(throttle.closedUntil.timeIntervalSince(now))
            now = throttle.closedUntil
        }
        #expect(delays == [0, 0, 15, 30, 65, 130, 260, 520, 900])
    }

    @Test func `is more than a minute after five failures, as CNIL asks`() {
        #expect(figures.delay(afterFailure: 5) > 60)
    }

    @Test func `lets twenty-five failures in any twenty-four hours, and goes on as the oldest ages`() {
        var throttle = Throttle.fresh
        var now = morning
        var admitted: [Date] = []
        while now < morning + 3 * 86_400 {
            switch throttle.admit(at: now, figures: figures) {
            case .open: admitted.append(now)
            case .closed(let until): now = until
            }
        }
        for start in admitted {
            #expect(admitted.count { $0 >= start && $0 < start + 86_400 } <= 25)
        }
        #expect(admitted.count > 50)
    }

    @Test func `a success ends the delays and keeps the day's count of earlier failures`() {
        var throttle = Throttle.fresh
        for second in 0..<3 { _ = throttle.admit(at: morning + Double(second), figures: figures) }
        throttle.succeed(countedAt: morning + 2)
        #expect(throttle.admit(at: morning + 3, figures: figures) == .open)
        #expect(throttle.failures == [morning, morning + 1, morning + 3])
    }

    @Test func `survives its row`() {
        var throttle = Throttle.fresh
        for second in 0..<3 { _ = throttle.admit(at: morning + Double(second), figures: figures) }
        #expect(Throttle.unpack(throttle.packed) == throttle.failures)
    }
}
