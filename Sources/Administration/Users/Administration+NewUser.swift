import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// Ajouter: a new account, or an account that is there already attached to one more structure.
extension Administration {
    var newUserRoutes: [Route] {
        [
            .get(NewUserView.path, access: .referent, handler: administering(newUserPage)),
            .post(NewUserView.path, access: .referent, handler: administeringForm(addUser)),
        ]
    }

    private func newUserPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        var typed = NewUser()
        typed.structure = try visit.request.query.id("structure")
        if let role: ID<Role> = try visit.request.query.id("role") { typed.roles = [role] }
        return try newUserPage(typed, visit, person, [], nil)
    }

    private func newUserPage(
        _ typed: NewUser, _ visit: Visit, _ person: SignedInVisit, _ errors: [FieldError],
        _ question: NewUserView.Question?
    ) throws -> Response {
        let scope = person.user.scope
        let known = try directory.read { directory throws(DirectoryError) in
            let structures = try directory.structures(in: scope)
            let chosen =
                structures.count == 1 ? structures.first : structures.first { $0.id == typed.structure }
            return NewUserView.Known(
                structures: structures,
                domains: try chosen.map { (chosen) throws(DirectoryError) in
                    try directory.allowedDomains(of: chosen.id).map(\.domain)
                } ?? [],
                choices: try directory.roleChoices(in: scope))
        }
        let view = NewUserView(typed: typed, known: known, errors: errors, question: question, visit: visit)
        let isAsked = !errors.isEmpty || question != nil
        return view.page.response(visit.context, status: isAsked ? .unprocessableContent : .ok)
    }

    private func addUser(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let typed = try NewUser(form)
        guard typed.errors.isEmpty, let structure = typed.structure else {
            return try newUserPage(typed, visit, person, typed.errors, nil)
        }
        if let question = try homonyms(of: typed, visit, person) {
            // What would be refused anyway is told with the question, not after it.
            if let refusal = try addressRefusal(typed, structure, person) {
                return try refused(refusal, typed, structure, visit, person, form, beside: question)
            }
            return try newUserPage(typed, visit, person, [], question)
        }
        var added: (id: ID<User>, name: String, isNew: Bool)?
        let refusal = try Refusal.of {
            added = try directory.change(by: .user(person.user.id), at: visit.now) { change in
                let (id, isNew) = try change.addOrAttach(typed, to: structure)
                for role in typed.roles { try change.grant(role, to: id, for: structure) }
                if isNew { try accounts.invite(id, in: change) }
                return (id, try change.user(id)?.displayName ?? "", isNew)
            }
        }
        guard let added else {
            return try refused(refusal ?? .notFound, typed, structure, visit, person, form)
        }
        return try done(added, typed, structure, visit, person, form)
    }

    /// Tells what was done, on the page where the person wants to go on.
    private func done(
        _ added: (id: ID<User>, name: String, isNew: Bool), _ typed: NewUser, _ structure: ID<Structure>,
        _ visit: Visit, _ person: SignedInVisit, _ form: Parameters
    ) throws -> Response {
        let place = try directory.read { try $0.structure(structure)?.name ?? "" }
        let name = added.name
        let ofName = Typography.de(name)
        let words =
            if !added.isNew {
                Text(
                    fr: "\(name) fait aussi partie de la structure \(place).",
                    en: "\(name) is now also attached to \(place).")
            } else {
                Text(
                    fr: "Le compte \(ofName) est créé pour \(place) ; l’invitation part à \(typed.email).",
                    en: "\(name) was added to \(place); the invitation goes to \(typed.email).")
            }
        let next =
            try form.only("suite") == "autre"
            ? "\(NewUserView.path)?structure=\(structure)" : UserWords.path(added.id)
        return Response.seeOther(next).telling(.done(words, visit.language))
    }

    /// The form again, with what is wrong, or with the question that has to be decided.
    private func refused(
        _ refusal: DirectoryError, _ typed: NewUser, _ structure: ID<Structure>, _ visit: Visit,
        _ person: SignedInVisit, _ form: Parameters, beside question: NewUserView.Question? = nil
    ) throws -> Response {
        let scope = person.user.scope
        switch refusal {
        case .addressTaken(let holder):
            // A second press of the button, or Back and again: the person is there, as was asked for.
            if try wasAddedJustNow(holder, typed, structure, visit, person) {
                return try done(
                    (holder, try directory.read { try $0.user(holder)?.displayName ?? "" }, true), typed, structure,
                    visit, person, form)
            }
            let isHere = try directory.read { directory throws(DirectoryError) in
                try directory.affiliations(of: holder, in: scope).contains { $0.structure == structure }
            }
            guard isHere else { return try newUserPage(typed, visit, person, [], .account) }
            let here = Text(
                fr: "Cette adresse est déjà celle d’un utilisateur de cette structure",
                en: "This address is that of a user of this organisation already")
            return try newUserPage(typed, visit, person, [FieldError("email", here)], nil)
        case .addressDeletedRecently(let id):
            let found = try directory.read { directory throws(DirectoryError) in
                (user: try directory.user(id), seen: try directory.user(id, in: scope) != nil)
            }
            guard let user = found.user else { throw HTTPError.notFound }
            return try newUserPage(typed, visit, person, [], .deleted(user, canRestore: found.seen))
        case .domainNotAllowed(let domain, _):
            let fitting = try directory.read { try $0.structures(allowing: domain, in: scope) }
                .first { $0.id != structure }
            return try newUserPage(
                typed, visit, person, [FieldError("email", Refusal.words(refusal))],
                fitting.map { .otherStructure($0) } ?? question)
        case .applicationNotOpen, .operatorOnly:
            return try newUserPage(typed, visit, person, [FieldError("structure", Refusal.words(refusal))], nil)
        default:
            let error = Refusal.beside(refusal, fields: NewUser.fields, other: "email")
            return try newUserPage(typed, visit, person, [error], question)
        }
    }

    /// Why the address cannot belong to the structure, if it cannot.
    private func addressRefusal(
        _ typed: NewUser, _ structure: ID<Structure>, _ person: SignedInVisit
    ) throws -> DirectoryError? {
        try Refusal.of {
            let address = try EmailAddress(typed.email)
            let allowed = try directory.read { directory throws(DirectoryError) in
                guard try directory.structure(structure, in: person.user.scope) != nil else {
                    throw .notFound
                }
                return try directory.allows(address, in: structure)
                    ? nil : try directory.allowedDomains(of: structure).map(\.domain)
            }
            if let allowed { throw DirectoryError.domainNotAllowed(domain: address.domain, allowed: allowed) }
        }
    }

    private func homonyms(
        of typed: NewUser, _ visit: Visit, _ person: SignedInVisit
    ) throws -> NewUserView.Question? {
        let scope = person.user.scope
        let people = try directory.read { directory throws(DirectoryError) in
            var found: [FoundPerson] = []
            for user in try directory.homonyms(
                givenName: typed.givenName, familyName: typed.familyName, in: scope)
            where user.email != typed.address {
                let places = try directory.affiliations(of: user.id, in: scope)
                found.append(
                    FoundPerson(
                        user: user, structures: places.map { .init(id: $0.structure, name: $0.structureName) }))
            }
            return found
        }
        let isKnown = Set(people.map(\.user.id)).isSubset(of: typed.seenHomonyms)
        return isKnown ? nil : .homonyms(people)
    }

    /// Whether this person added the same user within the last two minutes.
    private func wasAddedJustNow(
        _ holder: ID<User>, _ typed: NewUser, _ structure: ID<Structure>, _ visit: Visit, _ person: SignedInVisit
    ) throws -> Bool {
        try directory.read { directory throws(DirectoryError) in
            guard let user = try directory.user(holder, in: person.user.scope),
                FoldedText(user.familyName).key == FoldedText(typed.familyName).key,
                FoldedText(user.givenName).key == FoldedText(typed.givenName).key
            else { return false }
            return try directory.journal(
                in: person.user.scope, person: holder, structure: structure, kind: .userAdded, limit: 1
            ).contains { $0.about.actor == person.user.id && visit.now.timeIntervalSince($0.at) < 120 }
        }
    }
}

extension Change {
    /// A new account, or, where the person was told that the address has one, that account attached.
    fileprivate func addOrAttach(
        _ typed: NewUser, to structure: ID<Structure>
    ) throws -> (id: ID<User>, isNew: Bool) {
        guard typed.attaches else { return (try add(typed, to: structure), true) }
        do {
            return (try attachUser(email: typed.email, to: structure), false)
        } catch .notFound {
            // The account went away meanwhile.
            return (try add(typed, to: structure), true)
        }
    }

    private func add(_ typed: NewUser, to structure: ID<Structure>) throws -> ID<User> {
        // Who says that the former holder was somebody else said so of that one, not of another.
        let former = try deletedUsers(email: typed.address).first?.id
        return try addUser(
            typed.email, givenName: typed.givenName, familyName: typed.familyName, to: structure,
            isNewPerson: former != nil && former == typed.formerHolder)
    }
}

extension DirectoryReading {
    /// The roles that somebody of a scope may give, in the operator's order.
    func roleChoices(in scope: Scope) throws(DirectoryError) -> [NewUserView.RoleChoice] {
        var choices: [NewUserView.RoleChoice] = []
        for application in try applications(in: scope) where application.enabled {
            for role in try roleGroups(of: application.id).flatMap(\.roles)
            where scope == .everything || role.grantedBy == .referent {
                choices.append(.init(application: application.name, role: role))
            }
        }
        return choices
    }
}
