import Foundation
import Testing
@testable import XML

struct DocumentTests {
    func root(_ text: String, _ limits: Limits = .message) throws -> Element {
        let document = try Document(parsing: Array(text.utf8), limits: limits)
        return document.root
    }

    @Test func `a document becomes elements, attributes and text`() throws {
        let element = try root(
            """
            <?xml version='1.0' encoding='utf-8'?>
            <a:A xmlns:a="urn:a" xmlns='urn:d' x="1 &lt;&#10;&quot;" a:x='é'>
              <B>one &amp; two &#x1F511;</B>
              <b:C xmlns:b="urn:b"/>
            </a:A>

            """)
        #expect(
            element
                == Element(
                    QName("urn:a", "A"), [.init("x", "1 <\n\""), .init(QName("urn:a", "x"), "é")],
                    [Element(QName("urn:d", "B"), text: "one & two 🔑"), Element(QName("urn:b", "C"))]))
        #expect(element.attribute("x") == "1 <\n\"")
        #expect(element.attribute(QName("urn:a", "x")) == "é")
        #expect(element.first(QName("urn:b", "C")) != nil)
        #expect(element.first(QName("urn:a", "C")) == nil)
        #expect(element.all(QName("urn:d", "B")).count == 1)
        #expect(throws: XMLError.elementInText(QName("urn:a", "A"))) { try element.text() }
    }

    @Test func `white space inside a text stays`() throws {
        #expect(try root("<a> \n</a>").text() == " \n")
        #expect(try root("<a>\r\n x </a>").text() == "\n x ")
        #expect(try root("<a></a>").text() == "")
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<a><![CDATA[x]]></a>", "<a>x<!-- c -->y</a>", "<!-- c --><a/>", "<a/><!-- c -->", "<?pi?><a/>",
        "<a><?pi x?></a>",
        "<a/><?pi?>", " <?xml version='1.0'?><a/>", "<?xml version='1.0'?><?xml version='1.0'?><a/>",
        "<?xml version='1.1'?><a/>", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        "<?xml version='1.0' encoding='UTF-16'?><a/>", "<?xml version='1.0' encoding='UTF-7'?><a/>",
        "<?xml encoding='UTF-8'?><a/>", "<?xml version='1.0' x='y'?><a/>",
        "<?xml version='1.0' standalone='perhaps'?><a/>",
        "<?xml version='1.0' encoding='UTF-8", "<?xml version=1.0?><a/>", "<?xmlversion='1.0'?><a/>",
        "<?XML version='1.0'?><a/>",
        "\u{FEFF}<a/>", "", " ", "a", "<", "<a", "<a>", "</a>", "<a/><b/>", "<a></b>", "<a/>x", "x<a/>", "<a/", "<a b",
        "<a b=",
        "<a b='", "<a b=c/>", "<a b='<'/>", "<a b='1' b='2'/>", "<a b='1'c='2'/>", "<a/ b='1'>", "<a>&e;</a>",
        "<a b='&e;'/>",
        "<a>&#0;</a>", "<a>&#1;</a>", "<a>&#xFFFE;</a>", "<a>\u{1}</a>", "<a>&</a>", "<a>]]></a>", "<1/>", "< a/>",
        "<a:b/>",
        "<a b:c='1'/>", "<a xmlns:b='urn:x' xmlns:c='urn:x' b:d='1' c:d='2'/>", "<a>text<b/></a>", "<a><b/>text</a>",
        "<a xmlns='relative'/>", "<a xmlns:b='../x'/>", "<a xmlns:b=''/>", "<a xmlns=''/>", "<a xmlns=':x'/>",
        "<a xmlns='x:'/>",
        "<a xmlns='1x:y'/>", "<a xmlns='urn:é'/>", "<a xmlns='urn:a b'/>", "<a xmlns='urn:&#97;'/>",
        "<a xmlns:b = 'relative'/>",
        "<a xmlns:xml='urn:x'/>", "<a xmlns:xmlns='urn:x'/>", "<xmlns:a/>", "<a xml:id='1 2'/>",
    ])
    func `a document that is not plain or not well-formed is refused`(text: String) {
        #expect(throws: XMLError.self) { try root(text) }
    }

    @Test func `other encodings, NUL and broken UTF-8 are refused`() {
        let utf16 = Array("<a/>".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let cases: [[UInt8]] = [
            utf16, [0xFE, 0xFF] + utf16, [0xFF, 0xFE, 0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0],
            [0xEF, 0xBB, 0xBF] + Array("<a/>".utf8),
            Array("<a>\0</a>".utf8), Array("<a/>\0".utf8), Array("<a>".utf8) + [0xC3] + Array("</a>".utf8),
            Array("<a>".utf8) + [0xC0, 0x80] + Array("</a>".utf8),
            Array("<a>".utf8) + [0xED, 0xA0, 0x80] + Array("</a>".utf8),
            Array("<a>".utf8) + [0xF4, 0x90, 0x80, 0x80] + Array("</a>".utf8), [0x4C, 0x6F, 0xA7, 0x94],
        ]
        for bytes in cases {
            #expect(throws: XMLError.self) { try Document(parsing: bytes, limits: .message).root }
        }
    }

    @Test func `each limit is what it says`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(try root(nested(16)).elements.count == 1)
        #expect(throws: XMLError.self) { try root(nested(17)) }
        func siblings(_ count: Int) -> String { "<r>" + String(repeating: "<a/>", count: count) + "</r>" }
        #expect(try root(siblings(399)).elements.count == 399)
        #expect(throws: XMLError.self) { try root(siblings(400)) }
        func attributes(_ count: Int) -> String {
            "<r " + (0..<count).map { "a\($0)='/>'" }.joined(separator: " ") + "/>"
        }
        #expect(try root(attributes(32)).attributes.count == 32)
        #expect(throws: XMLError.self) { try root(attributes(33)) }
        let frame = "<a></a>".utf8.count
        #expect(try root("<a>" + String(repeating: "x", count: 65_536 - frame) + "</a>").children.count == 1)
        #expect(throws: XMLError.tooLarge) {
            try root("<a>" + String(repeating: "x", count: 65_537 - frame) + "</a>")
        }
    }

    @Test func `hostile documents cost little`() {
        let many = "<a " + (0..<100_000).map { "a\($0)=''" }.joined(separator: " ") + "/>"
        let deep = String(repeating: "<a>", count: 100_000)
        let long = "<a b='" + String(repeating: "x", count: 10_000_000) + "'/>"
        let spaces = String(repeating: "xmlns:a='urn:a' ", count: 50_000)
        let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;'>]><a>&b;</a>"
        for text in [many, deep, long, "<a \(spaces)/>", laughs] {
            for limits in [Limits.message, .metadata] {
                let bytes = Array(text.utf8)
                let start = ContinuousClock.now
                #expect(throws: XMLError.self) { try Document(parsing: bytes, limits: limits).root }
                #expect(ContinuousClock.now - start < .seconds(2))
            }
        }
    }

    @Test func `comments may stand between elements of metadata, never inside a text`() throws {
        let plain = try root("<r><a/><b>x</b></r>", .metadata)
        #expect(try root("<!-- < & > \" <x> --><r><!----><a/><!-- - --><b>x</b></r><!-- end -->", .metadata) == plain)
        for text in [
            "<r><b>x<!-- c -->y</b></r>", "<r><b><!-- c -->x</b></r>", "<r><!-- a -- b --><a/></r>", "<r><!-- a",
            "<r><!--></r>",
            "<r><!- a --><a/></r>", "<!DOCTYPE r><r/>", "<?pi?><r/>", "<r><![CDATA[x]]></r>",
        ] {
            #expect(throws: XMLError.self, "\(text)") { try root(text, .metadata) }
        }
    }

    @Test func `refusals quote nothing of the document`() {
        for text in ["<secret", "<a secret='1' secret='2'/>", "<a>&secret;</a>", "<secret:a/>", "<a secret='<'/>"] {
            #expect {
                try root(text)
            } throws: { error in
                !"\(error)".contains("secret")
            }
        }
    }
}
