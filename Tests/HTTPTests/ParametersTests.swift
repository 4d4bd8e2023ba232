import FoundationEssentials
import Testing

@testable import HTTP

struct ParametersTests {
    private func decode(_ text: String, maximumCount: Int = 100) throws(HTTPError) -> Parameters {
        try Parameters(decoding: text.utf8, maximumCount: maximumCount)
    }

    @Test func `names and values are decoded in their order, duplicates stay visible`() throws {
        let parameters = try decode("a=1&b=H%C3%A9l%c3%a8ne+L&a=2&vide=&seul&=x&&c=d=e")
        #expect(parameters["b"] == "Hélène L")
        #expect(parameters.all("a") == ["1", "2"])
        #expect(parameters["vide"] == "")
        #expect(parameters["seul"] == "")
        #expect(parameters[""] == "x")
        #expect(parameters["c"] == "d=e")
        #expect(parameters["absent"] == nil)
        #expect(throws: HTTPError.self) { try parameters.only("a") }
        #expect(try parameters.only("b") == "Hélène L")
    }

    @Test(arguments: ["a=%", "a=%4", "a=%4g", "%zz=1", "a=%00", "a=%ff", "a=%C3", "a=%c0%af", "a=%ed%a0%80", "a=% 41"])
    func `a broken escape, a NUL or bytes that are not UTF-8 are refused`(text: String) {
        #expect(throws: HTTPError.self) { try decode(text) }
    }

    @Test func `more parameters than allowed are refused`() throws {
        #expect(try decode("a=1&b=2", maximumCount: 2).fields.count == 2)
        #expect(throws: HTTPError.self) { try decode("a=1&b=2&c=3", maximumCount: 2) }
    }

    @Test func `what is encoded is decoded to the same`() throws {
        let parameters = Parameters([("é&=", "a b+c%/?#\""), ("x", "\u{1F600}")])
        #expect(try decode(parameters.encoded) == parameters)
        #expect(PercentEncoding.encode("a b+é") == "a%20b%2B%C3%A9")
    }

    @Test func `the raw query keeps its octets`() throws {
        let request = try Request(.get, "/sso?SAMLRequest=a%2bb%2B&x?y", receivedAt: Date())
        #expect(request.rawQuery == "SAMLRequest=a%2bb%2B&x?y")
        #expect(request.path == "/sso")
        #expect(try Request(.get, "/sso", receivedAt: Date()).rawQuery == nil)
        #expect(try Request(.get, "/sso?", receivedAt: Date()).rawQuery == "")
        #expect(throws: HTTPError.self) { try Request(.get, "/?a=%", receivedAt: Date()) }
    }
}
