import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// The members of a role: the list, and the file of it.
extension Administration {
    var memberRoutes: [Route] {
        [
            .get("/annuaire/applications/{application}/{role}", access: .referent, handler: administering(members)),
            .get(
                "/annuaire/applications/{application}/{role}/export", access: .referent,
                handler: administering(exportMembers)),
        ]
    }

    static let membersPerPage = 50

    private func members(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let query = visit.request.query
        let place = try rolePlace(visit, person, query)
        let text = try query.typed("q") ?? ""
        let page = try Self.pagePlace(query)
        let filter = place.filter(text)
        let known = try directory.read { directory throws(DirectoryError) in
            (
                page: try directory.members(filter, in: place.scope, at: page, limit: Self.membersPerPage),
                found: try directory.memberCount(filter, in: place.scope),
                total: text.isEmpty ? nil : try directory.memberCount(place.filter(), in: place.scope),
                structures: try directory.structures(in: place.scope)
            )
        }
        let view = MembersView(
            place: place, text: text, page: known.page, found: known.found, total: known.total ?? known.found,
            structures: known.structures, user: person.user, visit: visit)
        return try view.page(tabs(.applications, visit, person)).response(visit.context)
    }

    /// Where the page begins: `?apres=`, `?avant=`, `?page=derniere`.
    private static func pagePlace(_ query: Parameters) throws(HTTPError) -> PagePlace<Entitlement> {
        if let id: ID<Entitlement> = try query.id("apres") { return .after(id) }
        if let id: ID<Entitlement> = try query.id("avant") { return .before(id) }
        return try query.only("page") == "derniere" ? .last : .first
    }

    /// Every member that the filters find, as a file of values separated by semicolons.
    private func exportMembers(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let query = visit.request.query
        let place = try rolePlace(visit, person, query)
        let filter = place.filter(try query.typed("q") ?? "")
        let language = visit.language
        let headings = [
            Text(fr: "Nom", en: "Last name"), Text(fr: "Prénom", en: "First name"), StructureWords.email,
            Text(fr: "Structure", en: "Organisation"), Text(fr: "Application", en: "Application"),
            Text(fr: "Rôle", en: "Role"), Text(fr: "Donné par", en: "Granted by"), Text(fr: "Le", en: "On"),
            Text(fr: "Jusqu’au", en: "Until"),
        ]
        var file = CSVFile(headings.map { $0[language] })
        var last: ID<Entitlement>?
        // One page after the other: the file is as long as the list, the rows in hand are not.
        repeat {
            let page = try directory.read { directory throws(DirectoryError) in
                try directory.members(
                    filter, in: place.scope, at: last.map { .after($0) } ?? .first, limit: 1_000)
            }
            for member in page.members {
                let right = member.entitlement
                file.append([
                    member.person.familyName, member.person.givenName, member.person.email, right.structureName,
                    right.applicationName, right.role.path, right.grantedByName ?? visit.context.site.owner[language],
                    CalendarDay(right.grantedAt).text, right.until.map { CalendarDay($0).text } ?? "",
                ])
            }
            last = page.hasNext ? page.members.last?.entitlement.id : nil
        } while last != nil
        let day = CalendarDay(visit.now).text
        return file.response(named: "membres-\(place.application.slug)-\(place.role.id.rawValue)-\(day).csv")
    }
}
