import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import Site

/// Generated structures, people and habilitations, to see how the site behaves when it is full.
///
/// Made by the directory's own operations in one transaction, so that every rule and the journal hold; all people share
/// one hash of a password that nobody knows.
struct DemonstrationCrowd {
    let site: Site
    let count: Int
    let now: Date

    private static let setting = "demonstration-crowd"

    /// Makes the crowd unless one was made.
    func createIfAbsent() throws {
        let isThere = try site.directory.read { view in try view.setting(Self.setting) != nil }
        guard !isThere else { return }
        let password = try site.accounts.hash(ofPassword: Randomness.system.token())
        try site.directory.change(by: .program(.demonstration), at: now) { change in
            let roles = try change.applications().map { application in
                try change.roleGroups(of: application.id).flatMap(\.roles).filter { $0.grantedBy == .referent }.map(
                    \.id)
            }
            let towns = try addTowns(in: change)
            var dice = Dice(seed: 93)
            for index in 0..<count {
                let town = towns[index % towns.count]
                let given = dice.pick(Names.given)
                let family = dice.pick(Names.family)
                let email = "\(Names.ascii(given)).\(Names.ascii(family)).\(index)@\(town.domain)"
                let user = try change.addUser(email, givenName: given, familyName: family, to: town.id)
                // Two and a half habilitations each on average.
                for role in roles.flatMap(\.self).prefix(1 + index % 4) {
                    try change.grant(role, to: user, for: town.id)
                }
                try site.accounts.setPassword(hash: password, of: user, in: change)
            }
            try change.setSetting(Self.setting, to: "\(count)")
        }
    }

    /// One structure for 120 people, every third one attached to a town hall.
    private func addTowns(in change: Change) throws -> [(id: ID<Structure>, domain: String)] {
        var towns: [(id: ID<Structure>, domain: String)] = []
        var hall: (id: ID<Structure>, name: String, domain: String)?
        for index in 0..<max(1, (count + 119) / 120) {
            if index % 3 == 2, let hall {
                towns.append((try change.addStructure("CCAS de \(hall.name)", attachedTo: hall.id), hall.domain))
            } else {
                let name = Names.town(index)
                let domain = "ville-\(index).example"
                let id = try change.addStructure("Ville de \(name)", domains: [domain])
                hall = (id, name, domain)
                towns.append((id, domain))
            }
        }
        return towns
    }
}
