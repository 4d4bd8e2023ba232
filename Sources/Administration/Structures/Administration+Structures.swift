import Calendar
import Directory
import HTTP
import Markup
import Pages

extension Administration {
    /// The pages of structures.
    var structureRoutes: [Route] {
        [
            .get("/annuaire/structures", access: .referent, handler: administering(structureTree)),
            .get("/annuaire/structures/export", access: .referent, handler: administering(exportStructures)),
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
        try structureTreeView(visit, person).page(tabs(.structures, visit, person)).response(visit.context)
    }

    private func structureTreeView(_ visit: Visit, _ person: SignedInVisit) throws -> StructureTreeView {
        let text = try visit.request.query.typed("q") ?? ""
        let onlyWithout = try visit.request.query.only("referent") == "aucun"
        let all = try directory.read { directory throws(DirectoryError) in
            try directory.structureOverviews(in: person.user.scope, at: visit.now)
        }
        return StructureTreeView(
            all: all, text: text, onlyWithoutReferent: onlyWithout, user: person.user, context: visit.context)
    }

    /// The structures that are shown, as a file.
    private func exportStructures(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let language = visit.language
        let shown = try structureTreeView(visit, person).shown
        let names = Dictionary(shown.map { ($0.structure.id, $0.structure.name) }) { first, _ in first }
        let headings = [
            StructureWords.name, StructureWords.shortName, StructureWords.kind,
            Text(fr: "Établissement principal", en: "Main establishment"), Text(fr: "SIRET", en: "SIRET"),
            StructureWords.allowedDomain, StructureWords.referents, UserWords.users, StructureWords.address,
            StructureWords.telephone, StructureWords.email,
        ]
        var file = CSVFile(headings.map { $0[language] })
        for line in shown {
            let structure = line.structure
            file.append([
                structure.name, structure.shortName ?? "", structure.kind.words[language],
                structure.parent.flatMap { names[$0] } ?? "", structure.siret ?? "",
                line.domains.map(\.domain).joined(separator: ", "),
                line.referents.map(\.name).joined(separator: ", "), String(line.users),
                structure.contact.address ?? "", structure.contact.telephone ?? "", structure.contact.email ?? "",
            ])
        }
        let name = language.choose(fr: "structures", en: "organisations")
        return file.response(named: "\(name)-\(CalendarDay(visit.now).text).csv")
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
