import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// The record of one person.
extension Administration {
    var userRecordRoutes: [Route] {
        let one = UserWords.list + "/{user}"
        return [
            .get(one, access: .referent, handler: administering(userRecord)),
            .get(one + "/sessions", access: .referent, handler: administering(sessionsPage)),
            .post(one + "/sessions", access: .referent, handler: administeringForm(closeSessions)),
            .post(one + "/invitation", access: .referent, handler: administeringForm(resendInvitation)),
        ]
    }

    private func userRecord(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try userPlace(visit, person, live: false)
        let scope = person.user.scope
        let id = place.user.id
        let known = try directory.read { directory throws(DirectoryError) in
            guard let row = try directory.listRow(of: id, in: scope, at: try directory.listMoment(visit.now)) else {
                throw .notFound
            }
            var history: [JournalLine] = []
            for entry in try directory.journal(in: scope, person: id, limit: 8) {
                history.append(JournalLine(entry, try directory.names(of: entry)))
            }
            var designations: [Referent] = []
            for designation in try directory.designations(of: id, at: visit.now)
            where try directory.structure(designation.structure, in: scope) != nil {
                designations.append(designation)
            }
            return UserView.Known(
                row: row,
                affiliations: try directory.affiliations(of: id, in: scope),
                isElsewhere: try directory.hasAffiliations(of: id, outside: scope),
                entitlements: try directory.entitlements(of: id, in: scope),
                designations: designations,
                isOperator: scope == .everything ? try directory.isOperator(id) : false,
                canAttach: try directory.structureCount(in: scope) > 1,
                requests: try directory.requests(in: scope, about: id, limit: 5), history: history,
                unreachable: try directory.unreachable(id))
        }
        let view = UserView(
            place: place, known: known, sessions: try accounts.status(of: id, at: visit.now).sessions,
            invitation: try accounts.invitation(of: id), restoreWindow: restoreWindow, user: person.user, visit: visit)
        return view.page.response(visit.context)
    }

    // MARK: - Sessions

    private func sessionsPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try userPlace(visit, person)
        guard place.reach != .heldElsewhere else { return refusedAct(place, visit, asking: .sessions) }
        let count = try accounts.status(of: place.user.id, at: visit.now).sessions
        let lead = Text(
            fr:
                "\(place.name) devra se connecter de nouveau. Ce qui est ouvert dans une application n’est pas fermé d’ici : cela prend fin au plus tard avec la session de l’application.",
            en:
                "\(place.name) will have to sign in again. What is open in an application is not closed from here: it ends at the latest with the application’s own session."
        )
        let title = Text(
            fr: "Fermer les sessions \(place.ofName) (\(count)) ?",
            en: "Close the sessions of \(place.name) (\(count))?")
        return Confirmation(
            title: title, crumbs: UserWords.crumbs(place.user), lead: "\(lead[visit.language])",
            button: Text(fr: "Fermer ses sessions", en: "Close their sessions"), action: place.path + "/sessions",
            cancel: place.path
        ).response(visit.context)
    }

    private func closeSessions(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        var count = 0
        let refusal = try Refusal.of {
            count = try accounts.closeSessions(of: place.user.id, by: .user(person.user.id), at: visit.now)
        }
        if let refusal { return failed(refusal, place, visit) }
        let words =
            count == 0
            ? Text(fr: "\(place.name) n’avait aucune session ouverte.", en: "\(place.name) had no open session.")
            : Text(
                fr: "Les sessions \(place.ofName) sont fermées (\(count)).",
                en: "The sessions of \(place.name) are closed (\(count)).")
        return Response.seeOther(place.path).telling(.done(words, visit.language))
    }

    // MARK: - Invitation

    private func resendInvitation(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        let refusal = try Refusal.of {
            let mail = try accounts.invite(place.user.id, by: .user(person.user.id), at: visit.now)
            if case .alreadyActivated = mail { throw DirectoryError.changedMeanwhile }
        }
        if let refusal { return failed(refusal, place, visit) }
        let words = Text(
            fr: "L’invitation part à \(place.user.email) ; les liens envoyés avant ne servent plus.",
            en: "The invitation goes to \(place.user.email); links sent before no longer work.")
        return Response.seeOther(place.path).telling(.done(words, visit.language))
    }
}
