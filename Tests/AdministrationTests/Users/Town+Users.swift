import Directory
import HTTP
import PageInspection

@testable import Administration

extension Town {
    static let list = "/annuaire/utilisateurs"

    func path(_ user: ID<User>, _ act: String = "") -> String { "\(Self.list)/\(user)\(act.isEmpty ? "" : "/" + act)" }

    func user(_ id: ID<User>) throws -> User? { try read { try $0.user(id) } }

    func entries() throws -> Int { try read { try $0.verifyJournal().entries } }

    /// Makes Karim an agent of Montreuil too, out of Nadia's scope.
    func shareKarim() throws {
        try change { change in
            try change.addDomain("ville-valmont.example", to: montreuil)
            try change.attachUser(karim, to: montreuil)
        }
    }

    /// A user of Valmont, or elsewhere.
    @discardableResult
    func add(_ given: String, _ family: String, _ email: String, to structure: ID<Structure>? = nil) throws -> ID<User>
    {
        try change { try $0.addUser(email, givenName: given, familyName: family, to: structure ?? valmont) }
    }
}

extension Desk {
    /// The fields of a new user of Valmont.
    func newcomer(
        _ given: String, _ family: String, _ email: String, to structure: ID<Structure>? = nil,
        _ more: [(name: String, value: String)] = []
    ) throws -> Response {
        try get(Town.list + "/ajouter")
        return try submit(
            Town.list + "/ajouter",
            [
                ("structure", "\(structure ?? town.valmont)"), ("prenom", given), ("nom", family), ("email", email),
            ] + more)
    }

    /// Opens a form and sends it with the version that it holds.
    @discardableResult
    func fill(_ path: String, _ fields: [(name: String, value: String)] = []) throws -> Response {
        try get(path)
        let version = page.value(of: "version").map { [(name: "version", value: $0)] } ?? []
        return try submit(path, version + fields)
    }
}
