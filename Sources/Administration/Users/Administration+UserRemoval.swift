import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// Where a person belongs: attaching, detaching, deleting, restoring.
extension Administration {
    var userRemovalRoutes: [Route] {
        let one = UserWords.list + "/{user}"
        return [
            .get(one + "/supprimer", access: .referent, handler: administering(deletionPage)),
            .post(one + "/supprimer", access: .referent, handler: administeringForm(deleteUser)),
            .post(one + "/restaurer", access: .referent, handler: administeringForm(restoreUser)),
            .get(one + "/detacher", access: .referent, handler: administering(detachmentPage)),
            .post(one + "/detacher", access: .referent, handler: administeringForm(detachUser)),
            .get(one + "/rattacher", access: .referent, handler: administering { try attachmentPage($0, $1, []) }),
            .post(one + "/rattacher", access: .referent, handler: administeringForm(attachUser)),
        ]
    }

    /// What a person has in a scope, for a page of consequences.
    private struct Holdings: Sendable {
        let affiliations: [Affiliation]
        let entitlements: [Entitlement]
        let isElsewhere: Bool

        /// Whether some of it, for a structure or in all, can only be taken back by the operator.
        func isReserved(for person: SignedInVisit, of structure: ID<Structure>? = nil) -> Bool {
            !person.user.isOperator
                && entitlements.contains {
                    $0.role.grantedBy == .operator && (structure == nil || $0.structure == structure)
                }
        }

        /// « BIP\utilisateurs, pour Ville de Valmont »
        func lines(_ language: Language, of structure: ID<Structure>? = nil) -> [HTML] {
            let held = entitlements.filter { structure == nil || $0.structure == structure }
            let isSeveral = Set(held.map(\.structure)).count > 1
            return held.map { right in
                let place = Text(fr: ", pour \(right.structureName)", en: ", for \(right.structureName)")
                return
                    "<strong>\(right.role.path)</strong> (\(right.applicationName))\(isSeveral ? place[language] : "")"
            }
        }
    }

    private func holdings(_ place: UserPlace, _ person: SignedInVisit) throws -> Holdings {
        let scope = person.user.scope
        return try directory.read { directory throws(DirectoryError) in
            Holdings(
                affiliations: try directory.affiliations(of: place.user.id, in: scope),
                entitlements: try directory.entitlements(of: place.user.id, in: scope),
                isElsewhere: try directory.hasAffiliations(of: place.user.id, outside: scope))
        }
    }

    // MARK: - Deleting

    private func deletionPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try userPlace(visit, person)
        let held = try holdings(place, person)
        // An account that others manage too is not deleted: it leaves the structures in scope.
        let leaves = place.reach == .heldElsewhere && held.isElsewhere
        guard place.reach == .whole || leaves else { return refusedAct(place, visit, asking: .deletion) }
        if held.isReserved(for: person) {
            return refusedAct(place, visit, asking: .deletion, because: Self.reservedRoles)
        }
        let language = visit.language
        let until = Dates.day(visit.now + restoreWindow, language)
        let sessions = try accounts.status(of: place.user.id, at: visit.now).sessions
        var stays: [HTML] = []
        if leaves {
            let words = Text(
                fr: "Le compte lui-même : une autre structure le gère aussi.",
                en: "The account itself: another organisation manages it too.")
            stays.append("\(words[language])")
        } else {
            let words = Text(
                fr: "Le compte et ses habilitations peuvent être restaurés jusqu’au \(until).",
                en: "The account and its access rights can be restored until \(until).")
            stays.append("\(words[language])")
        }
        stays.append(
            "\(Text(fr: "Le journal garde la trace de ce qui a été fait.", en: "The audit trail keeps what was done.")[language])"
        )
        let names = held.affiliations.map(\.structureName).joined(separator: ", ")
        var lost: [HTML] = held.lines(language)
        if !leaves, sessions > 0 {
            let words = Numbers.counted(
                sessions, one: Text(fr: "session ouverte, fermée aussitôt", en: "open session, closed at once"),
                many: Text(fr: "sessions ouvertes, fermées aussitôt", en: "open sessions, closed at once"), language)
            lost.append("\(words)")
        }
        let lead =
            leaves
            ? Text(
                fr: "\(place.name) quitte aussitôt \(names) et y perd ses habilitations.",
                en: "\(place.name) leaves \(names) at once and loses the access rights there.")
            : Text(
                fr: "\(place.name) perd aussitôt l’accès au portail et à ses applications.",
                en: "\(place.name) loses access to the portal and its applications at once.")
        return Confirmation(
            title: Text(fr: "Supprimer \(place.name) ?", en: "Delete \(place.name)?"),
            crumbs: UserWords.crumbs(place.user), lead: "\(lead[language])",
            consequences: [
                .init(title: Text(fr: "Ce qui est perdu", en: "What is lost"), lines: lost),
                .init(title: Text(fr: "Ce qui reste", en: "What stays"), lines: stays),
            ],
            fields: place.versionField,
            button: Text(fr: "Supprimer \(place.name)", en: "Delete \(place.name)"),
            action: place.path + "/supprimer", cancel: place.path
        ).response(visit.context)
    }

    private func deleteUser(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        let held = try holdings(place, person)
        let leaves = place.reach == .heldElsewhere && held.isElsewhere
        let version = try form.only("version").flatMap { Int($0) }
        let id = place.user.id
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.requireUnchanged(id, version)
                guard leaves else {
                    try change.deleteUser(id)
                    return
                }
                for affiliation in held.affiliations {
                    try change.detachUser(id, from: affiliation.structure)
                }
            }
        }
        if let refusal { return failed(refusal, place, visit) }
        let until = visit.now + restoreWindow
        let words =
            leaves
            ? Text(
                fr: "\(place.name) ne fait plus partie de vos structures.",
                en: "\(place.name) is no longer part of your organisations.")
            : Text(
                fr: "Le compte \(place.ofName) est supprimé ; restauration possible jusqu’au \(Dates.day(until, .fr)).",
                en: "\(place.name) was deleted; can be restored until \(Dates.day(until, .en)).")
        return Response.seeOther(leaves ? UserWords.list : place.path).telling(.done(words, visit.language))
    }

    private func restoreUser(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person, live: false)
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { try $0.restoreUser(place.user.id) }
        }
        if let refusal {
            let words =
                if case .addressTaken = refusal {
                    Text(
                        fr:
                            "Quelqu’un d’autre a cette adresse maintenant : le compte \(place.ofName) ne peut pas être restauré.",
                        en: "Somebody else has this address now: \(place.name) cannot be restored.")
                } else {
                    Refusal.words(refusal)
                }
            return Response.seeOther(place.path).telling(.failed(words, visit.language))
        }
        let words = Text(
            fr: "Le compte \(place.ofName) est restauré avec ses habilitations.",
            en: "The account of \(place.name) is restored with the access rights.")
        return Response.seeOther(place.path).telling(.done(words, visit.language))
    }

    // MARK: - Detaching

    private func detachmentPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try userPlace(visit, person)
        let held = try holdings(place, person)
        let structure: ID<Structure>? = try visit.request.query.id("structure")
        guard let affiliation = held.affiliations.first(where: { $0.structure == structure }) else {
            throw HTTPError.notFound
        }
        guard held.affiliations.count > 1 || held.isElsewhere else { return failed(.lastAffiliation, place, visit) }
        if held.isReserved(for: person, of: affiliation.structure) {
            return refusedAct(place, visit, asking: .role, because: Self.reservedRoles)
        }
        let language = visit.language
        let name = affiliation.structureName
        let lead = Text(
            fr: "\(place.name) ne fait plus partie de \(name) et y perd aussitôt ses habilitations. Le compte reste.",
            en:
                "\(place.name) is no longer part of \(name) and loses the access rights there at once. The account stays."
        )
        return Confirmation(
            title: Text(fr: "Détacher \(place.name) de \(name) ?", en: "Detach \(place.name) from \(name)?"),
            crumbs: UserWords.crumbs(place.user), lead: "\(lead[language])",
            consequences: [
                .init(
                    title: Text(fr: "Ce qui est perdu", en: "What is lost"),
                    lines: held.lines(language, of: affiliation.structure))
            ],
            fields: "<input type=\"hidden\" name=\"structure\" value=\"\(affiliation.structure.description)\">",
            button: Text(fr: "Détacher de \(name)", en: "Detach from \(name)"), action: place.path + "/detacher",
            cancel: place.path
        ).response(visit.context)
    }

    private func detachUser(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        guard let structure: ID<Structure> = try form.id("structure") else { throw HTTPError.notFound }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                _ = try change.detachUser(place.user.id, from: structure)
            }
        }
        if let refusal { return failed(refusal, place, visit) }
        let isGone = try directory.read { try $0.user(place.user.id, in: person.user.scope) == nil }
        let words = Text(
            fr: "\(place.name) ne fait plus partie de cette structure ; ses habilitations y sont retirées.",
            en: "\(place.name) was detached; the access rights for this organisation are revoked.")
        return Response.seeOther(isGone ? UserWords.list : place.path).telling(.done(words, visit.language))
    }

    // MARK: - Attaching

    private func attachmentPage(
        _ visit: Visit, _ person: SignedInVisit, _ errors: [FieldError]
    ) throws -> Response {
        let place = try userPlace(visit, person)
        let scope = person.user.scope
        let structures = try directory.read { directory throws(DirectoryError) in
            let held = Set(try directory.affiliations(of: place.user.id).map(\.structure))
            return try directory.structures(in: scope).filter { !held.contains($0.id) }
        }
        let language = visit.language
        let title = Text(fr: "Rattacher \(place.name)", en: "Attach \(place.name)")
        guard !structures.isEmpty else {
            let words = Text(
                fr: "\(place.name) fait déjà partie de toutes vos structures.",
                en: "\(place.name) is part of all your organisations already.")
            return Response.seeOther(place.path).telling(.failed(words, language))
        }
        let lead = Text(
            fr: "Le même compte pourra recevoir des habilitations pour cette structure aussi.",
            en: "The same account can then be given access rights for this organisation too.")
        let choose = Text(fr: "Choisir…", en: "Choose…")
        let fields: HTML = """
            \(SelectField(name: "structure", label: UserWords.structure,
                options: [("", choose[language])] + structures.map { ($0.id.description, $0.name) })
                .html(language, errors: errors))\
            <p class="actions">\(Button(Text(fr: "Rattacher", en: "Attach"), .primary).submit(language))\
            <a class="btn quiet" href="\(place.path)">\(Words.cancel[language])</a></p>
            """
        return Page(
            title, crumbs: UserWords.crumbs(place.user), errors: errors,
            content: """
                <p class="lead">\(lead[language])</p>\
                \(visit.context.form(to: place.path + "/rattacher", style: "form narrow", fields))
                """
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func attachUser(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        guard let structure: ID<Structure> = try form.id("structure") else {
            let choose = Text(fr: "Choisissez une structure", en: "Choose an organisation")
            return try attachmentPage(visit, person, [FieldError("structure", choose)])
        }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.attachUser(place.user.id, to: structure)
            }
        }
        switch refusal {
        case nil, .alreadyExists(.affiliation):
            let name = try directory.read { try $0.structure(structure, in: person.user.scope)?.name ?? "" }
            let words = Text(
                fr: "\(place.name) fait aussi partie de la structure \(name).",
                en: "\(place.name) is now also attached to \(name).")
            return Response.seeOther(place.path).telling(.done(words, visit.language))
        case .some(let refusal):
            return try attachmentPage(visit, person, [FieldError("structure", Refusal.words(refusal))])
        }
    }
}
