import Directory
import Site

// Objects by the words that people type: the identifier, or a natural key that names exactly one.
extension DirectoryReading {
    /// A structure by id, SIRET, or exact name.
    func structure(typed text: String) throws -> Structure {
        if let siret = SIRET(text), let found = try structure(siret: siret.text) { return found }
        if let id = ID<Structure>(text), let found = try structure(id) { return found }
        let all = try structures()
        let exact = all.filter { $0.name == text || $0.shortName == text }
        let found = exact.isEmpty ? all.filter { $0.name.lowercased() == text.lowercased() } : exact
        return try only(found, "structure", text, "its id, SIRET or exact name") { "\($0.id) \($0.name)" }
    }

    /// A person's account by id or address.
    func user(typed text: String) throws -> User {
        if let id = ID<User>(text), let found = try user(id), found.erasedAt == nil { return found }
        if let found = try user(email: text) { return found }
        throw CommandError("there is no account \"\(text)\": give its id or address")
    }

    /// An account that was deleted and can be restored.
    func deletedUser(typed text: String) throws -> User {
        if let id = ID<User>(text), let found = try user(id), found.deletedAt != nil, found.erasedAt == nil {
            return found
        }
        if let found = try deletedUsers(email: text).first { return found }
        throw CommandError("there is no deleted account \"\(text)\" that could be restored")
    }

    /// An application by id or slug.
    func application(typed text: String) throws -> Application {
        if let id = ID<Application>(text), let found = try application(id) { return found }
        if let found = try application(slug: text) { return found }
        let hint =
            Suggestion.nearest(to: text, among: try applications().map(\.slug)).map { " Did you mean \($0)?" } ?? ""
        throw CommandError("there is no application \"\(text)\": give its id or slug.\(hint)")
    }

    /// A service provider by id or entityID.
    func serviceProvider(typed text: String) throws -> ServiceProvider {
        if let id = ID<ServiceProvider>(text), let found = try serviceProvider(id) { return found }
        if let found = try serviceProvider(entityID: text) { return found }
        throw CommandError("there is no service provider \"\(text)\": give its id or entityID")
    }

    /// A role by id or path (`BIP\utilisateurs`), within an application if given.
    func role(typed text: String, in application: Application?) throws -> Role {
        if let id = ID<Role>(text), let found = try role(id) {
            guard application == nil || found.application == application?.id else {
                throw CommandError("the role \(text) is another application's")
            }
            return found
        }
        let applications = try application.map { [$0] } ?? applications()
        let roles = try applications.flatMap { try roleGroups(of: $0.id).flatMap(\.roles) }
        let found = roles.filter { $0.path == text }
        return try only(found, "role", text, "its id or its path, such as 'BIP\\utilisateurs'") {
            "\($0.id) \($0.path)"
        }
    }

    /// A group of roles by id or label.
    func roleGroup(typed text: String, of application: Application) throws -> RoleGroup {
        let groups = try roleGroups(of: application.id)
        if let found = groups.first(where: { $0.label == text || "\($0.id)" == text }) { return found }
        throw CommandError("\(application.name) has no group of roles \"\(text)\"")
    }

    private func only<Value>(
        _ found: [Value], _ kind: String, _ text: String, _ keys: String, _ name: (Value) -> String
    ) throws -> Value {
        guard let first = found.first else { throw CommandError("there is no \(kind) \"\(text)\": give \(keys)") }
        guard found.count == 1 else {
            throw CommandError("\"\(text)\" names several: \(found.map(name).joined(separator: ", ")). Give the id")
        }
        return first
    }
}
