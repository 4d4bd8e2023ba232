import Accounts
import Directory
import FoundationEssentials
import Mail
import Site

/// Passwords and links from the command line. A password never is an argument: those are seen by every process.
enum UserPassword {
    static func set(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try UserEditing.find(invocation, at: site)
        let password = try read(invocation)
        try require(
            site.accounts.setPassword(password, of: user.id, by: invocation.actor, at: invocation.now))
        try Output(invocation).done(
            "The password of \(user.email) is set; their sessions have ended",
            Record([("id", .number(user.id.rawValue))]))
    }

    static func link(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try UserEditing.find(invocation, at: site)
        let link = try site.accounts.createLink(for: user.id, by: invocation.actor, at: invocation.now)
        try Output(invocation).done(sentence(of: link, at: site), Record(fields(of: link, at: site)))
    }

    static func invite(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try UserEditing.find(invocation, at: site)
        let record = Record([("id", .number(user.id.rawValue)), ("email", .text(user.email))])
        switch try site.accounts.invite(user.id, by: invocation.actor, at: invocation.now) {
        case .sent(let created):
            let end = Cell.moment(created.link.expiresAt).plain
            try Output(invocation).done("The invitation to \(user.email) is on its way, good until \(end)", record)
        case .sentJustBefore(let moment):
            let sent = Cell.moment(moment).plain
            try Output(invocation).done("\(user.email) was invited a moment ago (\(sent)): nothing was sent", record)
        case .alreadyActivated:
            throw CommandError("\(user.email) has a password: there is nothing to invite to")
        }
    }

    /// One line of the standard input; a person at a terminal is asked, and does not see what they type.
    static func read(_ invocation: Invocation) throws -> String {
        guard let line = Terminal.readSecret(prompt: "Password: "), !line.isEmpty else {
            throw invocation.usage("the password is read from the standard input, one line; there was none")
        }
        return line
    }

    static func require(_ refusals: [PasswordPolicy.Violation]) throws {
        guard let refusal = refusals.first else { return }
        switch refusal {
        case .tooShort(let minimum): throw CommandError("the password must have at least \(minimum) characters")
        case .tooLong: throw CommandError("the password must not have more than \(PasswordPolicy.maximumBytes) bytes")
        case .digitsOnly(let minimum): throw CommandError("a password of digits alone must have at least \(minimum)")
        case .common(let word): throw CommandError("the password is little more than the common word \"\(word)\"")
        case .personal(let word):
            throw CommandError("the password is little more than the person's own word \"\(word)\"")
        case .regular: throw CommandError("the password is little more than repetitions and rows of keys")
        }
    }

    static func address(of link: CreatedLink, at site: Site) -> String {
        (link.link.purpose == .reset ? site.accounts.mail.site.newPassword : site.accounts.mail.site.activation)
            + link.token
    }

    static func sentence(of link: CreatedLink, at site: Site) -> String {
        "Link to choose a password, once, until \(Cell.moment(link.link.expiresAt).plain):\n\(address(of: link, at: site))"
    }

    static func fields(of link: CreatedLink, at site: Site) -> [(String, Cell)] {
        [
            ("link", .text(address(of: link, at: site))), ("purpose", .text(link.link.purpose.rawValue)),
            ("expiresAt", .moment(link.link.expiresAt)),
        ]
    }
}
