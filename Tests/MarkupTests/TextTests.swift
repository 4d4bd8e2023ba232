import Testing

@testable import Markup

struct TextTests {
    @Test func `a text speaks the language asked for`() {
        let text = Text(fr: "Bonjour", en: "Hello")
        #expect(text[.fr] == "Bonjour")
        #expect(text[.en] == "Hello")
    }

    @Test func `French spaces become no-break, addresses and times stay`() {
        let text = Text(fr: "Prêt ? Voici : « BIP » ; 12:30, https://a.fr !", en: "Ready ? « x »")
        #expect(text.fr == "Prêt\u{A0}? Voici\u{A0}: «\u{A0}BIP\u{A0}»\u{A0}; 12:30, https://a.fr\u{A0}!")
        #expect(text.en == "Ready ? « x »")
        #expect(Typography.french("20 % de 3 €") == "20\u{A0}% de 3\u{A0}€")
        #expect(Typography.french(" ") == " ")
    }

    @Test(arguments: [
        (nil, Language.fr), ("", .fr), ("de", .fr), ("en", .en), ("en-GB,en;q=0.9,fr;q=0.8", .en),
        ("fr-CA, en;q=0.9", .fr), ("fr;q=0.5, en;q=0.7", .en), ("*", .fr), ("en;q=0", .fr), (";;q=,,-", .fr),
    ])
    func `the accepted language is the best of those we speak`(header: String?, expected: Language) {
        #expect(Language.preferred(acceptLanguage: header) == expected)
    }
}
