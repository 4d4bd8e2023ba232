import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Pages

/// A browser as far as these pages see one: a session, the cookies they set, forms as they were shown.
final class Desk {
    let town: Town
    var language = Language.fr
    private var cookies: [String: String]
    private(set) var page = PageInspection("")
    private(set) var text = ""
    /// Where the last answer led, if it did.
    private(set) var location: String?
    /// The page without its tags: a sentence with a link in it is one sentence.
    var said: String { text.replacing(/<[^>]+>/, with: "") }

    init(_ town: Town, session: String) {
        self.town = town
        cookies = ["session": session]
    }

    @discardableResult
    func get(_ path: String) throws -> Response {
        try send(.get, path, nil)
    }

    /// Sends fields with the token of the page that was shown last.
    @discardableResult
    func post(_ path: String, _ fields: [(name: String, value: String)] = []) throws -> Response {
        let token = page.value(of: "jeton").map { [(name: "jeton", value: $0)] } ?? []
        return try send(.post, path, Parameters(token + fields))
    }

    /// Sends fields and goes where the answer leads: what the person sees next.
    @discardableResult
    func submit(_ path: String, _ fields: [(name: String, value: String)] = []) throws -> Response {
        let answer = try post(path, fields)
        guard let location = answer.headers["location"] else { return answer }
        return try get(location)
    }

    /// Sends fields and a file, as a form with a file field does, and goes where the answer leads.
    @discardableResult
    func upload(
        _ path: String, _ fields: [(name: String, value: String)], file: (field: String, name: String, bytes: [UInt8])
    ) throws -> Response {
        let token = page.value(of: "jeton").map { [(name: "jeton", value: $0)] } ?? []
        var body: [UInt8] = []
        for field in token + fields {
            body += Array(
                "--XyZ\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n".utf8)
        }
        let head = "Content-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\""
        body += Array("--XyZ\r\n\(head)\r\nContent-Type: text/csv\r\n\r\n".utf8) + file.bytes
        body += Array("\r\n--XyZ--\r\n".utf8)
        let answer = try send(.post, path, type: "multipart/form-data; boundary=XyZ", body)
        guard let location = answer.headers["location"] else { return answer }
        return try get(location)
    }

    @discardableResult
    func send(_ method: HTTP.Method, _ path: String, _ form: Parameters?) throws -> Response {
        let type = form == nil ? nil : "application/x-www-form-urlencoded"
        return try send(method, path, type: type, Array((form?.encoded ?? "").utf8))
    }

    private func send(_ method: HTTP.Method, _ path: String, type: String?, _ body: [UInt8]) throws -> Response {
        var headers: Headers = ["accept-language": language.rawValue]
        headers["cookie"] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        headers["content-type"] = type
        return try send(method, path, headers, body)
    }

    /// A body of another type: a form with a file.
    @discardableResult
    func send(_ method: HTTP.Method, _ path: String, type: String, body: [UInt8]) throws -> Response {
        try send(method, path, type: type, body)
    }

    private func send(_ method: HTTP.Method, _ path: String, _ headers: Headers, _ body: [UInt8]) throws -> Response {
        let request = try Request(method, path, headers: headers, body: body, receivedAt: Town.morning)
        let answer = town.router.answer(request)
        location = answer.headers["location"]
        for cookie in answer.cookies { cookies[cookie.name] = cookie.maxAge == 0 ? nil : cookie.value }
        if answer.headers["content-type"]?.hasPrefix("text/html") == true {
            text = String(decoding: answer.body, as: UTF8.self)
            page = PageInspection(text)
        }
        return answer
    }
}
