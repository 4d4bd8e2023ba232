import Testing

@testable import Markup

struct HTMLTests {
    @Test func `text is escaped between tags and in attributes`() {
        let text = #"<script>alert("O'Brien & fils")</script>"#
        let page: HTML = "<p title=\"\(text)\">\(text)</p>"
        let escaped = "&lt;script&gt;alert(&quot;O&#39;Brien &amp; fils&quot;)&lt;/script&gt;"
        #expect(page.string == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `every sign that needs it is escaped wherever it stands in a long text, and no other is touched`() {
        let references = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;", "\0": "\u{FFFD}"]
        for value in UInt8(0)..<0x80 {
            let sign = String(UnicodeScalar(value))
            for place in 0..<70 {
                let (before, after) = (String(repeating: "é", count: place), String(repeating: "+", count: 70 - place))
                let page: HTML = "\(before + sign + after)"
                #expect(page.string == before + (references[sign] ?? sign) + after)
            }
        }
    }

    @Test func `markup nests without being escaped again`() {
        let name = "A&B"
        let inner: HTML = "<b>\(name)</b>"
        let outer: HTML = "<p>\(inner)</p>"
        #expect(outer.string == "<p><b>A&amp;B</b></p>")
    }

    @Test func `a literal chosen inside an interpolation is text`() {
        let page: HTML = "\(Bool.random() ? "<b>" : "<i>")"
        #expect(page.string.hasPrefix("&lt;"))
    }

    @Test func `rows, numbers, missing and conditional parts`() {
        let rows = [1, 2].map { number -> HTML in "<li>\(number)</li>" }
        let nothing: HTML? = nil
        let page: HTML = "<ul>\(rows)</ul>\(nothing)\("<b>", if: true)\("<i>", if: false)"
        #expect(page.string == "<ul><li>1</li><li>2</li></ul><b>")
        #expect(rows.joined(separator: " ").string == "<li>1</li> <li>2</li>")
    }

    @Test func `attributes appear with a value, escaped, or not at all`() {
        let none: String? = nil
        let page: HTML =
            "<a\(attribute: "href", "/?a=1&b=\"2\"")\(attribute: "id", none)\(attribute: "hidden", if: true)>"
        #expect(page.string == "<a href=\"/?a=1&amp;b=&quot;2&quot;\" hidden>")
    }

    @Test func `a NUL and accents`() {
        #expect(HTML(text: "Hélène\u{0} Lefèvre-N'Guyen").string == "Hélène\u{FFFD} Lefèvre-N&#39;Guyen")
    }
}
