import Calendar
import Directory
import HTTP
import Markup
import Pages

extension Administration {
    /// The pages of applications.
    var applicationRoutes: [Route] {
        [
            .get("/annuaire/applications", access: .referent, handler: administering(applicationTree)),
            .get("/annuaire/applications/export", access: .referent, handler: administering(exportApplications)),
        ]
            + managementRoutes + memberRoutes + assignmentRoutes + revocationRoutes
    }

    private func applicationTree(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        if let answer = try structureAsked(visit, person, crumbs: [.portal, .list(.applications)]) { return answer }
        let view = try applicationTreeView(visit, person)
        return try view.page(tabs(.applications, visit, person)).response(visit.context)
    }

    /// The tree that is shown, one line for each role, as a file; what service providers receive is the operator's.
    private func exportApplications(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let language = visit.language
        let isOperator = person.user.isOperator
        let view = try applicationTreeView(visit, person)
        var headings = [
            Text(fr: "Application", en: "Application"), Text(fr: "Groupe", en: "Group"), Text(fr: "Rôle", en: "Role"),
            Text(fr: "Attribué par", en: "Granted by"), Text(fr: "Membres", en: "Members"),
        ]
        if isOperator { headings.append(Text(fr: "Valeur transmise", en: "Value sent")) }
        var file = CSVFile(headings.map { $0[language] })
        let owner = visit.context.site.owner[language]
        for branch in view.branches {
            for group in branch.groups {
                for role in group.roles {
                    let granter =
                        role.grantedBy == .operator
                        ? owner : Text(fr: "les référents", en: "delegated administrators")[language]
                    let line = [
                        branch.application.name, group.label, role.label, granter, String(view.counts[role.id] ?? 0),
                    ]
                    file.append(isOperator ? line + [role.value] : line)
                }
            }
        }
        return file.response(named: "applications-\(CalendarDay(visit.now).text).csv")
    }

    private func applicationTreeView(_ visit: Visit, _ person: SignedInVisit) throws -> ApplicationTreeView {
        let scope = person.user.scope
        let wanted: ID<Structure>? = try visit.request.query.id("structure")
        return try directory.read { directory throws(DirectoryError) in
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
    }
}
