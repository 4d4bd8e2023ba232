import Accounts
import Database
import Directory
import FoundationEssentials

/// Does the items of one piece of a job, each as if it were alone: one that is refused leaves nothing behind, and the
/// others go on.
struct JobRunner {
    private let job: Job
    private let jobs: Jobs
    private let change: Change
    private let knowledge: ImportKnowledge?

    init(_ job: Job, _ jobs: Jobs, _ change: Change) throws {
        self.job = job
        self.jobs = jobs
        self.change = change
        if case .import = job.task {
            knowledge = try ImportKnowledge(change, scope: change.scope, at: change.now)
        } else {
            knowledge = nil
        }
    }

    typealias Result = (outcome: JobItem.Outcome, reason: JobItem.Reason?)

    /// - Throws: failures of the store that are not this item's own.
    func run(_ item: JobItem) throws -> Result {
        try change.connection.execute("SAVEPOINT job_item")
        do {
            let result = try act(on: item)
            if result.outcome == .refused { try change.connection.execute("ROLLBACK TO job_item") }
            try change.connection.execute("RELEASE job_item")
            return result
        } catch {
            let refused = try Self.refusal(error)
            try change.connection.execute("ROLLBACK TO job_item")
            try change.connection.execute("RELEASE job_item")
            return (.refused, .refused(refused))
        }
    }

    /// What the item itself is refused for; everything else is thrown on.
    private static func refusal(_ error: any Error) throws -> StoredRefusal {
        switch error {
        case let error as DirectoryError: try refusal(error)
        case AccountsError.directory(let error): try refusal(error)
        case AccountsError.database(let error): try refusal(.database(error))
        default: throw error
        }
    }

    private static func refusal(_ error: DirectoryError) throws -> StoredRefusal {
        guard case .database(let failure) = error else { return StoredRefusal(error) }
        guard case .constraint = failure else { throw failure }
        return StoredRefusal(error)
    }

    private func act(on item: JobItem) throws -> Result {
        switch (job.task, item.subject) {
        case (.import(let settings), .line(let line)):
            guard let knowledge else { return (.skipped, nil) }
            let writer = ImportWriter(
                check: ImportCheck(knowledge: knowledge, layout: settings.layout, structure: settings.structure),
                invites: settings.invites, jobs: jobs, change: change)
            return try writer.write(line, item)
        case (.assign(let settings), .person(let person)): return try assign(settings, to: person)
        case (.invite, .person(let person)):
            // Whoever has a password needs no invitation.
            guard case .sent = try jobs.accounts.invite(person.user, in: change) else { return (.skipped, nil) }
            return (.done, nil)
        case (.delete, .person(let person)):
            guard try change.user(person.user, in: change.scope)?.deletedAt == nil else { return (.skipped, nil) }
            try change.deleteUser(person.user)
            return (.done, nil)
        case (.revoke(let settings), .person(let person)):
            guard let structure = person.structure else { return (.skipped, nil) }
            do {
                try change.revoke(settings.role, from: person.user, for: structure, reason: settings.reason)
            } catch .notFound {
                return (.skipped, nil)
            }
            return (.done, nil)
        case (.import, .person), (_, .line): return (.skipped, nil)
        }
    }

    /// Gives a role for the structure that was chosen, or for each of the person's in scope.
    private func assign(_ settings: AssignSettings, to person: SelectedPerson) throws -> Result {
        guard let role = settings.role else { return (.skipped, nil) }
        guard try change.user(person.user, in: change.scope) != nil else { throw DirectoryError.notFound }
        let structures: [ID<Structure>]
        if let structure = settings.structure {
            structures = [structure]
        } else {
            structures = try change.affiliations(of: person.user, in: change.scope).map(\.structure)
        }
        var isChanged = false
        for structure in structures {
            if try change.grant(role, to: person.user, for: structure, until: settings.until) { isChanged = true }
        }
        return (isChanged ? .done : .skipped, nil)
    }
}
