import FoundationEssentials
import Testing

@testable import Calendar

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
        #expect(CalendarDay(day.start()) == day && CalendarDay(day.end() - 1) == day)
        #expect(CalendarDay(day.start() - 1) != day && CalendarDay(day.end()) != day)
        #expect(day.end() == day.advanced(by: 1).start())
    }

    @Test(arguments: [
        ("2026-03-28", 24), ("2026-03-29", 23), ("2026-03-30", 24), ("2026-10-24", 24), ("2026-10-25", 25),
        ("2026-10-26", 24), ("2026-12-31", 24), ("2028-02-29", 24),
    ])
    func `a day lasts 24 hours, 23 or 25 when the hour changes in it`(_ text: String, hours: Int) throws {
        let day = try #require(CalendarDay(text))
        #expect(day.end().timeIntervalSince(day.start()) == Double(hours * 3600))
        #expect(day.end(in: .utc).timeIntervalSince(day.start(in: .utc)) == 86_400)
    }

    @Test(arguments: [
        ("2026-12-31", "2026-12-30T23:00:00Z", "2026-12-31T23:00:00Z"),
        ("2028-02-29", "2028-02-28T23:00:00Z", "2028-02-29T23:00:00Z"),
        ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
        ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
        ("2026-07-14", "2026-07-13T22:00:00Z", "2026-07-14T22:00:00Z"),
    ])
    func `midnight in Paris is one or two hours before midnight in universal time`(
        _ text: String, start: String, end: String
    ) throws {
        let day = try #require(CalendarDay(text))
        #expect(DateTime.wholeSeconds(day.start()) == start)
        #expect(DateTime.wholeSeconds(day.end()) == end)
        #expect(DateTime.wholeSeconds(day.start(in: .utc)) == "\(text)T00:00:00Z")
    }

    @Test(arguments: [
        ("2026-12-31", 1, "2027-01-01"), ("2028-02-28", 1, "2028-02-29"), ("2028-02-29", 1, "2028-03-01"),
        ("2027-02-28", 1, "2027-03-01"), ("2027-01-01", -1, "2026-12-31"), ("2028-03-01", -1, "2028-02-29"),
        ("2026-10-25", 365, "2027-10-25"), ("1970-01-01", -1, "1969-12-31"),
    ])
    func `days are counted over the ends of months and years`(_ text: String, days: Int, other: String) throws {
        let (day, later) = (try #require(CalendarDay(text)), try #require(CalendarDay(other)))
        #expect(day.advanced(by: days) == later && day.distance(to: later) == days)
        #expect((day < later) == (days > 0))
    }

    @Test(arguments: [
        ("2026-03-29", 2, 30, "2026-03-29T01:30:00Z"),  // 03:30: summer time leaves 02:30 out
        ("2026-03-29", 1, 59, "2026-03-29T00:59:00Z"), ("2026-03-29", 3, 0, "2026-03-29T01:00:00Z"),
        ("2026-10-25", 2, 30, "2026-10-25T00:30:00Z"),  // the first of two
        ("2026-10-25", 3, 0, "2026-10-25T02:00:00Z"), ("2026-12-31", 23, 59, "2026-12-31T22:59:00Z"),
    ])
    func `a time of a day is found on both days of the change of hour`(
        _ text: String, hour: Int, minute: Int, moment: String
    ) throws {
        let day = try #require(CalendarDay(text))
        #expect(DateTime.wholeSeconds(day.at(hour: hour, minute: minute)) == moment)
    }

    @Test func `a day is written in two ways and read back`() throws {
        let day = try #require(CalendarDay(year: 2026, month: 3, day: 1))
        #expect(day.text == "2026-03-01" && day.slashed == "01/03/2026")
        #expect(CalendarDay(day.text) == day && CalendarDay(day.slashed) == day)
        #expect(CalendarDay(year: 2027, month: 2, day: 29) == nil)
    }

    @Test func `the calendar agrees with Foundation's over three centuries`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for number in stride(from: -36_525, to: 73_050, by: 1) {
            let moment = Date(timeIntervalSince1970: Double(number) * 86_400 + 3_661)
            let ours = Zone.utc.wallClock(at: moment)
            let theirs = calendar.dateComponents([.year, .month, .day, .hour, .minute, .weekday], from: moment)
            guard theirs.year == ours.day.year, theirs.month == ours.day.month, theirs.day == ours.day.dayOfMonth,
                ours.hour == 1, ours.minute == 1, ours.second == 1, theirs.weekday == ours.day.weekday % 7 + 1,
                CalendarDay(year: ours.day.year, month: ours.day.month, day: ours.day.dayOfMonth)?.number == number
            else {
                Issue.record("day \(number): \(ours)")
                return
            }
        }
    }
}
