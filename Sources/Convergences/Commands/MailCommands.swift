import Accounts
import Crypto
import Database
import FoundationEssentials
import Mail
import Markup
import Site
import Transfer

/// `convergences mail`: the mails that the site has to send.
enum MailCommands {
    static let group = Command.group(
        "mail", "Invitations, links and notices: what waits, what failed, whether the mail server takes them",
        [
            Command(
                name: "status", summary: "Tell where mail goes, how much waits and since when, and what failed",
                action: status),
            Command(
                name: "list", summary: "List mails that wait or failed, the latest first",
                options: [
                    Option("state", "STATE", "only queued, sending, sent, failed or cancelled ones"),
                    Option("limit", "NUMBER", "at most so many of each (50)"),
                ],
                action: list),
            Command(
                name: "hurry", summary: "Try what waits for its next attempt at once: the mail server is mended",
                action: hurry),
            Command(
                name: "test", summary: "Send a message to an address now, and tell what the mail server says",
                arguments: [Argument("ADDRESS", "where to")],
                examples: ["convergences mail test moi@example.fr"], action: test),
            BounceCommand.command,
        ])

    private static func status(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let standing = try site.database.read { connection in
            try site.accounts.mail.outbox.standing(in: connection)
        }
        try Output(invocation).print(
            Record([
                ("destination", .text(site.configuration.mail.destination.description)),
                ("from", .text(site.configuration.mail.sender.from.address.text)),
                ("waiting", .number(Int64(standing.waiting))), ("oldest", .optional(standing.oldest)),
                ("failed", .number(Int64(standing.failed))), ("lastSent", .optional(standing.lastSent)),
            ]))
    }

    private static func list(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let limit = try invocation.integer("limit", in: 1...10_000) ?? 50
        let states =
            try invocation.choice("state", as: OutboxEntry.State.self).map { [$0] } ?? [.queued, .sending, .failed]
        let entries = try site.database.read { connection in
            var entries: [OutboxEntry] = []
            for state in states {
                entries += try site.accounts.mail.outbox.entries(state, limit: limit, in: connection)
            }
            return entries.sorted { $0.id > $1.id }
        }
        try Output(invocation).print(
            Listing(
                ["id", "kind", "address", "state", "attempts", "writtenAt", "nextAttempt", "why", "detail"],
                entries.map { entry in
                    [
                        .number(entry.id), .text(entry.kind.rawValue), .text(entry.address),
                        .text(entry.state.rawValue), .number(Int64(entry.attempts)), .moment(entry.writtenAt),
                        .optional(entry.nextAttempt), .optional(entry.trouble?.rawValue), .optional(entry.detail),
                    ]
                }))
    }

    private static func hurry(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let hurried = try site.database.write { connection in
            try site.accounts.mail.outbox.hurry(in: connection, at: invocation.now)
        }
        try Output(invocation).done(
            "\(hurried) mail(s) are tried as soon as the server looks: within seconds",
            Record([("hurried", .number(Int64(hurried)))]))
    }

    private static func test(_ invocation: Invocation) throws {
        let text = try invocation.argument("ADDRESS")
        guard let address = MailAddress(text) else { throw invocation.usage("\"\(text)\" is no e-mail address") }
        let site = try invocation.site()
        let settings = site.configuration.mail
        let message = TestLetter(at: invocation.now).message(from: site.accounts.mail.site, in: .fr)
        let trial = try settings.transport().send(
            message, from: settings.sender, to: address, id: Hex.encode(Randomness.system.bytes(16)),
            at: invocation.now)
        switch trial {
        case .delivered(let note):
            try Output(invocation).done(
                "Sent to \(address) by \(settings.destination.description): \(note)",
                Record([("address", .text(address.text)), ("reply", .text(note))]))
        case .failed(let trouble, let detail):
            throw CommandError("not sent by \(settings.destination.description): \(trouble.sentence.en) \(detail)")
        }
    }
}
