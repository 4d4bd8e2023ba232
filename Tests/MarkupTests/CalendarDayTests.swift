import FoundationEssentials
import Testing

@testable import Markup

struct CalendarDayTests {
    @Test(arguments: [
        ("2026-11-22", "2026-11-22"), ("22/11/2026", "2026-11-22"), ("1/3/2028", "2028-03-01"),
        ("2028-02-29", "2028-02-29"),
    ])
    func `a day is read as browsers send it and as people type it`(_ typed: String, _ text: String) {
        #expect(CalendarDay(typed)?.text == text)
    }

    @Test(arguments: [
        "", "2026-02-31", "2027-02-29", "22-11-2026", "2026-13-01", "2026-11-22T10:00", "x/y/z", "+1/11/2026",
        "2026--1",
    ])
    func `what is no day is none`(_ typed: String) {
        #expect(CalendarDay(typed) == nil)
    }

    @Test(arguments: [
        "2026-11-22", "2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26", "2026-07-14",
    ])
    func `a day begins and ends at midnight in Paris, in winter, in summer and between`(_ text: String) throws {
        let day = try #require(CalendarDay(text))
        let first = Zone.paris.wallClock(at: day.start())
        #expect((first.hour, first.minute) == (0, 0))
        #expect(CalendarDay(day.start()) == day && CalendarDay(day.end()) == day)
        #expect(CalendarDay(day.start() - 1) != day && CalendarDay(day.end() + 1) != day)
    }
}
