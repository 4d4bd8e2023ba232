import Directory
import FoundationEssentials

/// What the lines of a list are compared with: structures, domains and roles as the maker sees them at one moment.
///
/// Lives within one transaction; what many lines ask for is asked of the database once.
final class ImportKnowledge {
    let view: any DirectoryReading
    let scope: Scope
    let now: Date
    let structures: [Structure]
    private let roles: [KnownRole]
    private let structureByKey: [String: [Structure]]
    private let structureBySIRET: [String: Structure]
    private let roleByKey: [String: [KnownRole]]
    private var domains: [ID<Structure>: [String]] = [:]
    private var opened: [ID<Structure>: Set<ID<Application>>] = [:]

    struct KnownRole {
        let role: Role
        let application: Application
    }

    init(_ view: any DirectoryReading, scope: Scope, at now: Date) throws(DirectoryError) {
        self.view = view
        self.scope = scope
        self.now = now
        structures = try view.structures(in: scope)
        var roles: [KnownRole] = []
        for application in try view.applications(in: scope) where application.enabled {
            for role in try view.roleGroups(of: application.id).flatMap(\.roles) {
                roles.append(KnownRole(role: role, application: application))
            }
        }
        self.roles = roles
        var byKey: [String: [Structure]] = [:]
        for structure in structures {
            for key in Set([structure.name, structure.shortName ?? ""].map { FoldedText($0).key }) where !key.isEmpty {
                byKey[key, default: []].append(structure)
            }
        }
        structureByKey = byKey
        structureBySIRET = Dictionary(
            structures.compactMap { structure in structure.siret.map { ($0, structure) } }
        ) { first, _ in first }
        var byRoleKey: [String: [KnownRole]] = [:]
        for known in roles {
            let name = known.application.name
            let texts = [known.role.path, "\(name) \(known.role.path)", "\(name) \(known.role.label)"]
            for key in Set(texts.map { FoldedText($0).key }) { byRoleKey[key, default: []].append(known) }
        }
        roleByKey = byRoleKey
    }

    // MARK: - Structures

    enum Found<Value> {
        case one(Value)
        /// What was probably meant.
        case none(nearest: String?)
    }

    /// A structure by its name, its short name or its SIRET.
    func structure(_ text: String) -> Found<Structure> {
        let digits = text.filter { !$0.isWhitespace }
        if let structure = structureBySIRET[digits] { return .one(structure) }
        let found = structureByKey[FoldedText(text).key] ?? []
        if found.count == 1, let only = found.first { return .one(only) }
        guard found.isEmpty else { return .none(nearest: nil) }
        return .none(nearest: Nearness.nearest(to: text, among: structures.map(\.name)))
    }

    func structure(_ id: ID<Structure>) -> Structure? { structures.first { $0.id == id } }

    func domains(of structure: ID<Structure>) throws(DirectoryError) -> [String] {
        if let known = domains[structure] { return known }
        let found = try view.allowedDomains(of: structure).map(\.domain)
        domains[structure] = found
        return found
    }

    // MARK: - Roles

    /// The roles that a cell names, or the first name that is none.
    func roles(_ text: String) -> Result<[KnownRole], UnknownRole> {
        if let whole = role(text) { return .success([whole]) }
        let parts = Self.parts(text, "|\n;")
        var found: [KnownRole] = []
        for part in parts {
            if let known = role(part) {
                found.append(known)
                continue
            }
            for name in Self.parts(part, ",") {
                guard let known = role(name) else {
                    let nearest = Nearness.nearest(to: name, among: roles.map(\.role.path))
                    return .failure(UnknownRole(name: name, mended: nearest.map { Self.mended(text, name, $0) }))
                }
                found.append(known)
            }
        }
        return .success(found)
    }

    struct UnknownRole: Error {
        let name: String
        /// The cell with the role that was probably meant.
        let mended: String?
    }

    private func role(_ text: String) -> KnownRole? {
        let found = roleByKey[FoldedText(text).key] ?? []
        return found.count == 1 ? found.first : nil
    }

    func isOpen(_ application: ID<Application>, to structure: ID<Structure>) throws(DirectoryError) -> Bool {
        if let known = opened[structure] { return known.contains(application) }
        let found = Set(try view.applications(in: scope, structure: structure).map(\.id))
        opened[structure] = found
        return found.contains(application)
    }

    private static func parts(_ text: String, _ separators: String) -> [String] {
        text.split(whereSeparator: separators.contains).map { part in
            var rest = part.drop(while: \.isWhitespace)
            while rest.last?.isWhitespace == true { rest.removeLast() }
            return String(rest)
        }.filter { !$0.isEmpty }
    }

    private static func mended(_ text: String, _ name: String, _ better: String) -> String {
        parts(text, "|\n;,").map { $0 == name ? better : $0 }.joined(separator: " | ")
    }
}
