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
    /// « d’Élodie Barbier »
    var ofName: String { Typography.de(name) }

    /// Why some acts are missing, for whoever is not told by the page itself.
    var limits: Text? {
        switch reach {
        case .whole, .yourself: nil
        case .referent:
            Text(
                fr: "Cette personne est référente administratrice : sa suspension et sa suppression reviennent au CIG.",
                en: "This person is a delegated administrator: suspending and deleting them is up to the CIG."
            )
        case .heldElsewhere:
            Text(
                fr: "Son nom, son adresse, la suspension et la suppression de son compte reviennent au CIG.",
                en: "Their name, address, and the suspension or deletion of their account are up to the CIG."
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

    /// The page of an act that this person may not do: why, and the way to ask for it.
    ///
    /// - Parameter why: where the place itself does not say it.
    func refusedAct(
        _ place: UserPlace, _ visit: Visit, asking kind: OperatorRequest.Kind, because why: Text? = nil
    ) -> Response {
        let words = why ?? place.limits ?? Refusal.words(.yourself)
        let back = Text(fr: "Retour à la fiche", en: "Back to the record")
        var ways = [Button(back, icon: .back).link(visit.language, to: place.path)]
        if OperatorRequest.Kind.offered(for: place).contains(kind), visit.signedIn?.user.isOperator == false {
            ways.insert(
                Button(RequestWords.ask, .primary, icon: .mail)
                    .link(visit.language, to: RequestWords.path(about: place.user.id, kind)), at: 0)
        }
        return Explanation(
            title: Text(fr: place.name, en: place.name), happened: "\(words[visit.language])", ways: ways
        ).response(visit.context, status: .forbidden)
    }

    /// Roles that the operator alone takes back go with a deletion or a detachment, so these are the operator's too.
    static let reservedRoles = Text(
        fr: "Cette personne a un rôle attribué par le CIG, que lui seul peut retirer.",
        en: "This person holds a role granted by the CIG, which alone can revoke it.")

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
