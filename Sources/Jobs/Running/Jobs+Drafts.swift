package import Database
package import Directory
package import FoundationEssentials
import Mail
import Threads

extension Jobs {
    /// An item to write down.
    struct NewItem: Sendable {
        let number: Int
        let subject: JobItem.Subject
        var assessment: ImportAssessment?
    }

    /// Writes a list down, to be confirmed by its maker; the maker's oldest draft goes when there are too many.
    func draft(
        _ task: JobTask, _ items: [NewItem], by maker: ID<User>, at now: Date
    ) throws(DatabaseError) -> ID<Job> {
        try write { connection in
            try connection.execute(
                """
                DELETE FROM job WHERE state = 'draft' AND maker = \(maker) AND id NOT IN (
                    SELECT id FROM job WHERE state = 'draft' AND maker = \(maker) ORDER BY id DESC
                    LIMIT \(Self.draftLimit - 1))
                """)
            try connection.execute(
                """
                INSERT INTO job (maker, kind, state, task, created_at, advanced_at)
                VALUES (\(maker), \(task.kind), 'draft', \(try StoredJSON.encode(task)), \(now), \(now))
                """)
            let id = ID<Job>(connection.lastInsertedID)
            for item in items { try connection.insert(item, of: id) }
            return id
        }
    }

    /// Why a draft is not begun.
    package enum NotStarted: Error, Hashable, Sendable {
        /// There is no such draft of this maker.
        case unknown
        /// It was confirmed before: the second press of the button.
        case alreadyStarted
        /// There is nothing in it to do.
        case nothingToDo
        /// The maker has too many jobs that are not over.
        case tooMany
    }

    /// Confirms a draft: from here on the worker does it. A draft is begun once, however often it is confirmed.
    ///
    /// - Parameter change: what the maker decided last.
    package func start(
        _ id: ID<Job>, by maker: ID<User>, at now: Date, _ change: @Sendable (inout JobTask) -> Void = { _ in }
    ) throws(DatabaseError) -> NotStarted? {
        let refused = try write { (connection) -> NotStarted? in
            guard let job = try connection.job(id, seenBy: maker, operating: false) else { return .unknown }
            guard job.state == .draft else { return .alreadyStarted }
            let waiting = try connection.count("SELECT count(*) FROM job WHERE maker = \(maker) AND state = 'waiting'")
            guard waiting < Self.waitingLimit else { return .tooMany }
            let total = try connection.count("SELECT count(*) FROM job_item WHERE job = \(id) AND runs = 1")
            guard total > 0 else { return .nothingToDo }
            var task = job.task
            change(&task)
            try connection.execute(
                """
                UPDATE job SET state = 'waiting', task = \(try StoredJSON.encode(task)), total = \(total),
                    started_at = \(now), advanced_at = \(now)
                WHERE id = \(id)
                """)
            return nil
        }
        newJob.signal()
        return refused
    }

    /// Throws a draft away.
    package func abandon(_ id: ID<Job>, by maker: ID<User>) throws(DatabaseError) {
        try write { connection in
            _ = try connection.execute("DELETE FROM job WHERE id = \(id) AND maker = \(maker) AND state = 'draft'")
        }
    }

    /// Stops a job after the piece that is being done; what is written stays. The maker is told when it was another.
    ///
    /// - Parameter viewer: its maker or an operator; nil on the command line.
    package func stop(_ id: ID<Job>, by viewer: SignedInUser?, at now: Date) throws(DatabaseError) -> Bool {
        try write { connection in
            let stopped: ID<User>? = try connection.one(
                """
                UPDATE job SET state = 'stopped', finished_at = \(now)
                WHERE id = \(id) AND state = 'waiting' AND \(mayAct(viewer)) RETURNING maker
                """
            ) { try $0.id(0) }
            guard let stopped else { return false }
            if stopped != viewer?.id { try sendEnd(of: id, .stopped, in: connection, at: now) }
            return true
        }
    }

    /// Goes on with a job that was stopped or could not go on, from where it stands.
    ///
    /// - Parameter viewer: its maker or an operator; nil on the command line.
    package func resume(_ id: ID<Job>, by viewer: SignedInUser?, at now: Date) throws(DatabaseError) -> Bool {
        let resumed = try write { connection in
            try connection.execute(
                """
                UPDATE job SET state = 'waiting', finished_at = NULL, trouble = NULL, advanced_at = \(now)
                WHERE id = \(id) AND state IN ('stopped', 'failed') AND \(mayAct(viewer))
                """) > 0
        }
        newJob.signal()
        return resumed
    }

    private func mayAct(_ viewer: SignedInUser?) -> SQL {
        viewer.map { "(maker = \($0.id) OR \($0.isOperator))" } ?? "1"
    }

    /// Waits until a job is over, but not for long: a short one is done when its page is shown. Call it from the lane
    /// that may wait.
    package func wait(for id: ID<Job>, atMost seconds: Double = 1.5) throws(DatabaseError) {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            let isWaiting = try read { connection in
                try connection.exists("SELECT 1 FROM job WHERE id = \(id) AND state = 'waiting'")
            }
            guard isWaiting else { return }
            Thread.sleep(for: .milliseconds(20))
        }
    }

    /// Deletes drafts that nobody confirmed and reports that nobody needs any more: for the housekeeping.
    package func deleteExpired(at now: Date) throws(DatabaseError) {
        try write { connection in
            try connection.execute(
                "DELETE FROM job WHERE state = 'draft' AND advanced_at < \(now - Self.draftLife)")
            try connection.execute(
                """
                DELETE FROM job
                WHERE state IN ('done', 'stopped', 'failed') AND advanced_at < \(now - Self.reportLife)
                """)
        }
    }
}

extension Connection {
    func insert(_ item: Jobs.NewItem, of job: ID<Job>) throws(DatabaseError) {
        let verdict = item.assessment?.verdict
        var assessment: String?
        if let read = item.assessment { assessment = try StoredJSON.encode(read) }
        try execute(
            """
            INSERT INTO job_item (job, place, verdict, runs, subject, assessment)
            VALUES (\(job), \(item.number), \(verdict?.rawValue ?? "do"), \(verdict?.isWritten ?? true),
                \(try StoredJSON.encode(item.subject)),
                \(assessment))
            """)
    }
}
