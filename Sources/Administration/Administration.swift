package import Accounts
package import Directory
package import FoundationEssentials
package import HTTP
package import Jobs
package import Pages

/// The directory's pages: structures, users, applications and roles, journal. For référents administrateurs within
/// their structures, and for operators.
package struct Administration: PageModule {
    /// Finds the session.
    package let accounts: Accounts
    /// Finds the person, and holds everything that these pages show and change.
    package let directory: Directory
    /// Makes the context, checks the forms.
    package let website: Website
    /// Takes a line about a failure of ours.
    package let log: @Sendable (String) -> Void
    /// Does what is done to many people at once.
    let jobs: Jobs
    let assertions: AssertionDesk?
    let metadata: MetadataDesk?
    /// How long a deleted account can be restored, in seconds.
    let restoreWindow: TimeInterval
    let surroundings: Surroundings

    /// - Parameters:
    ///   - jobs: does what is done to many people at once; a `JobWorker` of the program works at it.
    ///   - assertions: shows what service providers receive; nil where none is served.
    ///   - metadata: reads and renews what service providers publish of themselves; nil where none is served.
    ///   - restoreWindow: how long a deleted account can be restored, in seconds; 30 days.
    ///   - surroundings: what the operator's desk tells of other modules.
    ///   - log: takes one line about a failure of ours, with the request's reference in it.
    package init(
        accounts: Accounts, directory: Directory, website: Website, jobs: Jobs, assertions: AssertionDesk? = nil,
        metadata: MetadataDesk? = nil, restoreWindow: TimeInterval = 30 * 86_400, surroundings: Surroundings = .none,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.accounts = accounts
        self.directory = directory
        self.website = website
        self.jobs = jobs
        self.assertions = assertions
        self.metadata = metadata
        self.restoreWindow = restoreWindow
        self.surroundings = surroundings
        self.log = log
    }

    /// Every route of the directory's pages.
    package var routes: [Route] {
        structureRoutes + userRoutes + requestRoutes + applicationRoutes + workRoutes + operationsRoutes
            + journalRoutes + insightRoutes
    }
}
