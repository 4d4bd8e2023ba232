import Directory
import FoundationEssentials
import HTTP
import Markup
import Testing

@testable import Pages

struct SettingTests {
    @Test func `contrast is WCAG's`() throws {
        let white = try #require(Colour("#FFFFFF"))
        #expect(abs(white.contrast(with: try #require(Colour("000000"))) - 21) < 0.001)
        #expect(abs(white.contrast(with: try #require(Colour("#767676"))) - 4.54) < 0.005)
        #expect(abs(white.contrast(with: try #require(Colour("#777777"))) - 4.48) < 0.005)
        for text in ["", "#FFF", "#GGGGGG", "0B5A60 ", "#-B5A60", "＃0B5A60", "#0B5A601"] {
            #expect(Colour(text) == nil)
        }
    }

    @Test func `the style sheet's own accent passes, a bright one is refused with the nearest that does`() throws {
        #expect(try Setting.accent.checked(" 0b5a60") == "#0B5A60")
        #expect(try Setting.darkAccent.checked("#7FD0CA") == "#7FD0CA")
        for bright in ["#FF7F00", "#00AEEF", "#FFFF00", "#FFFFFF"] {
            let refusal = #expect(throws: Setting.Refusal.self) { _ = try Setting.accent.checked(bright) }
            let proposal = try #require(refusal?.proposal)
            #expect(try Setting.accent.checked(proposal) == proposal)
            #expect(refusal?.message[.fr].contains(proposal) == true)
        }
        let dark = #expect(throws: Setting.Refusal.self) { _ = try Setting.darkAccent.checked("#0B5A60") }
        #expect(try Setting.darkAccent.checked(try #require(dark?.proposal)) == dark?.proposal)
    }

    @Test func `every accent that passes is readable wherever the style sheet puts it`() throws {
        for number in stride(from: 0, through: 0xFFFFFF, by: 0x0F_1F3B) {
            guard let accent = Accent(light: Accent.Shade.light.nearest(to: .hex(number))) else {
                Issue.record("no accent near \(number)")
                continue
            }
            for (block, css) in accent.css.split(separator: "\n").enumerated() where block != 1 {
                let values = variables(css)
                let accent = try #require(values["accent"])
                for pair in [("on-accent", "accent"), ("accent", "accent-soft"), ("dir-ink", "dir"), ("dir-2", "dir")] {
                    let (one, two) = (try #require(values[pair.0]), try #require(values[pair.1]))
                    #expect(one.contrast(with: two) >= 4.5, "\(pair) of \(accent.hex)")
                }
            }
        }
    }

    private func variables(_ css: Substring) -> [String: Colour] {
        let inner = css.drop { $0 != "{" }.dropFirst().prefix { $0 != "}" }
        return inner.split(separator: ";").reduce(into: [:]) { values, pair in
            let parts = pair.split(separator: ":")
            values[String(parts[0].dropFirst(2))] = Colour(String(parts[1]))
        }
    }

    @Test(arguments: [
        (Setting.name, " Portail  des affiliés ", "Portail des affiliés"),
        (.correspondent, "aide@cig.fr ", "aide@cig.fr"),
        (.dormantDays, "90", "90"), (.legalHost, "OVH, 2 rue Kellermann", "OVH, 2 rue Kellermann"),
    ])
    func `a good value is stored in one form`(_ setting: Setting, _ typed: String, _ stored: String) throws {
        #expect(try setting.checked(typed) == stored)
    }

    @Test(arguments: [
        (Setting.name, ""), (.name, "a\nb"), (.name, String(repeating: "x", count: 41)), (.correspondent, "aide"),
        (.correspondent, "aide@cig.fr, autre@cig.fr"), (.dormantDays, "0"), (.dormantDays, "-1"), (.dormantDays, "un"),
        (.accent, "red"), (.owner, "\u{202E}GIC"),
    ])
    func `a bad value is refused in words`(_ setting: Setting, _ typed: String) {
        let refusal = #expect(throws: Setting.Refusal.self) { _ = try setting.checked(typed) }
        #expect(refusal?.message[.fr].isEmpty == false)
    }

    @Test func `what is set takes the place of what the file says, and what is bad counts as not set`() {
        let identity = SiteIdentity.guide.applying([
            "site.name": "Portail", "site.accent": "#8A1F56", "site.correspondent": "nobody", "site.legal.host": "OVH",
            "site.logo": "abc:120:40",
        ])
        #expect(identity.name == "Portail")
        #expect(identity.correspondent == SiteIdentity.guide.correspondent)
        #expect(identity.legal.host == "OVH")
        #expect(identity.accent?.light.hex == "#8A1F56")
        #expect(identity.logo?.path == "/fichiers/logo/abc")
        #expect(SiteIdentity.guide.applying(["site.accent": "#FFFF00", "site.logo": "abc"]).accent == nil)
        #expect(SiteIdentity.guide.applying(["site.logo": "abc:0:3"]).logo == nil)
    }

    @Test func `the style sheet with an accent is served under a name that tells it, and no other name is`() throws {
        let accent = try #require(Accent(light: .hex(0x8A1F56)))
        let router = Router(Assets.embedded.routes)
        let links = Assets.embedded.links(accent).string
        let start = try #require(links.firstRange(of: "/fichiers/app-"))
        let path = String(links[start.lowerBound...].prefix { $0 != "\"" })
        #expect(path.hasSuffix("-\(accent.name).css"))
        let answer = router.answer(try Request(.get, path, receivedAt: .init(timeIntervalSince1970: 0)))
        #expect(answer.status == .ok)
        #expect(String(decoding: answer.body, as: UTF8.self).hasSuffix(accent.css))
        for wrong in [
            path.replacing(accent.light.digits, with: "ffff00"), path.replacing("app-", with: "apq-"),
            path.replacing(".css", with: ".js"), path.replacing(accent.light.digits, with: "8A1F56"),
        ] {
            let answer = router.answer(try Request(.get, wrong, receivedAt: .init(timeIntervalSince1970: 0)))
            #expect(answer.status == .notFound, "\(wrong)")
        }
    }
}
