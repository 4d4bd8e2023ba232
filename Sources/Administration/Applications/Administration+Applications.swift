import Directory
import HTTP
import Markup
import Pages

extension Administration {
    /// The pages of applications.
    var applicationRoutes: [Route] {
        [.get("/annuaire/applications", access: .referent, handler: administering(applicationTree))]
            + managementRoutes + memberRoutes + assignmentRoutes + revocationRoutes
    }

    private func applicationTree(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let scope = person.user.scope
        let wanted: ID<Structure>? = try visit.request.query.id("structure")
        let view = try directory.read { directory throws(DirectoryError) in
            let structures = try directory.structures(in: scope)
            let structure = structures.first { $0.id == wanted }
            if wanted != nil, structure == nil { throw DirectoryError.notFound }
            var branches: [ApplicationTreeView.Branch] = []
            for application in try directory.applications(in: scope, structure: structure?.id) {
                branches.append(
                    .init(application: application, groups: try directory.roleGroups(of: application.id)))
            }
            return ApplicationTreeView(
                branches: branches, counts: try directory.memberCounts(in: scope, structure: structure?.id),
                structures: structures, structure: structure, user: person.user, context: visit.context)
        }
        return try view.page(tabs(.applications, visit, person)).response(visit.context)
    }
}
