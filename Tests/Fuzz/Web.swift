import FoundationEssentials
import HTTP
import SAML

/// What a browser sends beside messages: queries, forms, cookies.
enum Web {
    /// Both readers of a query: the server's, and the redirect binding's, which keeps the octets.
    static let query: @Sendable ([UInt8]) -> Void = { bytes in
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        let request = try? Request(.get, "/saml/sso?" + text, receivedAt: moment)
        if let request { promise(request.rawQuery == text, "the query is kept as it came") }
        guard let message = try? HTTPRedirect.decode(rawQuery: text) else { return }
        promise(message.xml.count <= 64 * 1024, "a message has at most 64 KiB")
        promise((message.relayState ?? "").utf8.count <= 2 * 1024, "RelayState has at most 2 KiB")
        let again = try? HTTPRedirect.encode(message.kind, xml: message.xml, to: "", relayState: message.relayState)
        let back = again.flatMap { try? HTTPRedirect.decode(rawQuery: String($0.dropFirst())) }
        promise(back?.xml == message.xml && back?.relayState == message.relayState, "what was read can be sent")
    }

    /// The reader of forms, and the POST binding on top of it.
    static let form: @Sendable ([UInt8]) -> Void = { bytes in
        let type: Headers = ["content-type": "application/x-www-form-urlencoded"]
        guard let request = try? Request(.post, "/saml/sso", headers: type, body: bytes, receivedAt: moment),
            let form = try? request.form()
        else { return }
        promise(form.fields.count <= 2_000, "a form has at most 2,000 fields")
        let again = try? Parameters(decoding: form.encoded.utf8, maximumCount: 2_000)
        // An empty name without a value is written as "=", which is read as itself.
        promise(again == form, "what was read is written and read the same")
        guard let message = try? HTTPPOST.decode(form.fields.map { (name: $0.name, value: $0.value) }) else { return }
        promise(!message.xml.isEmpty && message.xml.count <= 64 * 1024, "a message has at most 64 KiB")
    }

    /// The reader of `Cookie` fields; one field per line of the input, over https and over http.
    static let cookie: @Sendable ([UInt8]) -> Void = { bytes in
        let headers = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        let names = ["session", "appareil", "langue", ""]
        let plain = Cookies(headers: headers, publicURL: .localhost)
        for name in names { _ = plain[name] }
        guard let secureURL = PublicURL("https://sso.example") else { return }
        let secure = Cookies(headers: headers, publicURL: secureURL)
        for name in names {
            let isThere = headers.contains { $0.contains("__Host-\(name)=") }
            promise(secure[name] == nil || isThere, "over https a cookie without its prefix does not exist")
        }
    }

    /// One moment for every input, so that a finding comes back.
    static let moment = Date(timeIntervalSince1970: 1_795_357_102)
}
