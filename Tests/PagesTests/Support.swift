import Crypto
import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Testing

@testable import Pages

let website = Website(identity: .guide, publicURL: .localhost)
let nadia = SignedInPerson(
    displayName: "Nadia Benslimane", standing: Text(fr: "Référente administratrice", en: "Delegated administrator"),
    navigation: [Crumb(Words.applications, "/")])

/// A request as a browser of this language sends it.
func request(
    _ method: HTTP.Method = .get, _ target: String = "/", _ language: Language = .fr, headers: Headers = [:],
    form: Parameters? = nil
) throws -> Request {
    var headers = headers
    headers["accept-language"] = language.rawValue
    if form != nil { headers["content-type"] = "application/x-www-form-urlencoded" }
    return try Request(
        method, target, headers: headers, body: Array((form?.encoded ?? "").utf8),
        receivedAt: Date(timeIntervalSince1970: 1_795_357_102), reference: "7K3M-X9QF")
}

extension Response {
    var page: PageInspection { PageInspection(String(decoding: body, as: UTF8.self)) }

    /// The value that this answer sets for a cookie.
    func cookie(_ name: String) -> String? { cookies.last { $0.name == name }?.value }
}
