import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// Retirer: a page that tells what the person loses and when, then the act.
extension Administration {
    var revocationRoutes: [Route] {
        [
            .get(
                "/annuaire/applications/{application}/{role}/retirer", access: .referent,
                handler: administering { try revocationPage($0, $1, asked: $0.request.query, errors: []) }),
            .post(
                "/annuaire/applications/{application}/{role}/retirer", access: .referent,
                handler: administeringForm(revoke)),
        ]
    }

    /// The habilitations that are to be taken back: those in scope of this role; others are as if they were not there.
    private func chosen(
        _ place: RolePlace, _ asked: Parameters
    ) throws -> [RoleMember] {
        let ids = Set(asked.all("h").prefix(Self.membersPerPage * 2).compactMap { ID<Entitlement>($0) })
        return try directory.read { directory throws(DirectoryError) in
            try directory.members(RoleMemberFilter(place.role.id), in: place.scope, among: ids.sorted())
        }
    }

    private func revocationPage(
        _ visit: Visit, _ person: SignedInVisit, asked: Parameters, errors: [FieldError]
    ) throws -> Response {
        let place = try rolePlace(visit, person, asked)
        guard person.user.isOperator || place.role.grantedBy == .referent else { return granted(place, visit) }
        let language = visit.language
        let members = try chosen(place, asked)
        guard !members.isEmpty else {
            if asked.all("h").isEmpty {
                let tick = Text(fr: "Cochez au moins une personne.", en: "Tick at least one person.")
                return Response.seeOther(place.path + place.query).telling(.failed(tick, language))
            }
            throw HTTPError.notFound
        }
        let lines: [HTML] = members.map { member in
            let right = member.entitlement
            let by = right.grantedByName ?? visit.context.site.owner[language]
            let given = Text(
                fr: "donné par \(by) le \(visit.moments.date(right.grantedAt))",
                en: "granted by \(by) on \(visit.moments.date(right.grantedAt))")
            return """
                <strong>\(member.person.displayName)</strong> · \(right.structureName) \
                <small class="muted">\(given[language])</small>
                """
        }
        let fields: HTML = """
            \(members.map { "<input type=\"hidden\" name=\"h\" value=\"\($0.entitlement.id.rawValue)\">" as HTML })\
            \(place.structure.map { "<input type=\"hidden\" name=\"structure\" value=\"\($0.id.rawValue)\">" as HTML })\
            \(Field("motif", Text(fr: "Motif (facultatif)", en: "Reason (optional)"),
                hint: "\(Text(fr: "Gardé dans le journal", en: "Kept in the audit trail")[language])",
                value: try asked.only("motif") ?? "", isRequired: false).html(language, errors: errors))
            """
        return Confirmation(
            title: title(members, place),
            crumbs: ApplicationWords.crumbs(place.application, place.role, isOperator: person.user.isOperator),
            lead: "\(try effect(members, place)[language])",
            consequences: [
                .init(title: Text(fr: "Perdent ce rôle", en: "Lose this role"), lines: lines),
                .init(
                    title: Text(
                        fr: "Gardent un accès à \(place.application.name)",
                        en: "Keep access to \(place.application.name)"),
                    lines: try keeping(members, place, visit)),
            ],
            fields: fields, button: button(members), action: place.path + "/retirer", cancel: place.path + place.query,
            errors: errors
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func title(_ members: [RoleMember], _ place: RolePlace) -> Text {
        guard members.count == 1 else {
            return Text(
                fr: "Retirer \(place.role.path) à \(members.count) membres ?",
                en: "Revoke \(place.role.path) from \(members.count) members?")
        }
        let name = members[0].person.displayName
        return Text(fr: "Retirer \(place.role.path) à \(name) ?", en: "Revoke \(place.role.path) from \(name)?")
    }

    private func button(_ members: [RoleMember]) -> Text {
        members.count == 1
            ? Text(fr: "Retirer l’habilitation", en: "Revoke the access right")
            : Text(fr: "Retirer les \(members.count) habilitations", en: "Revoke the \(members.count) access rights")
    }

    /// When the right is gone, and what becomes of a session at the application: it ends by itself, at the latest with
    /// the one here.
    private func effect(_ members: [RoleMember], _ place: RolePlace) throws -> Text {
        let lifetimes = try directory.read { directory throws(DirectoryError) in
            try directory.serviceProviders(of: place.application.id).filter(\.enabled)
                .map { $0.effective.sessionLifetime.map(Double.init) ?? accounts.figures.absolute }
        }
        let longest = Text.duration(min(lifetimes.max() ?? accounts.figures.absolute, accounts.figures.absolute))
        let name = place.application.name
        return Text(
            fr:
                "L’accès est refusé dès la prochaine ouverture de \(name). Une session déjà ouverte dans \(name) n’est pas fermée d’ici : elle prend fin au plus tard \(longest.fr) après la connexion.",
            en:
                "Access is refused from the next opening of \(name). A session already open in \(name) is not closed from here: it ends at the latest \(longest.en) after the sign-in."
        )
    }

    /// Those who hold another role of the application for the same structure go on entering it.
    private func keeping(_ members: [RoleMember], _ place: RolePlace, _ visit: Visit) throws -> [HTML] {
        try directory.read { directory throws(DirectoryError) in
            var lines: [HTML] = []
            for member in members {
                let others = try directory.entitlements(of: member.person.id, in: place.scope).filter {
                    $0.role.application == place.application.id && $0.id != member.entitlement.id
                        && $0.structure == member.entitlement.structure && $0.isInForce(at: visit.now)
                }
                guard !others.isEmpty else { continue }
                let roles = others.map(\.role.path).joined(separator: ", ")
                let words = Text(fr: "par \(roles)", en: "through \(roles)")
                lines.append("\(member.person.displayName) \(words[visit.language])")
            }
            return lines
        }
    }

    private func revoke(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try rolePlace(visit, person, form)
        guard person.user.isOperator || place.role.grantedBy == .referent else { return granted(place, visit) }
        let members = try chosen(place, form)
        let language = visit.language
        let back = Response.seeOther(place.path + place.query)
        // What somebody else took back meanwhile is gone, as it should be.
        guard !members.isEmpty else {
            let gone = Text(
                fr: "Ces habilitations étaient déjà retirées.", en: "These access rights were revoked already.")
            return back.telling(.done(gone, language))
        }
        let reason = try form.only("motif")
        var revoked: [RoleMember] = []
        var refused: [(RoleMember, DirectoryError)] = []
        for member in members {
            do {
                let refusal = try Refusal.of {
                    try directory.change(by: .user(person.user.id), at: visit.now) { change in
                        _ = try change.revoke(
                            place.role.id, from: member.person.id, for: member.entitlement.structure, reason: reason)
                    }
                }
                if refusal == .invalid(.reason) {
                    return try revocationPage(
                        visit, person, asked: form, errors: [FieldError("motif", Refusal.words(.invalid(.reason)))])
                }
                if let refusal { refused.append((member, refusal)) } else { revoked.append(member) }
            } catch DirectoryError.notFound {
                continue
            }
        }
        return back.telling(outcome(revoked, refused, place, language))
    }

    private func outcome(
        _ revoked: [RoleMember], _ refused: [(RoleMember, DirectoryError)], _ place: RolePlace, _ language: Language
    ) -> Flash {
        let role = place.role.path
        if let (member, error) = refused.first {
            let why = Refusal.words(error)
            let name = member.person.displayName
            return .failed(
                Text(
                    fr: "\(revoked.count) retirées, \(refused.count) refusées. \(name) : \(why.fr)",
                    en: "\(revoked.count) revoked, \(refused.count) refused. \(name): \(why.en)"), language)
        }
        if revoked.count == 1, let member = revoked.first {
            let name = member.person.displayName
            let place = member.entitlement.structureName
            return .done(
                Text(
                    fr: "L’habilitation \(role) a été retirée à \(name) pour \(place).",
                    en: "\(role) was revoked from \(name) for \(place)."), language)
        }
        return .done(
            Text(
                fr: "L’habilitation \(role) a été retirée à \(revoked.count) membres.",
                en: "\(role) was revoked from \(revoked.count) members."), language)
    }

    /// A role that the operator alone gives and takes (Invariant 5).
    func granted(_ place: RolePlace, _ visit: Visit) -> Response {
        let address = visit.context.site.correspondent
        let words = Text(
            fr: "Le rôle \(place.role.path) est attribué par le CIG. Pour le donner ou le retirer, écrivez à {0}",
            en: "The role \(place.role.path) is granted by the CIG. To have it given or taken back, write to {0}")
        return Explanation(
            title: Text(fr: "Rôle attribué par le CIG", en: "Role granted by the CIG"),
            happened: words.html(visit.language, "<a href=\"mailto:\(address)\">\(address)</a>"),
            ways: [
                Button(Text(fr: "Retour aux applications", en: "Back to the applications"), .primary, icon: .back)
                    .link(visit.language, to: "/annuaire/applications")
            ]
        ).response(visit.context, status: .forbidden)
    }
}
