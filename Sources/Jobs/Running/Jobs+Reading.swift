package import Database
package import Directory
import FoundationEssentials

extension Jobs {
    /// A job as somebody may see it: its maker, and once it is confirmed any operator. Nil for everyone else.
    package func job(_ id: ID<Job>, for viewer: SignedInUser) throws(DatabaseError) -> Job? {
        try read { connection in
            try connection.job(id, seenBy: viewer.id, operating: viewer.isOperator)
        }
    }

    /// The jobs that somebody may see, the latest first: their own, or everybody's for an operator who asks. Drafts are
    /// not among them.
    ///
    /// - Parameter last: those before this one.
    package func jobs(
        for viewer: SignedInUser, everybodys: Bool = false, before last: ID<Job>? = nil, limit: Int = 50
    ) throws(DatabaseError) -> [Job] {
        let mine: SQL = everybodys && viewer.isOperator ? "1" : "job.maker = \(viewer.id)"
        let earlier: SQL = last.map { "job.id < \($0)" } ?? "1"
        return try read { connection in
            try connection.query(
                """
                SELECT \(Job.columns) FROM \(Job.source)
                WHERE job.state <> 'draft' AND \(mine) AND \(earlier) ORDER BY job.id DESC LIMIT \(limit)
                """, Job.init)
        }
    }

    /// A job as the command line sees it: whoever's, a draft too.
    package func job(_ id: ID<Job>) throws(DatabaseError) -> Job? {
        try read { connection in
            try connection.one("SELECT \(Job.columns) FROM \(Job.source) WHERE job.id = \(id)", Job.init)
        }
    }

    /// Everybody's jobs, the latest first: those in one of these states.
    package func jobs(in states: [Job.State], limit: Int) throws(DatabaseError) -> [Job] {
        try read { connection in
            try connection.query(
                """
                SELECT \(Job.columns) FROM \(Job.source)
                WHERE job.state IN \(list: states) ORDER BY job.id DESC LIMIT \(limit)
                """, Job.init)
        }
    }

    /// Items of a job in their order.
    ///
    /// - Parameters:
    ///   - outcomes: only those with one of these.
    ///   - number: those after this one.
    package func items(
        of job: ID<Job>, outcomes: [JobItem.Outcome] = [], after number: Int = 0, limit: Int
    ) throws(DatabaseError) -> [JobItem] {
        let which: SQL = outcomes.isEmpty ? "1" : "outcome IN \(list: outcomes)"
        return try read { connection in
            try connection.query(
                """
                SELECT \(JobItem.columns) FROM job_item
                WHERE job = \(job) AND \(which) AND place > \(number) ORDER BY place LIMIT \(limit)
                """, JobItem.init)
        }
    }
}

extension Connection {
    func job(_ id: ID<Job>, seenBy viewer: ID<User>, operating: Bool) throws(DatabaseError) -> Job? {
        try one(
            """
            SELECT \(Job.columns) FROM \(Job.source)
            WHERE job.id = \(id) AND (job.maker = \(viewer) OR (\(operating) AND job.state <> 'draft'))
            """, Job.init)
    }
}
