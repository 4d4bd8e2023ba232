import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import SAML
import Testing

@testable import IdentityProvider

/// Who gets an assertion, and who no longer does: Invariants 1, 2 and 6.
@Suite struct RightsTests {
    private func world() throws -> (Site, Peer, Browser) {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer)
        return (site, peer, try Browser(site, signedIn: "helene"))
    }

    @Test func `who has no right gets no assertion, but a page that says whom to ask (Invariant 2)`() throws {
        let (site, peer, _) = try world()
        try site.change { _ = try $0.designateReferent(site.world.sofia, of: site.world.town) }
        let browser = try Browser(site, signedIn: "karim")
        let pages = try [
            browser.get(peer.redirect(peer.request(site))), browser.get("/ouvrir/bip"),
            browser.follow(browser.crossPost("/saml/sso", peer.form(peer.request(site)))),
        ]
        for page in pages {
            #expect(page.status == .forbidden)
            #expect(page.faults == [])
            #expect(!page.text.contains("SAMLResponse"))
            #expect(page.page.words.contains("Sofia Amrani"))
            #expect(page.page.links.contains("mailto:sofia@ville-valmont.example"))
        }
        #expect(try site.count("SELECT count(*) FROM sign_on_event") == 0)
        #expect(try site.count("SELECT count(*) FROM session_participant") == 0)
    }

    /// What ends a right or a person, and what the browser sees then.
    enum End: String, CaseIterable, Sendable {
        case revoked, ended, expired, detached, suspended, deleted, departed, sessionEnded, passwordSet

        func happen(at site: Site) throws {
            let world = site.world
            switch self {
            case .revoked:
                for role in [world.bipUsers, world.bipEditors] {
                    try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
                        try $0.revoke(role, from: world.helene, for: world.town)
                    }
                }
            case .ended:
                // In another process: the command line writes to the same file.
                let other = try site.restarted()
                for role in [world.bipUsers, world.bipEditors] {
                    try other.change { _ = try $0.revoke(role, from: world.helene, for: world.town) }
                }
            case .expired:
                for role in [world.bipUsers, world.bipEditors] {
                    try site.change {
                        _ = try $0.grant(role, to: world.helene, for: world.town, until: site.now + 60)
                    }
                }
                site.pass(60)
            case .detached:
                try site.change { _ = try $0.attachUser(world.helene, to: world.library) }
                try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
                    try $0.detachUser(world.helene, from: world.town)
                }
            case .suspended:
                try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
                    try $0.suspendUser(world.helene)
                }
            case .deleted:
                try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
                    try $0.deleteUser(world.helene)
                }
            case .departed:
                try site.change { try $0.setDeparture(site.now + 60, of: world.helene) }
                site.pass(60)
            case .sessionEnded:
                try site.accounts.endSessions(of: world.helene, at: site.now)
            case .passwordSet:
                let hash = try site.accounts.hash(ofPassword: Site.password)
                try site.change { try site.accounts.setPassword(hash: hash, of: world.helene, in: $0) }
            }
        }

        var leavesSession: Bool { [.revoked, .ended, .expired, .detached].contains(self) }
    }

    @Test(arguments: End.allCases)
    func `what ended is refused at the very next request (Invariant 6)`(end: End) throws {
        let (site, peer, browser) = try world()
        #expect(try browser.answer(peer, try peer.request(site)).codes == [.success])
        let waiting = try browser.crossPost("/saml/sso", try peer.form(try peer.request(site)))
        try end.happen(at: site)
        let pages = try [
            browser.get(peer.redirect(peer.request(site))), browser.get("/ouvrir/bip"), browser.follow(waiting),
        ]
        for page in pages {
            #expect(!page.text.contains("SAMLResponse"))
            #expect(page.status == (end.leavesSession ? .forbidden : .seeOther))
            if !end.leavesSession { #expect(page.location.hasPrefix("/connexion?suite=")) }
        }
        #expect(try site.count("SELECT count(*) FROM sign_on_event") == 1)
    }

    @Test func `one role revoked is sent no more, the others are`() throws {
        let (site, peer, browser) = try world()
        let world = site.world
        try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
            try $0.revoke(world.bipUsers, from: world.helene, for: world.town)
        }
        #expect(try browser.answer(peer, try peer.request(site)).values("role") == ["Rédaction & <web>; été"])
    }

    @Test func `an application that is closed to a structure opens no more for it`() throws {
        let (site, peer, browser) = try world()
        try site.change { try $0.openApplication(site.world.bip, to: [site.world.ccas]) }
        #expect(try browser.get(peer.redirect(peer.request(site))).status == .forbidden)
    }

    @Test func `a session that has idled away signs in again`() throws {
        let (site, peer, browser) = try world()
        site.pass(2 * 3600)
        #expect(try browser.get(peer.redirect(peer.request(site))).location.hasPrefix("/connexion?suite="))
    }

    @Test func `sign-ons keep a session alive, and its absolute end bounds what is asserted`() throws {
        let (site, peer, browser) = try world()
        for _ in 0..<9 {
            site.pass(3600)
            let statement = try browser.answer(peer, try peer.request(site)).assertion?.authnStatements.first
            #expect(statement?.authnInstant == Site.morning)
            #expect(statement?.sessionNotOnOrAfter == Site.morning + 36_000)
        }
        site.pass(3600)
        #expect(try browser.get(peer.redirect(peer.request(site))).location.hasPrefix("/connexion?suite="))
    }

    @Test func `a service provider or application that is switched off is answered no more`() throws {
        let (site, peer, browser) = try world()
        let waiting = try browser.crossPost("/saml/sso", try peer.form(try peer.request(site)))
        let id = try #require(try site.directory.read { try $0.serviceProvider(entityID: peer.entityID) }).id
        try site.change { try $0.setEnabled(false, serviceProvider: id) }
        for page in try [
            browser.get(peer.redirect(peer.request(site))), browser.get("/ouvrir/bip"), browser.follow(waiting),
            browser.crossPost("/saml/sso", peer.form(peer.request(site))),
        ] {
            expectRefusal(page, at: site, hiding: [peer.entityID])
        }
        try site.change { try $0.setEnabled(true, serviceProvider: id) }
        try site.change { try $0.setEnabled(false, application: site.world.bip) }
        let page = try browser.get(peer.redirect(peer.request(site)))
        #expect(page.status == .forbidden)
        #expect(page.page.words.contains("BIP n’est plus proposée"))
        #expect(page.faults == [])
    }

    @Test func `during maintenance the operator's words stand in place of the application`() throws {
        let (site, peer, browser) = try world()
        try site.change {
            try $0.setMaintenance(
                Bilingual(fr: "De retour à midi & <quart>.", en: "Back at noon."), application: site.world.bip)
        }
        let page = try browser.get(peer.redirect(peer.request(site)))
        #expect(page.status == .serviceUnavailable)
        #expect(page.page.words.contains("De retour à midi & <quart>."))
        #expect(!page.text.contains("SAMLResponse"))
        let english = try browser.get("/ouvrir/bip", headers: ["accept-language": "en"])
        #expect(english.page.words.contains("Back at noon."))
    }

    @Test func `for any rights, a Response holds the roles of its application and structure and no others`() throws {
        let site = try Site()
        let world = site.world
        var generator = SplitMix(state: 20_261_122)
        let applications = try (0..<3).map { application in
            try site.change { change -> (Peer, ID<Application>, [ID<Role>]) in
                let id = try change.addApplication("app\(application)", name: "Application \(application)")
                let group = try change.addRoleGroup("Groupe", to: id)
                let roles = try (0..<4).map {
                    try change.addRole("rôle \($0)", value: "\(application).\($0)", in: group)
                }
                return (try Peer("app\(application)"), id, roles)
            }
        }
        for (peer, application, _) in applications { try site.register(peer, of: application) }
        let structures = [world.town, world.ccas, world.library]
        try site.change { _ = try $0.attachUser(world.sofia, to: world.library) }
        let browser = try Browser(site, signedIn: "sofia")
        var answers = 0
        for _ in 0..<12 {
            // What she holds: a random set of (application, role, structure), some of it ended.
            var held: Set<[Int]> = []
            try site.change { change in
                for (app, (_, _, roles)) in applications.enumerated() {
                    for (number, role) in roles.enumerated() {
                        for (place, structure) in structures.enumerated() {
                            _ = try? change.revoke(role, from: world.sofia, for: structure)
                            let draw = generator.next() % 4
                            if draw > 1 { continue }
                            try change.grant(
                                role, to: world.sofia, for: structure, until: draw == 1 ? site.now + 30 : nil)
                            if draw == 0 { held.insert([app, number, place]) }
                        }
                    }
                }
            }
            site.pass(30)
            for (app, (peer, _, _)) in applications.enumerated() {
                for (place, structure) in structures.enumerated() {
                    let expected = (0..<4).filter { held.contains([app, $0, place]) }.map { "\(app).\($0)" }
                    let page = try browser.get("/ouvrir/app\(app)?structure=\(structure)")
                    guard !expected.isEmpty else {
                        #expect(page.status == .forbidden)
                        continue
                    }
                    let answer = try Answer(page, from: site)
                    #expect(answer.destination == peer.consumer)
                    #expect(answer.values("role") == expected)
                    // No value of another application or structure stands anywhere in the message.
                    let text = String(decoding: answer.xml, as: UTF8.self)
                    for (other, _) in applications.enumerated() {
                        for number in 0..<4 where !expected.contains("\(other).\(number)") {
                            #expect(!text.contains(">\(other).\(number)<"))
                        }
                    }
                    answers += 1
                }
            }
            site.pass(30)
        }
        #expect(answers > 20)
    }
}

/// A generator that gives the same worlds each time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
