/// What came back to the mailbox that our mails are sent from: a report that one of them was not delivered
/// (RFC 3464), or the letter by which Exim says so, or anything else.
///
/// It comes from anybody. All that is taken from it is which of our mails it may be about, by Message-IDs (128 random
/// bits that only the recipient's mail systems have seen), and what became of that one.
package struct ReturnedMail: Hashable, Sendable {
    /// What became of the mail.
    package enum Fate: Hashable, Sendable {
        /// It will not be delivered.
        case failed
        /// It is still being tried.
        case delayed
        /// It arrived, or was passed on.
        case delivered
        /// This is no report: an answer by a machine or by a person.
        case unknown
    }

    /// Bytes of a report that are read; what matters stands before the mail that comes back with it.
    package static let readLimit = 512 * 1024
    /// Message-IDs that are looked at.
    private static let candidateLimit = 50

    /// What became of it.
    package let fate: Fate
    /// RFC 3463: "5.1.1"; nil where none is told.
    package let status: String?
    /// The words of the mail system that refused it, at most 300 characters in one line. Foreign text: escape it.
    package let detail: String?
    /// The mails that it may be about, without angle brackets, the likeliest first.
    package let messageIDs: [String]

    /// Reads a message as it lies in a mailbox.
    package init(_ bytes: [UInt8]) {
        let whole = MailPart(bytes.prefix(Self.readLimit))
        let parts = whole.all
        let report = parts.first { $0.type == "message/delivery-status" }.map { Self.reading($0.body) }
        let failed = whole.field("x-failed-recipients")
        if let report {
            fate = report.fate
            status = report.status
            detail = report.detail
        } else {
            fate = failed == nil ? .unknown : .failed
            status = nil
            detail = failed.map { Self.line($0, limit: 300) }
        }
        var found: [String] = []
        for part in parts.dropFirst() where part.type == "message/rfc822" || part.type == "text/rfc822-headers" {
            found += Self.identifiers(MailPart.header(of: part.body).fields.filter { $0.name == "message-id" })
        }
        found += Self.identifiers(
            whole.fields.filter {
                ["in-reply-to", "references", "x-original-message-id", "original-message-id"].contains($0.name)
            })
        if report == nil, failed != nil { found += Self.copied(whole.body) }
        var seen: Set<String> = []
        messageIDs = Array(found.filter { seen.insert($0).inserted }.prefix(Self.candidateLimit))
    }

    /// RFC 3464 §2.1: fields of the message, then one group of fields for each recipient.
    private static func reading(_ body: ArraySlice<UInt8>) -> (fate: Fate, status: String?, detail: String?) {
        var rest = body
        var fates: [(fate: Fate, status: String?, detail: String?)] = []
        while !rest.isEmpty, fates.count < 20 {
            let (fields, next) = MailPart.header(of: rest)
            func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
            if let action = field("action") {
                let fate: Fate? =
                    switch action.prefix(while: \.isLetter).lowercased() {
                    case "failed": .failed
                    case "delayed": .delayed
                    case "delivered", "relayed", "expanded": .delivered
                    default: nil
                    }
                if let fate {
                    let told = field("diagnostic-code").map { code in
                        // "smtp; 550 …": whose language it is matters to nobody.
                        line(
                            code.firstIndex(of: ";").map { String(code[code.index(after: $0)...]) } ?? code, limit: 300)
                    }
                    fates.append((fate, field("status").flatMap(statusCode), told))
                }
            }
            guard next.startIndex > rest.startIndex else { break }
            rest = next
        }
        // Our mails have one recipient; whoever adds others to a report must not hide the one that failed.
        return fates.first { $0.fate == .failed } ?? fates.first ?? (.unknown, nil, nil)
    }

    /// "5.1.1", whatever stands behind it.
    private static func statusCode(_ text: String) -> String? {
        let code = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let numbers = code.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy({ (1...3).contains($0.count) }) else { return nil }
        return String(code)
    }

    /// Everything in angle brackets in these fields.
    private static func identifiers(_ fields: [(name: String, value: String)]) -> [String] {
        fields.flatMap { field -> [String] in
            field.value.split(separator: "<", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
                guard let end = piece.firstIndex(of: ">") else { return nil }
                let text = piece[..<end]
                return (3...250).contains(text.utf8.count) ? String(text) : nil
            }
        }
    }

    /// Message-IDs of a mail that was copied into the text: how Exim does it.
    private static func copied(_ body: ArraySlice<UInt8>) -> [String] {
        var found: [String] = []
        let name = "message-id:"
        for line in MailPart.Lines(body) where line.bytes.count < 1_000 && found.count < candidateLimit {
            guard String(decoding: line.bytes.prefix(name.count), as: UTF8.self).lowercased() == name else { continue }
            found += identifiers([(name: name, value: String(decoding: line.bytes, as: UTF8.self))])
        }
        return found
    }

    /// A foreign text as one line of ours.
    private static func line(_ text: String, limit: Int) -> String {
        let plain = String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(2 * limit).map { $0.value < 32 || (127...159).contains($0.value) ? " " : $0 }
            )
        )
        return String(plain.split(separator: " ").joined(separator: " ").prefix(limit))
    }
}
