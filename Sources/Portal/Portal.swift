package import Accounts
package import Directory
package import HTTP
package import Pages

/// What people meet first and last: sign-in, first visit, their applications, their profile, sign-out, and the pages of
/// help and law.
package struct Portal: PageModule {
    /// Finds the session.
    package let accounts: Accounts
    /// Finds the person.
    package let directory: Directory
    /// Makes the context, checks the forms.
    package let website: Website
    let services: Services
    let retention: Retention
    /// Takes a line about a failure of ours.
    package let log: @Sendable (String) -> Void

    /// - Parameters:
    ///   - services: what other modules do for the portal.
    ///   - retention: how long other modules keep what they hold.
    ///   - log: takes one line about a failure of ours, with the request's reference in it.
    package init(
        accounts: Accounts, directory: Directory, website: Website, services: Services,
        retention: Retention = Retention(), log: @escaping @Sendable (String) -> Void
    ) {
        self.accounts = accounts
        self.directory = directory
        self.website = website
        self.services = services
        self.retention = retention
        self.log = log
    }

    /// Every route of the portal, the static files of all pages included.
    package var routes: [Route] {
        signInRoutes + linkRoutes + askedLinkRoutes + homeRoutes + profileRoutes + sessionRoutes + signOutRoutes
            + preferenceRoutes
            + passwordChangeRoutes + sessionLifeRoutes + resumptionRoutes + personalDataRoutes + informationRoutes
            + Assets.embedded.routes + [logoRoute]
    }
}
