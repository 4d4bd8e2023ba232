import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// The rights of one person: the grid of roles by structures, one Enregistrer, a page that tells what would be taken.
extension Administration {
    var userRightsRoutes: [Route] {
        let path = UserWords.list + "/{user}/habilitations"
        return [
            .get(path, access: .referent, handler: administering(rightsPage)),
            .post(path, access: .referent, handler: administeringForm(changeRights)),
        ]
    }

    private func rightsPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try userPlace(visit, person)
        let grid = try directory.read { try $0.rightsGrid(of: place.user.id, in: person.user.scope) }
        let language = visit.language
        let title = Text(
            fr: "Habilitations \(place.ofName)", en: "Access rights of \(place.name)")
        guard !grid.affiliations.isEmpty, !grid.applications.isEmpty else {
            let none = Text(
                fr: "Aucun rôle ne vous est délégué pour ses structures : écrivez à {0}",
                en: "No role is delegated to you for their organisations: write to {0}")
            return Page(
                title, crumbs: UserWords.crumbs(place.user),
                content: EmptyList(
                    title: Text(fr: "Rien à affecter", en: "Nothing to assign"),
                    explanation: none.html(language, UserWords.correspondent(visit.context))
                ).html(language)
            ).response(visit.context)
        }
        let lead = Text(
            fr: "Cochez les rôles à donner, décochez ceux à retirer, structure par structure.",
            en: "Tick the roles to give, untick those to revoke, organisation by organisation.")
        let table = TableShell(
            id: "grille", caption: "\(lead[language])",
            columns: [Text(fr: "Rôle", en: "Role")]
                + grid.affiliations.map { Text(fr: $0.structureName, en: $0.structureName) },
            rows: grid.applications.flatMap { application, roles in
                roles.map { row($0, application, grid, visit) }
            })
        let shown: [HTML] = grid.held.sorted { $0.text < $1.text }
            .map { "<input type=\"hidden\" name=\"tenu\" value=\"\($0.text)\">" }
        let save = Button(Text(fr: "Enregistrer", en: "Save"), .primary).submit(language)
        let form: HTML = """
            \(shown)\(table.html(language))<p class="actions">\(save)\
            <a class="btn quiet" href="\(place.path)">\(Words.cancel[language])</a></p>
            """
        return Page(
            title, crumbs: UserWords.crumbs(place.user),
            place: Text(fr: "Habilitations", en: "Access rights"),
            content: visit.context.form(to: place.path + "/habilitations", style: "form grid", form)
        ).response(visit.context)
    }

    private func row(_ role: Role, _ application: Application, _ grid: RightsGrid, _ visit: Visit) -> [HTML] {
        let language = visit.language
        let cells: [HTML] = grid.affiliations.map { affiliation in
            let cell = RightsGrid.Cell(role.id, affiliation.structure)
            let isHeld = grid.held.contains(cell)
            switch grid.barred[cell] {
            case .byOwner:
                // Kept as it is: the form says that it is ticked, so that it is not taken for unticked.
                let kept: HTML? = isHeld ? "<input type=\"hidden\" name=\"h\" value=\"\(cell.text)\">" : nil
                return isHeld
                    ? "\(kept)\(Tag(ApplicationWords.grantedByOwner, .plain, icon: .lock, language).html)" : "–"
            case .closed:
                return "<span class=\"muted\">\(ApplicationWords.notOpen[language])</span>"
            case nil:
                let label = Text(
                    fr: "\(role.path) pour \(affiliation.structureName)",
                    en: "\(role.path) for \(affiliation.structureName)")
                return """
                    <label class="chk"><input type="checkbox" name="h" value="\(cell.text)"\
                    \(attribute: "checked", if: isHeld)><span class="vh">\(label[language])</span></label>
                    """
            }
        }
        return ["<span class=\"two\">\(ApplicationWords.breakable(role.path))<small>\(application.name)</small></span>"]
            + cells
    }

    // MARK: - Saving

    private func changeRights(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        let scope = person.user.scope
        let grid = try directory.read { try $0.rightsGrid(of: place.user.id, in: scope) }
        let wish = RightsGrid.Wish(form)
        // A box of a role or a structure out of scope was never on the page.
        guard
            (wish.given + wish.taken).allSatisfy({
                grid.role($0.role) != nil && grid.structureName($0.structure) != nil
            })
        else { throw HTTPError.notFound }
        let language = visit.language
        guard !wish.isEmpty else {
            let nothing = Text(fr: "Rien n’a été changé.", en: "Nothing was changed.")
            return Response.seeOther(place.path).telling(.done(nothing, language))
        }
        if !wish.taken.isEmpty, try form.only("vu") != "oui" { return recap(wish, grid, place, visit, form) }
        var done = Done()
        let refusal = try Refusal.of {
            done = try directory.change(by: .user(person.user.id), at: visit.now) { (change: Change) throws -> Done in
                try apply(wish, to: place.user.id, in: change)
            }
        }
        if let refusal { return failed(refusal, place, visit) }
        return Response.seeOther(place.path).telling(.done(told(wish, grid, place, done), language))
    }

    private struct Done: Sendable {
        var given = 0
        var taken = 0
    }

    private func apply(_ wish: RightsGrid.Wish, to user: ID<User>, in change: Change) throws -> Done {
        var done = Done()
        for cell in wish.given where try change.grant(cell.role, to: user, for: cell.structure) { done.given += 1 }
        for cell in wish.taken {
            do {
                try change.revoke(cell.role, from: user, for: cell.structure)
                done.taken += 1
            } catch .notFound {
                continue  // somebody else took it back meanwhile
            }
        }
        return done
    }

    private func told(
        _ wish: RightsGrid.Wish, _ grid: RightsGrid, _ place: UserPlace, _ done: Done
    ) -> Text {
        if wish.taken.isEmpty, wish.given.count == 1, let cell = wish.given.first, let role = grid.role(cell.role),
            let structure = grid.structureName(cell.structure)
        {
            return Text(
                fr: "\(place.name) a été affecté à \(role.path) pour \(structure).",
                en: "\(place.name) was assigned to \(role.path) for \(structure).")
        }
        return Text(
            fr: "\(place.name) : \(done.given) habilitation(s) donnée(s), \(done.taken) retirée(s).",
            en: "\(place.name): \(done.given) access right(s) given, \(done.taken) revoked.")
    }

    /// What would be given and taken, before anything is.
    private func recap(
        _ wish: RightsGrid.Wish, _ grid: RightsGrid, _ place: UserPlace, _ visit: Visit, _ form: Parameters
    ) -> Response {
        let language = visit.language
        func lines(_ cells: [RightsGrid.Cell]) -> [HTML] {
            cells.map { cell in
                let structure = grid.structureName(cell.structure) ?? ""
                let place = Text(fr: "pour \(structure)", en: "for \(structure)")
                return "<strong>\(grid.role(cell.role)?.path ?? "")</strong> \(place[language])"
            }
        }
        let kept = form.fields.filter { $0.name == "h" || $0.name == "tenu" }
        let fields: [HTML] = kept.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" }
        let lead = Text(
            fr: "Ce qui est retiré est refusé dès la prochaine ouverture de l’application.",
            en: "What is revoked is refused from the next opening of the application.")
        return Confirmation(
            title: Text(
                fr: "Changer les habilitations \(place.ofName) ?", en: "Change the access rights of \(place.name)?"),
            crumbs: UserWords.crumbs(place.user), lead: "\(lead[language])",
            consequences: [
                .init(title: Text(fr: "Retirées", en: "Revoked"), lines: lines(wish.taken)),
                .init(title: Text(fr: "Données", en: "Given"), lines: lines(wish.given)),
            ],
            fields: "\(fields)<input type=\"hidden\" name=\"vu\" value=\"oui\">",
            button: Text(fr: "Enregistrer les changements", en: "Save the changes"),
            action: place.path + "/habilitations", cancel: place.path + "/habilitations"
        ).response(visit.context)
    }
}
