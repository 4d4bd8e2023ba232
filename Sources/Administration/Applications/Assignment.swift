import Directory
import HTTP

/// One of the people chosen for a role, for one of their structures: `12-3` in a form.
struct Assignment: Hashable, Sendable {
    let user: ID<User>
    let structure: ID<Structure>

    init(_ user: ID<User>, _ structure: ID<Structure>) {
        self.user = user
        self.structure = structure
    }

    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let user = ID<User>(parts[0]), let structure = ID<Structure>(parts[1]) else {
            return nil
        }
        self.init(user, structure)
    }

    var text: String { "\(user.rawValue)-\(structure.rawValue)" }

    /// So many at once: what stays readable, and what an address can carry.
    static let limit = 50

    /// Those that a form or an address names, each once.
    static func chosen(_ asked: Parameters) -> [Assignment] {
        var seen: Set<Assignment> = []
        return asked.all("p").compactMap(Assignment.init).filter { seen.insert($0).inserted }
    }
}

/// A chosen person with the words that are shown of them.
struct ChosenPerson: Sendable {
    let assignment: Assignment
    let name: String
    let email: String
    let structure: String
    /// Somebody gave them the role meanwhile.
    let isMember: Bool
}
