import Calendar
import Directory
import FoundationEssentials
import HTTP
import Jobs
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
            .post(
                "/annuaire/applications/{application}/{role}/selection", access: .referent,
                handler: administeringForm(selectMembers)),
        ]
    }

    static let membersPerPage = 50

    private func members(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let query = visit.request.query
        let place = try rolePlace(visit, person, query)
        if let answer = try structureAsked(visit, person, crumbs: [.portal, .list(.applications)]) { return answer }
        let text = try query.typed("q") ?? ""
        let page: PagePlace<Entitlement> = try query.pagePlace()
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
        let directory = directory
        let owner = visit.context.site.owner[language]
        let day = CalendarDay(visit.now).text
        return CSVFile.streamed(
            named: "membres-\(place.application.slug)-\(place.role.id.rawValue)-\(day).csv",
            headings.map { $0[language] }, from: (place: nil as RoleMemberPlace?, isOver: false)
        ) { progress -> [[String]]? in
            guard !progress.isOver else { return nil }
            let from = progress.place
            let batch = try directory.read { directory throws(DirectoryError) in
                try directory.batch(of: filter, in: place.scope, from: from, limit: 1_000)
            }
            progress = (batch.next, batch.next == nil)
            return batch.members.map { member in
                let right = member.entitlement
                return [
                    member.person.familyName, member.person.givenName, member.person.email, right.structureName,
                    right.applicationName, right.role.path, right.grantedByName ?? owner,
                    CalendarDay(right.grantedAt).text, right.until.map { CalendarDay($0).text } ?? "",
                ]
            }
        }
    }

    /// Retirer for all that the filters find: a draft, whose recap comes next.
    private func selectMembers(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try rolePlace(visit, person, form)
        guard person.user.isOperator || place.role.grantedBy == .referent else { return granted(place, visit) }
        let back = Response.seeOther(place.path + place.query)
        let filter = place.filter(try form.typed("q") ?? "")
        let found = try directory.read { directory throws(DirectoryError) in
            try directory.batch(of: filter, in: place.scope, limit: Jobs.selectionLimit + 1).members
        }
        guard found.count <= Jobs.selectionLimit else {
            let limit = Jobs.selectionLimit
            let many = Text(
                fr: "Retirez le rôle à \(Numbers.grouped(limit, .fr)) membres au plus à la fois : filtrez la liste.",
                en: "Revoke the role from at most \(Numbers.grouped(limit, .en)) members at once: filter the list.")
            return back.telling(.failed(many, visit.language))
        }
        guard !found.isEmpty else {
            let none = Text(fr: "Cette liste n’a plus de membre.", en: "This list has no member any more.")
            return back.telling(.failed(none, visit.language))
        }
        let people = found.map { member in
            SelectedPerson(
                user: member.person.id, name: member.person.displayName, email: member.person.email,
                structure: member.entitlement.structure, structureNames: member.entitlement.structureName)
        }
        let draft = try jobs.draftSelection(
            .revoke(RevokeSettings(role: place.role.id)), people, by: person.user.id, at: visit.now)
        return .seeOther(SelectionWords.path(draft))
    }
}
