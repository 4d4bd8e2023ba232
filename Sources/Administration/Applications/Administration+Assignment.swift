import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// Affecter: people are found by first letters, gathered in a list, and given the role together.
extension Administration {
    var assignmentRoutes: [Route] {
        [
            .get(
                "/annuaire/applications/{application}/{role}/affecter", access: .referent,
                handler: administering { try assignmentPage($0, $1, asked: $0.request.query, errors: []) }),
            .post(
                "/annuaire/applications/{application}/{role}/affecter", access: .referent,
                handler: administeringForm(assign)),
            .get(
                "/annuaire/applications/{application}/{role}/suggestions", access: .referent,
                handler: administering(suggestions)),
        ]
    }

    /// One line of the combobox: a person for one of their structures.
    private struct Suggestion: Encodable {
        /// What the form sends: see `Assignment`.
        let value: String
        let name: String
        let email: String
        let structure: String
        /// Holds the role already.
        let member: Bool
        /// The application is not open to the structure.
        let closed: Bool
    }

    /// At most ten lines for the letters typed so far.
    private func suggestions(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try rolePlace(visit, person, visit.request.query)
        guard person.user.isOperator || place.role.grantedBy == .referent else { throw HTTPError.notFound }
        let text = try visit.request.query.typed("q") ?? ""
        let found = try directory.read { directory throws(DirectoryError) in
            text.isEmpty
                ? [] : try directory.candidates(for: place.role.id, matching: text, in: place.scope, limit: 10)
        }
        let lines = found.flatMap { candidate in
            candidate.places.filter { place.structure == nil || place.structure?.id == $0.structure }.map {
                Suggestion(
                    value: Assignment(candidate.user.id, $0.structure).text, name: candidate.user.displayName,
                    email: candidate.user.email, structure: $0.name, member: $0.isMember, closed: !$0.isOpen)
            }
        }
        let body = try JSONEncoder().encode(Array(lines.prefix(10)))
        return Response(.ok, contentType: "application/json; charset=utf-8", body: Array(body))
    }

    private func assignmentPage(
        _ visit: Visit, _ person: SignedInVisit, asked: Parameters, errors: [FieldError]
    ) throws -> Response {
        let place = try rolePlace(visit, person, asked)
        guard person.user.isOperator || place.role.grantedBy == .referent else { return granted(place, visit) }
        let text = try asked.typed("q") ?? ""
        let known = try directory.read { directory throws(DirectoryError) in
            (
                found: text.isEmpty
                    ? [] : try directory.candidates(for: place.role.id, matching: text, in: place.scope, limit: 21),
                chosen: try Self.people(Assignment.chosen(asked), place, directory)
            )
        }
        let view = AssignmentView(
            place: place, text: text, found: known.found, chosen: known.chosen,
            until: try asked.only("jusquau") ?? "", isOperator: person.user.isOperator, context: visit.context)
        return view.page(errors).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// Those of the chosen who are in scope; the others are as if they had not been named.
    private static func people(
        _ chosen: [Assignment], _ place: RolePlace, _ directory: DirectoryView
    ) throws(DirectoryError) -> [ChosenPerson] {
        var people: [ChosenPerson] = []
        for assignment in chosen.prefix(Assignment.limit) {
            let candidate = try directory.candidate(assignment.user, for: place.role.id, in: place.scope)
            guard let candidate, let at = candidate.places.first(where: { $0.structure == assignment.structure }) else {
                continue
            }
            people.append(
                ChosenPerson(
                    assignment: assignment, name: candidate.user.displayName, email: candidate.user.email,
                    structure: at.name, isMember: at.isMember))
        }
        return people
    }

    /// `Chercher` goes on with the list as it is; `Affecter` gives the role to everybody in it, or to nobody.
    private func assign(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try rolePlace(visit, person, form)
        guard person.user.isOperator || place.role.grantedBy == .referent else { return granted(place, visit) }
        let chosen = Assignment.chosen(form)
        guard chosen.count <= Assignment.limit else {
            let many = Text(
                fr: "Affectez \(Assignment.limit) personnes au plus à la fois",
                en: "Assign at most \(Assignment.limit) people at once")
            return try assignmentPage(visit, person, asked: form, errors: [FieldError("q", many)])
        }
        if try form.only("action") == "chercher" { return try search(place, chosen, form) }
        let named = try directory.read { directory throws(DirectoryError) in
            try Self.people(chosen, place, directory)
        }
        guard !named.isEmpty else {
            let nobody = Text(fr: "Choisissez au moins une personne", en: "Choose at least one person")
            return try assignmentPage(visit, person, asked: form, errors: [FieldError("q", nobody)])
        }
        let typed = try form.typed("jusquau")
        let until = typed.flatMap { CalendarDay($0) }.map { $0.end() - 1 }
        if typed != nil, until == nil {
            return try assignmentPage(
                visit, person, asked: form, errors: [FieldError("jusquau", Refusal.words(.invalid(.until)))])
        }
        var failed = named.first
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                for one in named {
                    failed = one
                    _ = try change.grant(
                        place.role.id, to: one.assignment.user, for: one.assignment.structure, until: until)
                }
            }
        }
        if let refusal {
            let field = refusal == .invalid(.until) ? "jusquau" : "q"
            let words = Refusal.words(refusal)
            let who = refusal == .invalid(.until) ? "" : (failed?.name).map { "\($0) : " } ?? ""
            let error = FieldError(field, Text(fr: who + words.fr, en: who + words.en))
            return try assignmentPage(visit, person, asked: form, errors: [error])
        }
        return Response.seeOther(place.path + place.query).telling(.done(done(named, place), visit.language))
    }

    /// On to the page with what is searched for and who is chosen in its address, so that Back and reload work.
    private func search(_ place: RolePlace, _ chosen: [Assignment], _ form: Parameters) throws -> Response {
        var fields: [(name: String, value: String)] = []
        if let structure = place.structure { fields.append(("structure", "\(structure.id.rawValue)")) }
        if let text = try form.typed("q") { fields.append(("q", String(text.prefix(100)))) }
        if let until = try form.typed("jusquau") { fields.append(("jusquau", String(until.prefix(20)))) }
        fields += chosen.map { ("p", $0.text) }
        return .seeOther(place.path + "/affecter?" + Parameters(fields).encoded)
    }

    /// « Karim Amrani a été affecté à BIP\utilisateurs. »
    private func done(_ people: [ChosenPerson], _ place: RolePlace) -> Text {
        let role = place.role.path
        guard people.count > 1 else {
            let name = people.first?.name ?? ""
            return Text(fr: "\(name) a été affecté à \(role).", en: "\(name) was assigned to \(role).")
        }
        let names = people.map(\.name)
        let shown = names.count <= 4 ? names : Array(names.prefix(3))
        let rest = names.count - shown.count
        let fr = rest > 0 ? shown.joined(separator: ", ") + " et \(rest) autres" : Self.list(shown, "et")
        let en = rest > 0 ? shown.joined(separator: ", ") + " and \(rest) others" : Self.list(shown, "and")
        return Text(fr: "\(fr) ont été affectés à \(role).", en: "\(en) were assigned to \(role).")
    }

    private static func list(_ names: [String], _ and: String) -> String {
        names.dropLast().joined(separator: ", ") + " \(and) " + (names.last ?? "")
    }
}
