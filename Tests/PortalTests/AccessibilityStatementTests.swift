import HTTP
import Markup
import PageInspection
import Pages
import Testing

@testable import Portal

struct AccessibilityStatementTests {
    @Test func `every criterion of the RGAA has a verdict, and no verdict is without a reason`() {
        #expect(RGAACriteria.all.count == 106)
        #expect(Set(RGAACriteria.all.map(\.number)).count == 106)
        let sizes = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
        #expect((1...13).map { theme in RGAACriteria.all.count { $0.theme == theme } } == sizes)
        for criterion in RGAACriteria.all {
            #expect((criterion.verdict == .notEvaluated) == (criterion.reason == "-"), "\(criterion.number)")
            if criterion.verdict != .notEvaluated { #expect(RGAACriteria.reasons[criterion.reason] != nil) }
        }
        let used = Set(RGAACriteria.all.map(\.reason))
        #expect(RGAACriteria.reasons.keys.allSatisfy(used.contains), "a reason that nothing rests on")
    }

    @Test(arguments: Language.allCases)
    func `the statement shows them all and claims no conformance`(_ language: Language) throws {
        let browser = Browser(try Valmont())
        browser.language = language
        let page = try browser.get("/accessibilite").page
        #expect(page.faults.isEmpty)
        for criterion in RGAACriteria.all { #expect(page.words.contains("\n\(criterion.number)\n")) }
        #expect(page.words.contains(language.choose(fr: "non conforme", en: "not conformant")))
    }
}
