import Calendar
import FoundationEssentials
import Testing

@testable import Markup

struct DatesTests {
    private func at(_ text: String) throws -> Date {
        try Date.ISO8601FormatStyle().parse(text)
    }

    /// Every no-break space as `_`, so that the expectations can be read.
    private func plain(_ text: String) -> String {
        String(text.map { $0 == "\u{A0}" ? "_" : $0 })
    }

    @Test(arguments: [
        ("2026-03-03T16:42:00Z", "3_mars 2026", "17_h_42", "17:42"),
        ("2026-03-29T00:59:59Z", "29_mars 2026", "1_h_59", "01:59"),
        ("2026-03-29T01:00:00Z", "29_mars 2026", "3_h_00", "03:00"),
        ("2026-10-25T00:59:59Z", "25_octobre 2026", "2_h_59", "02:59"),
        ("2026-10-25T01:00:00Z", "25_octobre 2026", "2_h_00", "02:00"),
        ("2026-12-31T23:00:00Z", "1er_janvier 2027", "0_h_00", "00:00"),
        ("2028-02-29T12:00:00Z", "29_février 2028", "13_h_00", "13:00"),
        ("1969-12-31T22:59:59Z", "31_décembre 1969", "23_h_59", "23:59"),
        ("2000-03-01T00:00:00Z", "1er_mars 2000", "1_h_00", "01:00"),
    ])
    func `day and time in Paris, summer time included`(moment: String, day: String, fr: String, en: String) throws {
        let moment = try at(moment)
        #expect(plain(Dates.day(moment, .fr)) == day)
        #expect(plain(Dates.time(moment, .fr)) == fr)
        #expect(Dates.time(moment, .en) == en)
    }

    @Test(arguments: [
        ("2026-11-22T08:12:00Z", "aujourd’hui à 9_h_12", "today at 09:12"),
        ("2026-11-21T16:42:00Z", "hier à 17_h_42", "yesterday at 17:42"),
        ("2026-11-20T22:59:00Z", "il y a 2 jours", "2 days ago"),
        ("2026-11-16T12:00:00Z", "il y a 6 jours", "6 days ago"),
        ("2026-11-15T12:00:00Z", "15_novembre 2026", "15_November 2026"),
        ("2026-11-23T08:00:00Z", "demain à 9_h_00", "tomorrow at 09:00"),
        ("2026-11-25T08:00:00Z", "dans 3 jours", "in 3 days"),
    ])
    func `moments near now are told by the nights between`(moment: String, fr: String, en: String) throws {
        let now = try at("2026-11-22T14:18:22Z")
        #expect(plain(Dates.relative(try at(moment), to: now, .fr)) == fr)
        #expect(plain(Dates.relative(try at(moment), to: now, .en)) == en)
    }

    @Test func `long and short forms`() throws {
        let moment = try at("2026-03-03T16:42:07Z")
        #expect(plain(Dates.dayAndTime(moment, .fr)) == "3_mars 2026 à 17_h_42")
        #expect(plain(Dates.dayAndTime(moment, .en)) == "3_March 2026 at 17:42")
        #expect(Dates.shortDay(moment) == "03/03/2026")
        #expect(Dates.time(moment, .en, in: .utc) == "16:42")
    }

    @Test(arguments: [
        (0, "1_seconde"), (15, "15_secondes"), (60, "1_minute"), (61, "2_minutes"), (7200, "2_heures"),
        (604_800, "7_jours"),
    ])
    func `a wait is never told too short`(seconds: Int, text: String) {
        #expect(plain(Dates.duration(seconds: seconds, .fr)) == text)
    }

    @Test func `numbers are grouped by thousands and counted`() {
        #expect(Numbers.grouped(1_118, .fr) == "1\u{202F}118")
        #expect(Numbers.grouped(60_000_000, .en) == "60,000,000")
        #expect(Numbers.grouped(-999, .fr) == "−999")
        let one = Text(fr: "membre", en: "member")
        let many = Text(fr: "membres", en: "members")
        #expect(plain(Numbers.counted(0, one: one, many: many, .fr)) == "0_membre")
        #expect(plain(Numbers.counted(0, one: one, many: many, .en)) == "0_members")
        #expect(plain(Numbers.counted(2, one: one, many: many, .fr)) == "2_membres")
    }
}
