import Accounts
import Directory
import FoundationEssentials
import Mail
import Site

/// `convergences mail bounce`: what came back to the mailbox that our mails are sent from, one message on the standard
/// input; a mail system runs it for each.
enum BounceCommand {
    static let command = Command(
        name: "bounce",
        summary: "Read a message that came back (mail.bounces) from the standard input: whose address failed is marked",
        examples: ["convergences mail bounce < message.eml"], action: run)

    /// Whatever is understood ends well, also a message that is none of ours: a mail system would send a failure back
    /// to where it came from. Only what will work later ends with 75.
    private static func run(_ invocation: Invocation) throws {
        let bytes = Terminal.read(atMost: ReturnedMail.readLimit)
        guard !bytes.isEmpty else { throw invocation.usage("there is no message on the standard input") }
        let returned = ReturnedMail(bytes)
        let noted: ReturnNoted
        do {
            noted = try invocation.site().accounts.note(returned, by: .program(.returnedMail), at: invocation.now)
        } catch  where AccountsError.isOutage(error) {
            throw TryAgain(error)
        }
        switch noted {
        case .unreachable(let user, let reason):
            try Output(invocation).done(
                "\(user.email) cannot be reached (\(reason.rawValue)): it is marked on the page of \(user.displayName)",
                Record([
                    ("noted", .truth(true)), ("user", .number(user.id.rawValue)), ("email", .text(user.email)),
                    ("reason", .text(reason.rawValue)), ("detail", .optional(returned.detail)),
                ]))
        case .nothingToNote: try ignored("the mail is still on its way, or it arrived", invocation)
        case .addressGone: try ignored("that address is nobody’s any more", invocation)
        case .notOurs: try ignored("it names no mail of this site", invocation)
        case .noReport: try ignored("it is no report of a mail system", invocation)
        }
    }

    private static func ignored(_ why: String, _ invocation: Invocation) throws {
        try Output(invocation).done(
            "Nothing is noted: \(why)", Record([("noted", .truth(false)), ("why", .text(why))]))
    }
}
