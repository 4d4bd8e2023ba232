package import Accounts
import Directory
import Threads

/// Long work on the directory: what is done to many people at once, written down before it is begun, done in pieces
/// that are each one transaction with the note of what they did. A server that is killed goes on where it stood.
///
/// A job begins as a draft that only its maker sees: the list of people as it was read, with what would become of each
/// (the preview of an import, the recap of a selection). What is confirmed is that very list.
package struct Jobs: Sendable {
    /// The accounts, and the directory that they stand in.
    package let accounts: Accounts
    /// Signalled when a job is confirmed, so that the worker of this process does not wait for its next look.
    let newJob = WakeUp()

    var directory: Directory { accounts.directory }

    /// - Parameter accounts: what the items are done with; a `JobWorker` of the program works at them.
    package init(accounts: Accounts) {
        self.accounts = accounts
    }

    /// Lines of an import, at most.
    package static let importLimit = 5_000
    /// Bytes of an import, at most.
    package static let importSize = 4 * 1024 * 1024
    /// People of a selection, at most.
    package static let selectionLimit = 5_000
    /// Items of one transaction: what others wait for it at most.
    static let batch = 100
    /// Drafts of one maker; the oldest goes when there is one more.
    static let draftLimit = 5
    /// Jobs of one maker that are not over.
    static let waitingLimit = 10
    /// How long a draft stays, in seconds.
    static let draftLife: Double = 86_400
    /// How long what became of a job can be looked at, in seconds.
    static let reportLife: Double = 30 * 86_400
}
