import Testing

@testable import SAML

struct DurationTests {
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
