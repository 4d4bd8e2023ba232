import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import Site

/// The guide's world: made once, as its operator and its referent would have made it.
struct DemonstrationWorld {
    let site: Site
    let passwords: DemonstrationPasswords
    let now: Date

    /// Makes the world unless it is there.
    func createIfAbsent() throws {
        let isThere = try site.directory.read { view in try view.application(slug: "bip") != nil }
        guard !isThere else { return }
        try site.database.write { connection in
            let installer = try change(.program(.demonstration), connection)
            let structures = try DemonstrationStructures.add(in: installer)
            try DemonstrationApplications.add(in: installer)
            let people = DemonstrationPeople.self
            let operatorID = try add(people.operator, structures, in: installer)
            try installer.appointOperator(operatorID)

            let theOperator = try change(.user(operatorID), connection)
            let referent = try add(people.referent, structures, in: theOperator)
            try theOperator.designateReferent(referent, of: structures.id(.town))
            try grantRoles(of: people.referent, referent, structures, in: theOperator)

            let theReferent = try change(.user(referent), connection)
            for agent in people.agents {
                let id = try add(agent, structures, in: theReferent)
                try grantRoles(of: agent, id, structures, in: theReferent)
            }
        }
    }

    /// Invites each person who has no password yet, anew at each start, so that the link can be used for its full time;
    /// answers the links. One that was made within the last minute is in the mail that is about to be delivered.
    func invitations() throws -> [String: CreatedLink] {
        var links: [String: CreatedLink] = [:]
        for person in DemonstrationPeople.all where !person.isActivated {
            let user = try site.directory.read { view in try view.user(email: person.email) }
            guard let user, user.isLive(at: now) else { continue }
            guard try !site.accounts.status(of: user.id, at: now).hasPassword else { continue }
            let mail = try site.accounts.invite(user.id, by: .program(.demonstration), at: now)
            if case .sent(let link) = mail { links[person.email] = link }
        }
        return links
    }

    private func change(_ actor: Actor, _ connection: Connection) throws -> Change {
        try Change(connection, of: site.directory, by: actor, at: now)
    }

    private func add(
        _ person: DemonstrationPeople.Person, _ structures: [DemonstrationStructures.Key: ID<Structure>],
        in change: Change
    ) throws -> ID<User> {
        let affiliations = try person.structures.map { try structures.id($0) }
        guard let first = affiliations.first else { throw DirectoryError.notAffiliated }
        let id = try change.addUser(
            person.email, givenName: person.givenName, familyName: person.familyName, to: first)
        for structure in affiliations.dropFirst() { try change.attachUser(id, to: structure) }
        if person.isActivated {
            // The installer's act: nobody else ever sets a password for someone.
            let installer = try self.change(.program(.demonstration), change.connection)
            try site.accounts.setPassword(hash: passwords.hashed(for: person.email), of: id, in: installer)
        }
        return id
    }

    private func grantRoles(
        of person: DemonstrationPeople.Person, _ id: ID<User>,
        _ structures: [DemonstrationStructures.Key: ID<Structure>], in change: Change
    ) throws {
        for role in person.roles {
            let application = try change.application(typed: role.application)
            try change.grant(
                change.role(typed: role.path, in: application).id, to: id, for: structures.id(role.structure))
        }
    }
}

extension [DemonstrationStructures.Key: ID<Structure>] {
    fileprivate func id(_ key: DemonstrationStructures.Key) throws -> ID<Structure> {
        guard let id = self[key] else { throw DirectoryError.notFound }
        return id
    }
}
