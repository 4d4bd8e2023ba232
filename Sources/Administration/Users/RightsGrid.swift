import Directory
import HTTP

/// The rights of one person as a grid, roles by structures: what is held, what may be changed, what was ticked.
struct RightsGrid: Sendable {
    /// One box of the grid.
    struct Cell: Hashable, Sendable {
        let role: ID<Role>
        let structure: ID<Structure>

        init(_ role: ID<Role>, _ structure: ID<Structure>) {
            self.role = role
            self.structure = structure
        }

        /// `3-7`, as a check box sends it.
        init?(_ text: String) {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, let role = ID<Role>(parts[0]), let structure = ID<Structure>(parts[1]) else {
                return nil
            }
            self.init(role, structure)
        }

        var text: String { "\(role)-\(structure)" }
    }

    /// Why a box cannot be ticked.
    enum Bar: Sendable {
        /// The operator alone gives the role.
        case byOwner
        /// The application is not open to the structure.
        case closed
    }

    /// The person's structures in scope.
    let affiliations: [Affiliation]
    /// With their roles, those of applications closed to all of these structures left out.
    let applications: [(application: Application, roles: [Role])]
    /// What the person holds.
    let held: Set<Cell>
    /// What cannot be changed here.
    let barred: [Cell: Bar]

    /// What a form of the grid asks for, compared with what it showed: what somebody else gave or took meanwhile stays.
    struct Wish: Sendable {
        let given: [Cell]
        let taken: [Cell]

        init(_ form: Parameters) {
            let shown = Set(form.all("tenu").prefix(2000).compactMap(Cell.init))
            let ticked = Set(form.all("h").prefix(2000).compactMap(Cell.init))
            func sorted(_ cells: Set<Cell>) -> [Cell] {
                cells.sorted { ($0.structure, $0.role) < ($1.structure, $1.role) }
            }
            given = sorted(ticked.subtracting(shown))
            taken = sorted(shown.subtracting(ticked))
        }

        var isEmpty: Bool { given.isEmpty && taken.isEmpty }
    }

    func role(_ id: ID<Role>) -> Role? {
        applications.lazy.flatMap(\.roles).first { $0.id == id }
    }

    func structureName(_ id: ID<Structure>) -> String? {
        affiliations.first { $0.structure == id }?.structureName
    }
}

extension DirectoryReading {
    /// The grid of a person for the structures in scope.
    func rightsGrid(of user: ID<User>, in scope: Scope) throws(DirectoryError) -> RightsGrid {
        let affiliations = try affiliations(of: user, in: scope)
        let rights = try entitlements(of: user, in: scope)
        let held = Set(rights.map { RightsGrid.Cell($0.role.id, $0.structure) })
        var applications: [(application: Application, roles: [Role])] = []
        var barred: [RightsGrid.Cell: RightsGrid.Bar] = [:]
        var opened: [ID<Structure>: Set<ID<Application>>] = [:]
        for affiliation in affiliations {
            opened[affiliation.structure] = Set(
                try self.applications(in: scope, structure: affiliation.structure).map(\.id))
        }
        for application in try self.applications(in: scope) {
            let roles = try roleGroups(of: application.id).flatMap(\.roles).filter { role in
                scope == .everything || role.grantedBy == .referent
                    || held.contains { $0.role == role.id }
            }
            guard !roles.isEmpty else { continue }
            applications.append((application, roles))
            for role in roles {
                for affiliation in affiliations {
                    let cell = RightsGrid.Cell(role.id, affiliation.structure)
                    if scope != .everything, role.grantedBy == .operator {
                        barred[cell] = .byOwner
                    } else if !held.contains(cell),
                        !(opened[affiliation.structure]?.contains(application.id) ?? false)
                    {
                        barred[cell] = .closed
                    }
                }
            }
        }
        return RightsGrid(affiliations: affiliations, applications: applications, held: held, barred: barred)
    }
}
