import FoundationEssentials
import Testing

@testable import Calendar

struct DateTimeTests {
    @Test(arguments: [
        ("2026-11-22T14:18:22Z", 1_795_357_102.0), ("2026-11-22T14:18:22.5Z", 1_795_357_102.5),
        ("2026-11-22T15:18:22.123456+01:00", 1_795_357_102.123_456), ("2026-11-22T08:48:22-05:30", 1_795_357_102.0),
        ("2026-11-22T14:18:22", 1_795_357_102.0), ("1970-01-01T00:00:00Z", 0.0),
        ("2024-02-29T12:00:00Z", 1_709_208_000.0), (" 2026-11-22T14:18:22Z\n", 1_795_357_102.0),
        ("1969-12-31T23:59:59Z", -1.0),
    ])
    func `a time is read with any fraction and offset`(text: String, seconds: Double) {
        #expect(DateTime.parse(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026", "2026-11-22", "2026-11-22 14:18:22Z", "2026-11-22T14:18Z", "2026-13-22T14:18:22Z",
        "2026-02-29T14:18:22Z", "2026-04-31T14:18:22Z", "2026-11-22T24:00:00Z", "2026-11-22T14:18:60Z",
        "2026-11-22T14:18:22.Z", "2026-11-22T14:18:22z", "2026-11-22T14:18:22+15:00", "2026-11-22T14:18:22+01",
        "2026-11-22T14:18:22Zx", "+2026-11-22T14:18:22Z", "20261-11-22T14:18:22Z", "-2026-11-22T14:18:22Z",
        "2026-11-22T14:18:22." + String(repeating: "1", count: 100) + "Z", "٢٠٢٦-11-22T14:18:22Z",
    ])
    func `what is not a time is refused`(text: String) {
        #expect(DateTime.parse(text) == nil)
    }

    @Test func `a time is written in UTC to the millisecond and reads back`() {
        #expect(DateTime.string(Date(timeIntervalSince1970: 1_795_357_102.123)) == "2026-11-22T14:18:22.123Z")
        for milliseconds in stride(from: 0, through: 4_102_444_800_000, by: 7_777_777_777) {
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
            let text = DateTime.string(date)
            #expect(text.utf8.count == 24)
            #expect(DateTime.parse(text).map(DateTime.string) == text)
            #expect(abs((DateTime.parse(text) ?? .distantPast).timeIntervalSince(date)) < 0.000_5)
        }
    }

    @Test func `a moment in a log is Foundation's, to the millisecond, over four centuries`() {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for step in 0..<4_000 {
            // Odd steps, so that every part of the moment takes all its values; exact in binary.
            let moment = Date(timeIntervalSince1970: Double(step) * 3_155_761.125)
            #expect(DateTime.string(moment) == moment.formatted(style))
            #expect(DateTime.wholeSeconds(moment) == moment.formatted(.iso8601))
        }
        #expect(DateTime.string(Date(timeIntervalSince1970: 951_782_399.875)) == "2000-02-28T23:59:59.875Z")
    }

    @Test(arguments: [
        (1_772_556_127.999, "2026-03-03T16:42:07Z"), (-0.5, "1969-12-31T23:59:59Z"), (0, "1970-01-01T00:00:00Z"),
        (-1e300, "0000-01-01T00:00:00Z"), (1e300, "9999-12-31T23:59:59Z"),
    ])
    func `a moment for a page is the second that it lies in, within the years of four digits`(
        seconds: Double, text: String
    ) {
        #expect(DateTime.wholeSeconds(Date(timeIntervalSince1970: seconds)) == text)
    }
}
