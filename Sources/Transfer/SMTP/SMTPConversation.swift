/// What was said between us and an SMTP server, as far as the outcome needs it: the last reply at each stage.
///
/// libcurl gives a code for the whole transfer; which command a refusal answered decides whether it concerns the
/// recipient (for ever) or the site and its server (try again). Of what we send only the verb is looked at and nothing
/// is kept: it may be a password.
struct SMTPConversation {
    /// The command that a reply answers.
    enum Stage: Hashable { case greeting, hello, encryption, signIn, sender, recipient, data, message, farewell }

    private(set) var stage = Stage.greeting
    private var replies: [Stage: SMTPReply] = [:]
    /// Lines of a reply whose last line is still to come; bounded.
    private var open: [[UInt8]] = []

    /// The last reply at a stage.
    subscript(stage: Stage) -> SMTPReply? { replies[stage] }

    /// Whether the server has said anything at all.
    var isSilent: Bool { replies.isEmpty && open.isEmpty }

    /// The reply that ended it: a refusal after which the server accepted nothing more.
    private(set) var refusal: (stage: Stage, reply: SMTPReply)?

    /// A line that we sent.
    mutating func sent(_ line: some Collection<UInt8>) {
        let verb = String(decoding: line.prefix(8).prefix { $0 != 0x20 && $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
        // A step of AUTH is base64, which could look like another verb; only the next command has a blank after it.
        if stage == .signIn, verb != "AUTH", verb != "MAIL", verb != "QUIT" { return }
        switch verb {
        case "EHLO", "HELO": stage = .hello
        case "STARTTLS": stage = .encryption
        case "AUTH": stage = .signIn
        case "MAIL": stage = .sender
        case "RCPT": stage = .recipient
        case "DATA": stage = .data
        case "QUIT": stage = .farewell
        default: break
        }
    }

    /// A line of the server, with or without its line break.
    mutating func received(_ line: some Collection<UInt8>) {
        let line = Array(line.prefix(1024).prefix { $0 != 0x0D && $0 != 0x0A })
        if open.count < 20 { open.append(line) }
        guard SMTPReply.code(of: line) != nil, !SMTPReply.isContinued(line) else { return }
        defer { open = [] }
        guard let reply = SMTPReply(lines: open) else { return }
        guard stage != .farewell else { return }
        replies[stage] = reply
        // A greeting or a mechanism may be refused and the next one accepted.
        refusal = reply.isPositive ? nil : (stage, reply)
        if stage == .data, reply.code == 354 { stage = .message }
    }
}
