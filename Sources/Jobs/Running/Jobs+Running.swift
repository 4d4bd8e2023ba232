import Accounts
package import Database
import Directory
package import FoundationEssentials
import Mail

extension Jobs {
    /// Does the next piece of the job that advanced longest ago; false when none waits.
    ///
    /// The piece, and the note of what became of each of its items, are one transaction in the maker's name: whenever
    /// the process ends, either both are there or neither.
    /// - Throws: a failure of the store; nothing of the piece is done then.
    package func advance(at now: Date) throws(DatabaseError) -> Bool {
        let next = try read { connection in
            try connection.one(
                "SELECT id, maker FROM job WHERE state = 'waiting' ORDER BY advanced_at, id LIMIT 1"
            ) { (id: try $0.id(0) as ID<Job>, maker: try $0.id(1) as ID<User>) }
        }
        guard let next else { return false }
        do throws(AccountsError) {
            try accounts.change(by: .user(next.maker), at: now) { change in try advance(next.id, in: change) }
        } catch {
            switch error {
            case .directory(.notLive): try fail(next.id, .makerGone, at: now)
            // Nobody is added without the invitation that was asked for: the job waits until the mail has left.
            case .mail: try fail(next.id, .mailWaits, at: now)
            case .database(let error): throw error
            case .directory, .hashing, .unexpected:
                throw .other(code: 0, message: "a job could not go on: \(error)")
            }
        }
        return true
    }

    /// Notes that a job cannot go on.
    func fail(_ id: ID<Job>, _ trouble: Job.Trouble, at now: Date) throws(DatabaseError) {
        try write { connection in
            try connection.execute(
                """
                UPDATE job SET state = 'failed', trouble = \(trouble), finished_at = \(now), advanced_at = \(now)
                WHERE id = \(id) AND state = 'waiting'
                """)
            // Whoever may no longer do it hears nothing of it either.
            if trouble != .makerGone { try sendEnd(of: id, .brokenOff, in: connection, at: now) }
        }
    }

    /// Notes that the job whose turn it is cannot go on.
    func failNext(_ trouble: Job.Trouble, at now: Date) throws(DatabaseError) {
        let next: ID<Job>? = try read { connection in
            try connection.one("SELECT id FROM job WHERE state = 'waiting' ORDER BY advanced_at, id LIMIT 1") {
                try $0.id(0)
            }
        }
        if let next { try fail(next, trouble, at: now) }
    }

    private func advance(_ id: ID<Job>, in change: Change) throws {
        let connection = change.connection
        let waiting = try connection.one(
            "SELECT \(Job.columns) FROM \(Job.source) WHERE job.id = \(id) AND job.state = 'waiting'", Job.init)
        guard let job = waiting else { return }
        // Without a power there is nothing that the maker may do, and no item to say it of.
        guard change.scope != .nothing else { throw DirectoryError.notLive }
        let items = try connection.query(
            """
            SELECT \(JobItem.columns) FROM job_item
            WHERE job = \(id) AND runs = 1 AND outcome IS NULL ORDER BY place LIMIT \(Self.batch)
            """, JobItem.init)
        var counts: [JobItem.Outcome: Int] = [:]
        let runner = try JobRunner(job, self, change)
        for item in items {
            let (outcome, reason) = try runner.run(item)
            counts[outcome, default: 0] += 1
            try connection.execute(
                """
                UPDATE job_item SET outcome = \(outcome), reason = \(try reason.map { try StoredJSON.encode($0) })
                WHERE job = \(id) AND place = \(item.number)
                """)
        }
        let isOver = items.count < Self.batch
        try connection.execute(
            """
            UPDATE job SET done = done + \(counts[.done] ?? 0), skipped = skipped + \(counts[.skipped] ?? 0),
                refused = refused + \(counts[.refused] ?? 0), advanced_at = \(change.now),
                state = \(isOver ? Job.State.done : .waiting), finished_at = \(isOver ? change.now : nil)
            WHERE id = \(id)
            """)
        if isOver { try sendEnd(of: id, .done, in: connection, at: change.now) }
    }
}
