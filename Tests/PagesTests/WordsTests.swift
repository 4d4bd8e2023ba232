import FoundationEssentials
import Markup
import Testing

@testable import Pages

struct WordsTests {
    /// Unix seconds of known moments, and what a clock in Paris showed (from the IANA data).
    @Test(arguments: [
        (0, 1970, 1, 1, 1, 0), (951_782_400, 2000, 2, 29, 1, 0), (1_711_846_799, 2024, 3, 31, 1, 59),
        (1_711_846_800, 2024, 3, 31, 3, 0), (1_729_990_799, 2024, 10, 27, 2, 59), (1_729_990_800, 2024, 10, 27, 2, 0),
        (1_767_222_000, 2026, 1, 1, 0, 0), (1_774_745_999, 2026, 3, 29, 1, 59), (1_774_746_000, 2026, 3, 29, 3, 0),
        (1_792_890_000, 2026, 10, 25, 2, 0), (1_795_357_102, 2026, 11, 22, 15, 18), (4_107_538_800, 2100, 3, 1, 0, 0),
    ])
    func `clocks of France`(_ unix: Int, _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int) {
        let time = ParisTime(Date(timeIntervalSince1970: Double(unix)))
        #expect([time.year, time.month, time.day, time.hour, time.minute] == [year, month, day, hour, minute])
    }

    private let now = Date(timeIntervalSince1970: 1_795_357_102)

    @Test func `moments are told as people tell them`() {
        let french = Moments(now: now, .fr)
        let english = Moments(now: now, .en)
        #expect(french.at(now - 3600) == "aujourd’hui à 14\u{A0}h\u{A0}18")
        #expect(french.at(now - 86_400) == "hier à 15\u{A0}h\u{A0}18")
        #expect(english.at(now - 86_400) == "yesterday at 15:18")
        #expect(french.onDay(now - 40 * 86_400) == "le 13\u{A0}octobre\u{A0}2026")
        #expect(french.onDay(now - 21 * 86_400) == "le 1er\u{A0}novembre\u{A0}2026")
        #expect(english.onDay(now - 21 * 86_400) == "on 1\u{A0}November\u{A0}2026")
        #expect(french.ago(now - 3 * 86_400) == "il y a 3 jours")
        #expect(french.ago(now - 31 * 86_400) == "le 22\u{A0}octobre\u{A0}2026")
        #expect(french.ago(now + 60) == "aujourd’hui")
    }

    @Test func `midnight in Paris parts the days, not midnight elsewhere`() {
        let justAfter = Date(timeIntervalSince1970: 1_767_222_060)  // 0:01 on 1 January in Paris, 23:01 UTC
        #expect(Moments(now: justAfter, .fr).onDay(justAfter - 120) == "hier")
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1118, "1\u{202F}118"), (1_000_000, "1\u{202F}000\u{202F}000")])
    func `thousands stand apart`(_ number: Int, _ words: String) {
        #expect(Quantities.grouped(number, .fr) == words)
    }

    @Test(arguments: [
        (0.2, "1 seconde", "1 second"), (15, "15 secondes", "15 seconds"), (65, "2 minutes", "2 minutes"),
        (60, "1 minute", "1 minute"), (900, "15 minutes", "15 minutes"), (3600, "1 heure", "1 hour"),
        (5400, "90 minutes", "90 minutes"), (7200, "2 heures", "2 hours"), (604_800, "7 jours", "7 days"),
    ])
    func `lengths of time are told in their unit`(_ seconds: Double, _ fr: String, _ en: String) {
        #expect(Quantities.duration(seconds) == Text(fr: fr, en: en))
    }

    @Test func `nought is singular in French and plural in English`() {
        let one = Text(fr: "utilisateur", en: "user")
        let many = Text(fr: "utilisateurs", en: "users")
        #expect(Quantities.noun(0, one: one, many: many, .fr) == "utilisateur")
        #expect(Quantities.noun(0, one: one, many: many, .en) == "users")
        #expect(Quantities.noun(2, one: one, many: many, .fr) == "utilisateurs")
    }
}
