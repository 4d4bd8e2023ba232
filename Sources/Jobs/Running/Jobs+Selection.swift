package import Database
package import Directory
package import FoundationEssentials

extension Jobs {
    /// Writes down the people that somebody chose, to be confirmed: at most `selectionLimit`.
    package func draftSelection(
        _ task: JobTask, _ people: [SelectedPerson], by maker: ID<User>, at now: Date
    ) throws(DatabaseError) -> ID<Job> {
        let items = people.prefix(Self.selectionLimit).enumerated().map { index, person in
            NewItem(number: index + 1, subject: .person(person))
        }
        return try draft(task, items, by: maker, at: now)
    }

    /// How many items a job has.
    package func count(of id: ID<Job>) throws(DatabaseError) -> Int {
        try read { connection in
            try connection.count("SELECT count(*) FROM job_item WHERE job = \(id)")
        }
    }
}
