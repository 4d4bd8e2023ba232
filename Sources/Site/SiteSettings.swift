import Directory

/// Settings kept in the database: what must not change with the configuration, or changes while the site runs.
package enum SiteSetting {
    /// Fixed at the site's creation, never derived again: every service provider knows us by it.
    package static let entityID = "entity-id"
}

extension Site {
    /// Who this site is for service providers.
    package func entityID() throws -> String {
        let stored = try directory.read { view in try view.setting(SiteSetting.entityID) }
        guard let entityID = stored else {
            throw SiteError("the site has no entityID: it was not made by \"convergences site init\"")
        }
        return entityID
    }
}
