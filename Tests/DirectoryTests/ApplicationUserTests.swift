import Database
import FoundationEssentials
import Testing

@testable import Directory

/// The table of who may open which application, against what the habilitations say.
struct ApplicationUserTests {
    private let world: World

    init() throws { world = try World() }

    @Test func `who may open which application follows every change`() throws {
        func check(_ what: String, atLeast count: Int = 0) throws {
            let (kept, told) = try world.site.database.read { connection in
                let kept = try connection.query(
                    "SELECT application, user, rights_until FROM application_user ORDER BY 1, 2"
                ) { [try $0.int64(0), try $0.int64(1), try $0.int64(2)] }
                let told = try connection.query(
                    """
                    SELECT role_group.application, affiliation.user, max(coalesce(entitlement.until, 9223372036854775807))
                    FROM entitlement JOIN affiliation ON affiliation.id = entitlement.affiliation
                        JOIN role ON role.id = entitlement.role JOIN role_group ON role_group.id = role.role_group
                    GROUP BY 1, 2 ORDER BY 1, 2
                    """
                ) { [try $0.int64(0), try $0.int64(1), try $0.int64(2)] }
                return (kept, told)
            }
            #expect(kept == told && kept.count >= count, "\(what)")
        }
        try check("as the world was made")
        let person = try world.change { change in
            let id = try change.addUser(
                "neuf@ville-valmont.example", givenName: "Noël", familyName: "Neuf", to: world.town)
            try change.attachUser(id, to: world.library)
            return id
        }
        let (town, library) = (world.town, world.library)
        let (bip, net, now) = (world.bipUsers, world.netUsers, world.now)
        _ = try world.change { try $0.grant(bip, to: person, for: town, until: now + 9) }
        try check("given until")
        _ = try world.change { try $0.grant(bip, to: person, for: library) }
        try check("given for two structures")
        _ = try world.change { try $0.grant(net, to: person, for: library) }
        try check("another application", atLeast: 2)
        _ = try world.change { try $0.grant(bip, to: person, for: library, until: now + 5) }
        try check("changed")
        _ = try world.change { try $0.revoke(bip, from: person, for: town) }
        try check("taken")
        _ = try world.change { try $0.detachUser(person, from: library) }
        try check("detached")
        _ = try world.change { try $0.deleteUser(person) }
        try check("deleted")
        _ = try world.change { try $0.eraseUsers(deletedBefore: now + 1) }
        try check("erased")
    }
}
