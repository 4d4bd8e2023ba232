import FoundationEssentials
import Markup
import Transfer

extension MailMessage {
    /// The message as it goes out (RFC 5322, MIME): CR LF, ASCII, lines of at most 76 characters save where a field
    /// cannot be folded.
    ///
    /// The same arguments give the same bytes: a message that is sent twice after a crash is recognisable as one.
    /// - Parameter id: the Message-ID, without the angle brackets.
    func bytes(from sender: MailSender, to recipient: Mailbox, id: String, at moment: Date) -> [UInt8] {
        // Quoted-printable never has "=_" in it (RFC 2045 §6.7, last paragraph).
        let boundary = "=_alternatives"
        var header = HeaderField.plain("Date", MailDate.text(moment))
        header += HeaderField.mailbox("From", sender.from)
        if let replyTo = sender.replyTo { header += HeaderField.plain("Reply-To", replyTo.text) }
        header += HeaderField.mailbox("To", recipient)
        header += HeaderField.text("Subject", subject)
        header += HeaderField.plain("Message-ID", "<\(id)>")
        // RFC 3834 §5, and the same for Exchange: no answers from machines, save reports of what went wrong.
        header += HeaderField.plain("Auto-Submitted", "auto-generated")
        header += HeaderField.plain("X-Auto-Response-Suppress", "OOF, AutoReply")
        header += HeaderField.plain("Content-Language", language.rawValue)
        header += HeaderField.plain("MIME-Version", "1.0")
        header += HeaderField.plain("Content-Type", "multipart/alternative; boundary=\"\(boundary)\"")
        var bytes = Array(header.utf8)
        // The last part is the one that a reader prefers (RFC 2046 §5.1.4).
        for (type, content) in [("text/plain", Array(text.utf8)), ("text/html", html.bytes)] {
            // The line break before a boundary is the boundary's, not the part's (RFC 2046 §5.1.1).
            bytes += "\r\n--\(boundary)\r\n".utf8
            bytes += HeaderField.plain("Content-Type", "\(type); charset=utf-8").utf8
            bytes += HeaderField.plain("Content-Transfer-Encoding", "quoted-printable").utf8
            bytes += "\r\n".utf8
            bytes += QuotedPrintable.encode(content)
        }
        bytes += "\r\n--\(boundary)--\r\n".utf8
        return bytes
    }
}
