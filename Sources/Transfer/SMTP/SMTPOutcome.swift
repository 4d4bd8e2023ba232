/// What became of a message handed to an SMTP server.
package enum SMTPOutcome: Hashable, Sendable {
    /// The server has taken it and answers for it from now on.
    case accepted(SMTPReply)
    /// The server refuses this message or this recipient for ever (5xx).
    case refused(SMTPReply)
    /// Not now.
    case tryAgain(SMTPTrouble)

    /// The outcome of a conversation, and of the transfer around it.
    init(_ conversation: SMTPConversation, _ failure: TransferError?) {
        // Once the message is accepted it is the server's, whatever happens to the connection afterwards.
        if let reply = conversation[.message], reply.isPositive {
            self = .accepted(reply)
            return
        }
        guard let (stage, reply) = conversation.refusal else {
            self = .tryAgain(.connection(failure ?? .broken("the server stopped answering")))
            return
        }
        switch stage {
        // 421: the server closes down (RFC 5321 §3.8), at whatever stage it says so.
        case _ where reply.code == 421: self = .tryAgain(.server(reply))
        case .recipient, .data, .message: self = reply.isPermanent ? .refused(reply) : .tryAgain(.recipient(reply))
        // Larger than the server takes (RFC 1870 §6.1): no other moment will change that.
        case .sender where reply.code == 552: self = .refused(reply)
        case .signIn: self = .tryAgain(.signIn(reply))
        case .encryption: self = .tryAgain(.connection(.notEncrypted(reply.description)))
        case .greeting, .hello, .sender, .farewell: self = .tryAgain(.server(reply))
        }
    }
}
