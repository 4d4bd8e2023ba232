import Directory
import HTTP
import Pages

/// A role as a path names it, `/annuaire/applications/{application}/{role}`, within the person's scope.
struct RolePlace: Sendable {
    let application: Application
    let role: Role
    let scope: Scope
    /// The structure that the page is limited to (`?structure=`), in scope.
    let structure: Structure?

    var path: String { ApplicationWords.path(role, of: application) }
    /// What the links go on asking for.
    var query: String { structure.map { "?structure=\($0.id.rawValue)" } ?? "" }

    func filter(_ text: String = "") -> RoleMemberFilter {
        RoleMemberFilter(role.id, structure: structure?.id, text: text)
    }
}

extension Administration {
    /// The role of the request's path.
    ///
    /// - Throws: `notFound` when there is no such role, when its application is closed to the person's structures, or
    ///   when the structure asked for is out of scope.
    func rolePlace(_ visit: Visit, _ person: SignedInVisit, _ asked: Parameters) throws -> RolePlace {
        let id: ID<Role> = try visit.request.id("role")
        let slug = visit.request.pathParameters["application"] ?? ""
        let structureID: ID<Structure>? = try asked.id("structure")
        let scope = person.user.scope
        return try directory.read { directory throws(DirectoryError) in
            guard let role = try directory.role(id),
                let application = try directory.applications(in: scope).first(where: { $0.slug == slug }),
                role.application == application.id
            else { throw .notFound }
            let structure = try structureID.map { (id) throws(DirectoryError) in
                guard let found = try directory.structure(id, in: scope) else { throw .notFound }
                return found
            }
            return RolePlace(application: application, role: role, scope: scope, structure: structure)
        }
    }
}
