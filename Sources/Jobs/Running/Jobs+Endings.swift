import Accounts
import Database
import Directory
import FoundationEssentials
import Mail

// The letter at the end of long work, written in the transaction that ends it (Decisions/0160).
extension Jobs {
    /// Work that took longer ends with a letter, in seconds: nobody looks at a page for so long.
    static let longWork: Double = 30

    /// Writes to the maker of a job how it ended, if they may not have seen it.
    ///
    /// A full outbox ends no job: its page says the same.
    func sendEnd(of id: ID<Job>, _ end: WorkOver.End, in connection: Connection, at now: Date) throws(DatabaseError) {
        let found = try connection.one("SELECT \(Job.columns) FROM \(Job.source) WHERE job.id = \(id)", Job.init)
        guard let job = found, let startedAt = job.startedAt else { return }
        guard end != .done || now.timeIntervalSince(startedAt) > Self.longWork else { return }
        do throws(AccountsError) {
            try accounts.sendJobFinished(
                to: job.maker, key: "work-over \(id) \(now.unixMilliseconds)", in: connection, at: now
            ) {
                WorkOver(
                    person: $0, title: job.title, outcome: job.outcome, end: end, hasRefusals: job.refused > 0,
                    startedAt: startedAt, page: "travaux/\(id)")
            }
        } catch .database(let error) {
            throw error
        } catch {
            return
        }
    }
}
