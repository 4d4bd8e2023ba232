package import FoundationEssentials
package import Transfer

extension Transport {
    /// What became of a message that was sent at once.
    package enum Trial: Hashable, Sendable {
        /// It is there; with the server's reply or the file's path.
        case delivered(String)
        /// It is not: why, for people and for whoever mends it.
        case failed(MailTrouble, detail: String)
    }

    /// Sends one message now, past the outbox: for an operator who tries the settings and waits for the answer.
    ///
    /// - Parameter id: what stands before the @ of its Message-ID.
    package func send(
        _ message: MailMessage, from sender: MailSender, to address: MailAddress, id: String, at now: Date
    ) -> Trial {
        let messageID = "\(id)@\(sender.from.address.domain)"
        let mail = LeasedMail(
            id: 0, kind: message.kind, address: address.text, messageID: messageID,
            bytes: message.bytes(from: sender, to: Mailbox(address), id: messageID, at: now), link: nil, attempt: 1,
            writtenAt: now, ends: now)
        let postman = Postman(self, bounces: sender.bounces)
        defer { postman.rest() }
        switch postman.deliver(mail) {
        case .delivered(let note): return .delivered(note)
        case .refused(let detail): return .failed(.refused, detail: detail)
        case .tryAgain(let trouble, let detail, _): return .failed(trouble, detail: detail)
        }
    }
}
