import FoundationEssentials
import Testing

@testable import SAML

@Suite struct DateTimeTests {
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

    @Test(arguments: [
        ("PT1H", 3_600), ("P1DT12H", 129_600), ("PT604800S", 604_800), ("P1Y", 31_536_000), ("PT1.5S", 1), ("P0D", 0),
    ])
    func `a duration is read`(text: String, seconds: Int) {
        #expect(Duration.parse(text) == seconds)
        #expect(Duration.parse(Duration.string(seconds)) == seconds)
    }

    @Test(arguments: ["", "P", "PT", "1H", "P1H", "PT1D", "P1D1Y", "PT1H1H", "P-1D", "-P1D", "P99999999999D", "P1000Y"])
    func `what is not a duration is refused`(text: String) {
        #expect(Duration.parse(text) == nil)
    }
}
