@testable import XML
import Testing

struct CanonicalWriterTests {
    func written(_ element: Element) throws -> String {
        String(decoding: try CanonicalWriter.bytes(element, prefixes: SAMLNames.prefixes), as: UTF8.self)
    }

    @Test func `a namespace is declared by the outermost element that uses it`() throws {
        let element = Element(
            SAMLNames.samlp("Response"), [.init("ID", "a")],
            [
                Element(SAMLNames.issuer, text: "i"),
                Element(
                    SAMLNames.samlp("Status"), [],
                    [Element(SAMLNames.saml("A"), [], [Element(SAMLNames.saml("B"))])]),
            ])
        #expect(
            try written(element)
                == #"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="a">"#
                + #"<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">i</saml:Issuer><samlp:Status>"#
                + #"<saml:A xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:B></saml:B></saml:A>"#
                + "</samlp:Status></samlp:Response>")
    }

    @Test func `declarations are sorted by prefix and attributes by namespace, then name`() throws {
        let element = Element(
            SAMLNames.samlp("A"),
            [
                .init(QName("urn:example:other", "b"), "1"), .init("z", "2"), .init("Z", "3"),
                .init(QName(Namespace.xml, "lang"), "fr"), .init(QName(SAMLNames.assertionNamespace, "q"), "4"),
            ])
        #expect(
            try written(element)
                == #"<samlp:A xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion""#
                + #" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:x="urn:example:other""#
                + #" Z="3" z="2" xml:lang="fr" x:b="1" saml:q="4"></samlp:A>"#)
    }

    @Test func `text and attribute values are escaped as canonical XML says`() throws {
        let all = "<&>\"'\t\n\r é 🔑 \u{FFFD}\u{7F}\u{85}]]>"
        let element = Element(QName("", "a"), [.init("b", all)], text: all)
        #expect(
            try written(element)
                == "<a b=\"&lt;&amp;>&quot;'&#x9;&#xA;&#xD; é 🔑 \u{FFFD}\u{7F}\u{85}]]>\">"
                + "&lt;&amp;&gt;\"'\t\n&#xD; é 🔑 \u{FFFD}\u{7F}\u{85}]]&gt;</a>")
    }

    @Test(arguments: ["\u{0}", "\u{1}", "a\u{B}b", "\u{1F}", "\u{FFFE}", "x\u{FFFF}"])
    func `a character that XML cannot hold is refused`(text: String) throws {
        #expect(throws: XMLError.self) { try written(Element(QName("", "a"), text: text)) }
        #expect(throws: XMLError.self) { try written(Element(QName("", "a"), [.init("b", text)])) }
    }

    @Test(arguments: ["", "a b", "a:b", "1a", "-a", "a>", "a<script", "a\"", "a="])
    func `what is not a name is refused`(name: String) throws {
        #expect(throws: XMLError.self) { try written(Element(QName("", name))) }
        #expect(throws: XMLError.self) { try written(Element(QName("", "a"), [.init(name, "")])) }
    }

    @Test func `an unknown namespace and an attribute that is there twice are refused`() throws {
        #expect(throws: XMLError.self) { try written(Element(QName("urn:unknown", "a"))) }
        #expect(throws: XMLError.self) { try written(Element(QName("", "a"), [.init("b", "1"), .init("b", "2")])) }
        #expect(throws: XMLError.self) {
            try written(Element(QName("", "a"), [.init("c", "1"), .init("b", "2"), .init("c", "3")]))
        }
    }
}
