import Directory
import FoundationEssentials
import Jobs
import Markup
import Site

/// `convergences job`: what is done to many people at once.
enum JobCommands {
    private static let number = Argument("NUMBER", "of job list")

    static let group = Command.group(
        "job", "Imports and acts on many people: how far they are, what was refused",
        [
            Command(
                name: "list", summary: "List jobs, the latest first: whose, what, how far",
                options: [
                    Option("state", "STATE", "only draft, waiting, done, stopped or failed ones"),
                    Option("limit", "NUMBER", "at most so many (50)"),
                ],
                examples: ["convergences job list --state waiting"], action: list),
            Command(
                name: "show", summary: "Tell how far a job is, or whom it was refused for and why",
                arguments: [number], options: [.flag("refusals", "list whom it was refused for, and why")],
                examples: ["convergences job show 42 --refusals"], action: show),
            Command(
                name: "cancel", summary: "Stop a job after the piece under way; what is done stays done",
                arguments: [number], action: cancel),
            Command(
                name: "resume", summary: "Go on with a job that was stopped or broke off, from where it stands",
                arguments: [number], action: resume),
        ])

    private static func list(_ invocation: Invocation) throws {
        let jobs = Jobs(accounts: try invocation.site().accounts)
        let states =
            try invocation.choice("state", as: Job.State.self).map { [$0] }
            ?? Job.State.allCases.filter { $0 != .draft }
        let found = try jobs.jobs(in: states, limit: try invocation.integer("limit", in: 1...10_000) ?? 50)
        try Output(invocation).print(
            Listing(
                ["id", "what", "by", "state", "total", "done", "skipped", "refused", "startedAt", "finishedAt", "why"],
                found.map { job in
                    [
                        .number(job.id.rawValue), .text(job.title.en), .text(job.makerName), .text(job.state.rawValue),
                        .number(Int64(job.total)), .number(Int64(job.done)), .number(Int64(job.skipped)),
                        .number(Int64(job.refused)), .optional(job.startedAt), .optional(job.finishedAt),
                        .optional(job.trouble?.rawValue),
                    ]
                }))
    }

    private static func show(_ invocation: Invocation) throws {
        let jobs = Jobs(accounts: try invocation.site().accounts)
        let job = try find(invocation, in: jobs)
        guard !invocation.flag("refusals") else {
            let refused = try jobs.items(of: job.id, outcomes: [.refused], limit: Jobs.importLimit)
            return try Output(invocation).print(
                Listing(
                    ["place", "who", "why"],
                    refused.map { [.number(Int64($0.number)), .text($0.who), .text($0.why)] }))
        }
        try Output(invocation).print(
            Record([
                ("id", .number(job.id.rawValue)), ("what", .text(job.title.en)), ("by", .text(job.makerName)),
                ("state", .text(job.state.rawValue)), ("why", .optional(job.trouble?.rawValue)),
                ("startedAt", .optional(job.startedAt)), ("finishedAt", .optional(job.finishedAt)),
                ("total", .number(Int64(job.total))), ("done", .number(Int64(job.done))),
                ("skipped", .number(Int64(job.skipped))), ("refused", .number(Int64(job.refused))),
            ]))
    }

    private static func cancel(_ invocation: Invocation) throws {
        let jobs = Jobs(accounts: try invocation.site().accounts)
        let job = try find(invocation, in: jobs)
        guard try jobs.stop(job.id, by: nil, at: invocation.now) else {
            throw CommandError("job \(job.id) is \(job.state.rawValue): only one that waits can be cancelled")
        }
        try Output(invocation).done(
            "Stopped job \(job.id), with \(job.over) of \(job.total) over; its maker is told",
            Record([("id", .number(job.id.rawValue)), ("over", .number(Int64(job.over)))]))
    }

    private static func resume(_ invocation: Invocation) throws {
        let jobs = Jobs(accounts: try invocation.site().accounts)
        let job = try find(invocation, in: jobs)
        guard try jobs.resume(job.id, by: nil, at: invocation.now) else {
            throw CommandError("job \(job.id) is \(job.state.rawValue): only a stopped or failed one can be resumed")
        }
        try Output(invocation).done(
            "Job \(job.id) goes on as soon as the server looks: within seconds",
            Record([("id", .number(job.id.rawValue))]))
    }

    private static func find(_ invocation: Invocation, in jobs: Jobs) throws -> Job {
        let text = try invocation.argument("NUMBER")
        guard let id = ID<Job>(text) else { throw invocation.usage("\"\(text)\" is no number of job list") }
        guard let job = try jobs.job(id) else { throw CommandError("there is no job \(text)") }
        return job
    }
}

extension JobItem {
    fileprivate var who: String {
        switch subject {
        case .line(let line): line.cells.joined(separator: "; ")
        case .person(let person): "\(person.name) <\(person.email)>"
        }
    }

    fileprivate var why: String {
        switch reason {
        case .refused(let refused): "\(refused.error)"
        case .line(let problems): problems.map { "\($0)" }.joined(separator: ", ")
        case nil: ""
        }
    }
}
