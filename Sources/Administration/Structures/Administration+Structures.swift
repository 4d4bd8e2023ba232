import Directory
import HTTP
import Markup
import Pages

extension Administration {
    /// The pages of structures.
    var structureRoutes: [Route] {
        [
            .get("/annuaire/structures", access: .referent, handler: administering(structureTree)),
            .get("/annuaire/structures/ajouter", access: .operator, handler: operating(addStructurePage)),
            .post("/annuaire/structures/ajouter", access: .operator, handler: operatingForm(addStructure)),
            .get("/annuaire/structures/{structure}", access: .referent, handler: administering(structurePage)),
            .get(
                "/annuaire/structures/{structure}/coordonnees", access: .referent, handler: administering(contactPage)),
            .post(
                "/annuaire/structures/{structure}/coordonnees", access: .referent,
                handler: administeringForm(changeContact)),
            .get("/annuaire/structures/{structure}/modifier", access: .operator, handler: operating(structureFormPage)),
            .post(
                "/annuaire/structures/{structure}/modifier", access: .operator, handler: operatingForm(changeStructure)),
        ] + domainRoutes + attachmentRoutes + referentRoutes
    }

    private func structureTree(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let text = try visit.request.query.typed("q") ?? ""
        let onlyWithout = try visit.request.query.only("referent") == "aucun"
        let all = try directory.read { directory throws(DirectoryError) in
            try directory.structureOverviews(in: person.user.scope, at: visit.now)
        }
        let view = StructureTreeView(
            all: all, text: text, onlyWithoutReferent: onlyWithout, user: person.user, context: visit.context)
        return try view.page(tabs(.structures, visit, person)).response(visit.context)
    }

    private func structurePage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let id: ID<Structure> = try visit.request.id("structure")
        let scope = person.user.scope
        let known = try directory.read { directory throws(DirectoryError) in
            guard let structure = try directory.structure(id, in: scope) else { throw .notFound }
            return StructureView.Known(
                structure: structure,
                parent: try structure.parent.flatMap { (parent) throws(DirectoryError) in
                    try directory.structure(parent, in: scope)
                },
                children: try directory.structureOverviews(in: scope, at: visit.now)
                    .filter { $0.structure.parent == id },
                domains: try directory.allowedDomains(of: id),
                exceptions: try directory.exceptedAddresses(of: id),
                referents: try directory.referents(of: id, at: visit.now),
                history: try directory.designations(of: id),
                users: try directory.userCounts(in: scope)[id] ?? 0,
                entitlements: try directory.memberCounts(in: scope, structure: id).values.reduce(0, +),
                applications: try directory.applications(in: scope, structure: id).count)
        }
        let view = StructureView(known: known, user: person.user, visit: visit)
        return try view.page(tabs(.structures, visit, person)).response(visit.context)
    }
}
