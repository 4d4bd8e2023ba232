import FoundationEssentials
import Markup
import Testing

@testable import Pages

struct MomentsTests {
    private let now = Date(timeIntervalSince1970: 1_795_357_102)  // 22 November 2026, 15:18 in Paris
    private let space = Typography.noBreakSpace

    @Test func `moments are told as people tell them`() {
        let french = Moments(now: now, .fr)
        #expect(french.at(now - 3600) == "aujourd’hui à 14\(space)h\(space)18")
        #expect(french.at(now - 86_400) == "hier à 15\(space)h\(space)18")
        #expect(french.at(now - 21 * 86_400) == "le 1er\(space)novembre 2026 à 15\(space)h\(space)18")
        #expect(Moments(now: now, .en).at(now - 86_400) == "yesterday at 15:18")
    }

    @Test func `the longer ago, the less exact`() {
        let french = Moments(now: now, .fr)
        #expect(french.ago(now + 60) == "aujourd’hui")
        #expect(french.ago(now - 3 * 86_400) == "il y a 3 jours")
        #expect(french.ago(now - 31 * 86_400) == "le 22\(space)octobre 2026")
    }

    @Test func `midnight in Paris parts the days`() {
        let justAfter = Date(timeIntervalSince1970: 1_767_222_060)  // 0:01 on 1 January in Paris, 23:01 UTC
        #expect(Moments(now: justAfter, .fr).ago(justAfter - 120) == "hier")
    }

    @Test func `a wait is never told too short`() {
        #expect(Text.duration(0.2).fr == "1\(space)seconde")
        #expect(Text.duration(60.5).en == "2\(space)minutes")
        #expect(Text.duration(365 * 86_400).fr == "1 an")
    }
}
