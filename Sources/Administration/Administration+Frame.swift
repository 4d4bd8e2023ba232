import Directory
import HTTP
import Markup
import Pages

extension Administration {
    /// The three tabs with the counts of the person's scope.
    func tabs(_ current: DirectoryTabs.Tab, _ visit: Visit, _ person: SignedInVisit) throws -> HTML {
        let scope = person.user.scope
        let counts = try directory.read { directory throws(DirectoryError) in
            DirectoryTabs.Counts(
                structures: try directory.structureCount(in: scope), users: try directory.userCount(in: scope),
                applications: try directory.applications(in: scope).count)
        }
        return DirectoryTabs(counts: counts, current: current).html(visit.language)
    }
}
