import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// « Cette personne n’arrive pas à se connecter »: why, and what the operator can do about it while they are on the line.
extension Administration {
    var callerRoutes: [Route] {
        let one = "/exploitation/personnes/{user}"
        return [
            .get(one, access: .operator, handler: operating(caller)),
            act(.invite, at: one) { try sendLink(to: $0, $1, $2) },
            act(.sendLink, at: one) { try sendLink(to: $0, $1, $2) },
            act(.liftWait, at: one) { user, person, visit in
                try accounts.liftWait(of: user.id, by: .user(person.user.id), at: visit.now)
                return Text(
                    fr: "\(user.displayName) peut réessayer tout de suite.",
                    en: "\(user.displayName) can try again at once.")
            },
            act(.resume, at: one) { user, person, visit in
                try directory.change(by: .user(person.user.id), at: visit.now) { try $0.resumeUser(user.id) }
                return Text(
                    fr: "Le compte de \(user.displayName) est rétabli.",
                    en: "The account of \(user.displayName) is resumed.")
            },
            act(.restore, at: one) { user, person, visit in
                try directory.change(by: .user(person.user.id), at: visit.now) { try $0.restoreUser(user.id) }
                return Text(
                    fr: "\(user.displayName) est restauré, avec ses habilitations.",
                    en: "\(user.displayName) is restored, access rights included.")
            },
            act(.closeSessions, at: one) { user, person, visit in
                let count = try accounts.closeSessions(of: user.id, by: .user(person.user.id), at: visit.now)
                return Text(
                    fr: "Les sessions de \(user.displayName) sont fermées (\(count)).",
                    en: "The sessions of \(user.displayName) are closed (\(count)).")
            },
        ]
    }

    // MARK: - The page

    private func caller(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let user = try callerUser(visit)
        let known = try directory.read { directory throws(DirectoryError) in
            (
                openings: try directory.openings(for: user.id, at: visit.now),
                referents: try directory.referents(forUser: user.id, at: visit.now),
                affiliations: try directory.affiliations(of: user.id),
                row: try directory.listRow(of: user.id, in: .everything, at: try directory.listMoment(visit.now)),
                unreachable: try directory.unreachable(user.id)
            )
        }
        let facts = CallerFacts(
            user: user, hindrances: try accounts.hindrances(of: user, at: visit.now),
            status: try accounts.status(of: user.id, at: visit.now), openings: known.openings,
            referents: known.referents, restorableUntil: user.deletedAt.map { $0 + restoreWindow },
            unreachable: known.unreachable, now: visit.now)
        return CallerView(
            facts: facts, affiliations: known.affiliations, standing: known.row?.standing,
            events: try accounts.events(of: user.id, limit: 12), visit: visit
        ).page.response(visit.context)
    }

    /// Deleted people too, until they are erased.
    private func callerUser(_ visit: Visit) throws -> User {
        let id: ID<User> = try visit.request.id("user")
        let user = try directory.read { (view) throws(DirectoryError) in try view.user(id) }
        guard let user, user.erasedAt == nil else { throw HTTPError.notFound }
        return user
    }

    // MARK: - Acts

    /// One press, then the same page, which tells how things stand now.
    private func act(
        _ act: CallerFinding.Act, at path: String,
        _ body: @escaping @Sendable (User, SignedInVisit, Visit) throws -> Text
    ) -> Route {
        .post(
            "\(path)/\(act.rawValue)", access: .operator, bodyLimit: 4096,
            handler: operatingForm { visit, person, _ in
                let user = try callerUser(visit)
                let answer = Response.seeOther(CallerView.path(user.id))
                var done = Text(fr: "", en: "")
                if let refusal = try Refusal.of({ done = try body(user, person, visit) }) {
                    return answer.telling(.failed(Refusal.words(refusal), visit.language))
                }
                return answer.telling(.done(done, visit.language))
            })
    }

    /// The link of a first visit, or to a new password.
    private func sendLink(to user: User, _ person: SignedInVisit, _ visit: Visit) throws -> Text {
        _ = try accounts.sendLink(to: user.id, by: .user(person.user.id), at: visit.now)
        return Text(
            fr: "Un lien part à \(user.email) ; les liens envoyés avant ne servent plus.",
            en: "A link goes to \(user.email); links sent before no longer work.")
    }

    // MARK: - An address that is nobody's

    /// What was typed at the sign-in page, and who may be meant.
    func unknownCaller(_ typed: String, _ visit: Visit) throws -> Response {
        let address = try? EmailAddress(typed)
        let known = try directory.read { directory throws(DirectoryError) in
            let allowing = try address.map { (address) throws(DirectoryError) in
                try directory.structures(allowing: address.domain)
            }
            var referents: [ReferentContact] = []
            if let only = allowing?.first, allowing?.count == 1 {
                referents = try directory.referents(of: only.id, at: visit.now)
            }
            return UnknownCallerView.Known(
                near: try directory.addresses(near: typed), allowing: allowing ?? [], referents: referents,
                nearDomain: try address.flatMap { (address) throws(DirectoryError) in
                    try directory.domain(near: address.domain)
                })
        }
        let wait = try accounts.wait(typing: typed, at: visit.now)
        return UnknownCallerView(typed: typed, address: address, known: known, waitsUntil: wait, visit: visit).page
            .response(visit.context)
    }
}
