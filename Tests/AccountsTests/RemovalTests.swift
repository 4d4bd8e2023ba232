import Database
import Directory
import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `Removing a person or a right` {
    let password = "tracteur lilas 7 gommes"
    let now = TestSite.morning
    let site: TestSite
    let operators: Actor = .commandLine("test")
    let town: ID<Structure>
    let centre: ID<Structure>
    let user: ID<User>
    let role: ID<Role>

    init() throws {
        let site = try TestSite()
        self.site = site
        (town, centre, user, role) = try site.accounts.directory.change(by: .commandLine("test"), at: now) { change in
            let town = try change.addStructure("Ville de Valmont", domains: ["ville.example"])
            let centre = try change.addStructure("CCAS de Valmont", attachedTo: town)
            let user = try change.addUser("elodie@ville.example", givenName: "Élodie", familyName: "Barbier", to: town)
            try change.attachUser(user, to: centre)
            let application = try change.addApplication("bip", name: "BIP")
            let role = try change.addRole("utilisateurs", in: try change.addRoleGroup("BIP", to: application))
            try change.grant(role, to: user, for: town)
            try change.grant(role, to: user, for: centre)
            return (town, centre, user, role)
        }
        #expect(try site.accounts.setPassword(password, of: user, by: operators, at: now).isEmpty)
    }

    @Test func `deleting ends sessions and links in the same transaction; restoring gives the password back`() throws {
        let session = try site.signedIn("elodie@ville.example", password)
        let link = try site.accounts.createLink(for: user, by: operators, at: now)
        try site.accounts.directory.change(by: operators, at: now + 1) { try $0.deleteUser(user) }
        #expect(try site.count("SELECT count(*) FROM session") == 0)
        #expect(try site.accounts.session(token: session.sessionToken, at: now + 1) == nil)
        #expect(try site.accounts.peekLink(link.token, at: now + 1) == .unknown)
        #expect(try site.signIn("elodie@ville.example", password, at: now + 2).isRefused)
        try site.accounts.directory.change(by: operators, at: now + 3) { change in
            try change.restoreUser(user)
        }
        #expect(try site.accounts.session(token: session.sessionToken, at: now + 4) == nil)
        #expect(try site.accounts.peekLink(link.token, at: now + 4) == .expired)
        #expect(try site.signIn("elodie@ville.example", password, at: now + 4).isSignedIn)
    }

    @Test func `a refused deletion ends nothing`() throws {
        let session = try site.signedIn("elodie@ville.example", password)
        #expect(throws: DirectoryError.notFound) {
            try site.accounts.directory.change(by: .user(user), at: now) { try $0.deleteUser(user) }
        }
        #expect(try site.accounts.session(token: session.sessionToken, at: now) != nil)
    }

    @Test func `suspending ends sessions; resuming does not bring them back`() throws {
        let session = try site.signedIn("elodie@ville.example", password)
        try site.accounts.directory.change(by: operators, at: now) { try $0.suspendUser(user) }
        try site.accounts.directory.change(by: operators, at: now) { change in
            try change.resumeUser(user)
        }
        #expect(try site.accounts.session(token: session.sessionToken, at: now) == nil)
        #expect(try site.signIn("elodie@ville.example", password).isSignedIn)
    }

    @Test func `revoking a role, or detaching, makes sessions forget the choice that rested on it`() throws {
        let session = try site.signedIn("elodie@ville.example", password).session
        let application = ID<Application>(1)
        try site.accounts.remember(centre, for: application, in: session)
        let lost = try site.accounts.directory.change(by: operators, at: now) {
            try $0.revoke(role, from: user, for: centre)
        }
        #expect(lost.roles.map(\.path) == ["BIP\\utilisateurs"])
        #expect(try site.accounts.rememberedStructure(for: application, in: session) == nil)
        try site.accounts.remember(town, for: application, in: session)
        try site.accounts.directory.change(by: operators, at: now) { try $0.detachUser(user, from: town) }
        #expect(try site.accounts.rememberedStructure(for: application, in: session) == nil)
    }

    @Test func `a change of address ends the links sent to the old one`() throws {
        let link = try site.accounts.createLink(for: user, by: operators, at: now)
        try site.accounts.changeAddress(of: user, to: "elodie.barbier@ville.example", by: operators, at: now)
        #expect(try site.accounts.peekLink(link.token, at: now) == .expired)
        #expect(try site.signIn("elodie.barbier@ville.example", password).isSignedIn)
    }

    @Test func `erasing leaves nothing of the account's own`() throws {
        _ = try site.signedIn("elodie@ville.example", password)
        try site.accounts.directory.change(by: operators, at: now) { try $0.deleteUser(user) }
        #expect(
            try site.accounts.directory.change(by: .program(.housekeeping), at: now + 1) {
                try $0.eraseUsers(deletedBefore: now).count
            } == 0)
        #expect(
            try site.accounts.directory.change(by: .program(.housekeeping), at: now + 1) {
                try $0.eraseUsers(deletedBefore: now + 1).count
            } == 1)
        for table in ["credential", "device", "link", "session", "sign_in_event"] as [SQL] {
            #expect(try site.count("SELECT count(*) FROM \(table)") == 0)
        }
    }

    @Test func `a password remembers whether it is long enough for powers`() throws {
        #expect(try site.accounts.status(of: user, at: now).passwordSuitsPowers)
        #expect(try site.accounts.setPassword("Rg7!pzKq2vWx", of: user, by: operators, at: now).isEmpty)
        let status = try site.accounts.status(of: user, at: now)
        #expect(status.hasPassword && !status.passwordSuitsPowers)
    }

    @Test func `nobody makes a link for an account, or closes its sessions, beyond their powers`() throws {
        let referent = try site.accounts.directory.change(by: operators, at: now) { change in
            let other = try change.addStructure("Ville de Pantin", domains: ["pantin.example"])
            let referent = try change.addUser("nadia@pantin.example", givenName: "Nadia", familyName: "B.", to: other)
            try change.designateReferent(referent, of: other)
            return referent
        }
        for actor in [Actor.user(referent), .user(user)] {
            #expect(throws: AccountsError.self) { try site.accounts.createLink(for: user, by: actor, at: now) }
        }
        #expect(try site.count("SELECT count(*) FROM link") == 0)
        let session = try site.signedIn("elodie@ville.example", password)
        #expect(throws: AccountsError.self) {
            try site.accounts.closeSessions(of: user, by: .user(referent), at: now)
        }
        #expect(try site.accounts.session(token: session.sessionToken, at: now) != nil)
        #expect(try site.accounts.closeSessions(of: user, by: operators, at: now) == 1)
        #expect(try site.accounts.session(token: session.sessionToken, at: now) == nil)
    }

    @Test func `the journal tells of passwords and links, and never holds one`() throws {
        let link = try site.accounts.createLink(for: user, by: operators, at: now)
        _ = try site.accounts.useLink(link.token, password: "gommes lilas 8 wagons", client: .desk, at: now)
        let kinds = try site.accounts.directory.read { view in
            try view.journal(person: user).map(\.kind)
        }
        #expect(kinds.prefix(3) == [.passwordChanged, .resetCreated, .passwordChanged])
        #expect(try site.count("SELECT count(*) FROM journal WHERE payload LIKE '%lilas%'") == 0)
    }
}

@Suite struct Housekeeping {
    let now = TestSite.morning

    @Test func `deletes what has ended and keeps what lives`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: "tracteur lilas 7 gommes")
        _ = try site.signedIn("elodie@ville.example", "tracteur lilas 7 gommes")
        for _ in 1...3 { _ = try site.signIn("nobody@ville.example", "wrong") }
        #expect(try site.accounts.deleteExpired(at: now + 60) == 1)  // the minute of one client address
        #expect(try site.count("SELECT count(*) FROM session") == 1)
        #expect(try site.count("SELECT count(*) FROM throttle") == 1)
        try site.accounts.deleteExpired(at: now + 2 * 86_400)
        #expect(try site.count("SELECT count(*) FROM session") == 0)
        #expect(try site.count("SELECT count(*) FROM throttle") == 0)
        #expect(try site.count("SELECT count(*) FROM device") == 1)
        #expect(try site.count("SELECT count(*) FROM sign_in_event") == 4)
        try site.accounts.deleteExpired(at: now + 500 * 86_400)
        #expect(try site.count("SELECT count(*) FROM device") == 0)
        #expect(try site.count("SELECT count(*) FROM sign_in_event") == 0)
    }

    @Test func `keeps a bounded number of failures`() throws {
        var figures = AccountsFigures()
        figures.failuresKept = 5
        let site = try TestSite(figures: figures)
        for index in 0..<20 { _ = try site.signIn("nobody\(index)@ville.example", "wrong") }
        try site.accounts.deleteExpired(at: now)
        #expect(try site.count("SELECT count(*) FROM sign_in_event") == 5)
    }
}
