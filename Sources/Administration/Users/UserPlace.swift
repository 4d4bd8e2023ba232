import Directory
import HTTP
import Markup
import Pages

/// A person as a path names them, `/annuaire/utilisateurs/{user}`, and what the one in front of the page may do.
struct UserPlace: Sendable {
    /// In scope; perhaps deleted.
    let user: User
    /// How far acts on the account itself go (Invariants 6 and 8).
    let reach: Reach

    enum Reach: Sendable {
        /// The account is the referent's to decide on, or the operator's.
        case whole
        /// Oneself: no suspension, no deletion.
        case yourself
        /// A referent: suspending and deleting them is the operator's.
        case referent
        /// Other structures have a say: only affiliations and rights in scope can be changed.
        case heldElsewhere
    }

    var path: String { UserWords.path(user.id) }
    var name: String { user.displayName }

    /// Why some acts are missing, for whoever is not told by the page itself.
    var limits: Text? {
        switch reach {
        case .whole, .yourself: nil
        case .referent:
            Text(
                fr:
                    "Cette personne est référente administratrice : sa suspension et sa suppression reviennent au CIG. Écrivez à {0}",
                en:
                    "This person is a delegated administrator: suspending and deleting them is up to the CIG. Write to {0}"
            )
        case .heldElsewhere:
            Text(
                fr:
                    "Son nom, son adresse, la suspension et la suppression de son compte reviennent au CIG. Écrivez à {0}",
                en:
                    "Their name, address, and the suspension or deletion of their account are up to the CIG. Write to {0}"
            )
        }
    }
}

extension Administration {
    /// The person of the request's path.
    ///
    /// - Throws: `notFound` when there is nobody of that number in scope; a deleted person counts unless `live`.
    func userPlace(_ visit: Visit, _ person: SignedInVisit, live: Bool = true) throws -> UserPlace {
        let id: ID<User> = try visit.request.id("user")
        let scope = person.user.scope
        return try directory.read { directory throws(DirectoryError) in
            guard let user = try directory.user(id, in: scope), user.erasedAt == nil,
                !live || user.deletedAt == nil
            else { throw .notFound }
            let reach: UserPlace.Reach =
                if try directory.isHeldElsewhere(id, beyond: scope, at: visit.now) {
                    .heldElsewhere
                } else if id == person.user.id {
                    .yourself
                } else if scope != .everything, try directory.isDesignated(id, at: visit.now) {
                    .referent
                } else {
                    .whole
                }
            return UserPlace(user: user, reach: reach)
        }
    }

    /// The page of an act that this person may not do: why, and whom to ask.
    func refusedAct(_ place: UserPlace, _ visit: Visit) -> Response {
        let words =
            place.limits
            ?? Text(fr: "Vous ne pouvez pas le faire pour vous-même. {0}", en: "You cannot do this to yourself. {0}")
        return Explanation(
            title: Text(fr: place.name, en: place.name),
            happened: words.html(visit.language, UserWords.correspondent(visit.context)),
            ways: [
                Button(Text(fr: "Retour à la fiche", en: "Back to the record"), .primary, icon: .back)
                    .link(visit.language, to: place.path)
            ]
        ).response(visit.context, status: .forbidden)
    }

    /// Back to the person's page, with the reason why nothing was done.
    func failed(_ refusal: DirectoryError, _ place: UserPlace, _ visit: Visit) -> Response {
        Response.seeOther(place.path).telling(.failed(Refusal.words(refusal), visit.language))
    }
}

extension Change {
    /// Refuses to write over what somebody else changed since the page was shown.
    func requireUnchanged(_ id: ID<User>, _ version: Int?) throws {
        guard try user(id)?.version == version else { throw DirectoryError.changedMeanwhile }
    }
}

extension UserPlace {
    /// Tells a form which state of the person it was shown for.
    var versionField: HTML { "<input type=\"hidden\" name=\"version\" value=\"\(user.version)\">" }
}
