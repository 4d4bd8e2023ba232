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

/// For which structure a person acts, and who they are at the service provider then.
@Suite struct ActingForTests {
    private func world(
        decide: (inout ServiceProviderOverrides) -> Void = { _ in }
    ) throws -> (Site, Peer, Browser) {
        let site = try Site()
        let peer = try Peer("net")
        try site.register(peer, of: site.world.net, decide: decide)
        return (site, peer, try Browser(site, signedIn: "sofia"))
    }

    /// Goes to the chooser and chooses.
    private func choose(
        _ structure: ID<Structure>, _ browser: Browser, _ peer: Peer, isRemembered: Bool = false
    ) throws -> Response {
        let parked = try browser.get(try peer.redirect(try peer.request(browser.site)))
        return try answer(structure, browser.follow(parked), browser, parked.location, isRemembered: isRemembered)
    }

    private func answer(
        _ structure: ID<Structure>, _ chooser: Response, _ browser: Browser, _ path: String, isRemembered: Bool = false
    ) throws -> Response {
        let token = try chooser.page.value(of: "jeton").orThrow()
        return try browser.post(
            path, [("jeton", token), ("structure", "\(structure)")] + (isRemembered ? [("retenir", "1")] : []))
    }

    @Test func `a person with rights for several structures is asked which, in a page of ours`() throws {
        let (site, peer, browser) = try world()
        let parked = try browser.get(try peer.redirect(try peer.request(site)))
        #expect(parked.location.hasPrefix("/saml/continue/"))
        let chooser = try browser.follow(parked)
        #expect(chooser.status == .ok)
        #expect(chooser.faults == [])
        #expect(!chooser.text.contains("SAMLResponse"))
        #expect(chooser.formTargets == .ownSite)
        #expect(chooser.page.words.contains("Ville de Valmont & <Associés>; Ouest"))
        #expect(chooser.page.words.contains("CCAS de Valmont"))
        #expect(!chooser.page.words.contains("Médiathèque"))
        let answer = try Answer(answer(site.world.ccas, chooser, browser, parked.location), from: site)
        #expect(answer.values("structure") == ["CCAS de Valmont"])
        #expect(answer.values("role") == ["gestion"])
        #expect(answer.values("siret").isEmpty)
    }

    @Test func `only the roles for the structure chosen are sent, and only this application's`() throws {
        let (site, peer, browser) = try world()
        let town = try Answer(choose(site.world.town, browser, peer), from: site)
        #expect(town.values("role") == ["net cotisation"])
        #expect(town.values("structure") == ["Ville de Valmont & <Associés>; Ouest"])
        let ccas = try Answer(choose(site.world.ccas, browser, peer), from: site)
        #expect(ccas.values("role") == ["gestion"])
        let bip = try Peer("bip")
        try site.register(bip)
        #expect(try browser.answer(bip, try bip.request(site)).values("role") == ["user"])
    }

    @Test func `a choice is remembered for the session when the person says so, and not otherwise`() throws {
        let (site, peer, browser) = try world()
        _ = try Answer(choose(site.world.town, browser, peer), from: site)
        #expect(try browser.get(peer.redirect(peer.request(site))).status == .seeOther)
        _ = try Answer(choose(site.world.ccas, browser, peer, isRemembered: true), from: site)
        #expect(try browser.answer(peer, try peer.request(site)).values("structure") == ["CCAS de Valmont"])
        // A tile names its structure, and goes before what is remembered.
        let tile = try Answer(browser.get("/ouvrir/netcotisation?structure=\(site.world.town)"), from: site)
        #expect(tile.values("role") == ["net cotisation"])
        let next = try Browser(site, signedIn: "sofia")
        #expect(try next.get(peer.redirect(peer.request(site))).status == .seeOther)
    }

    @Test func `a remembered structure is forgotten with the right`() throws {
        let (site, peer, browser) = try world()
        try site.change { _ = try $0.grant(site.world.netUsers, to: site.world.sofia, for: site.world.ccas) }
        _ = try Answer(choose(site.world.ccas, browser, peer, isRemembered: true), from: site)
        for role in [site.world.netUsers, site.world.netManagers] {
            // Not through Accounts, which would forget the choice by itself: the decision asks the directory anyway.
            try site.change { _ = try $0.revoke(role, from: site.world.sofia, for: site.world.ccas) }
        }
        #expect(try browser.answer(peer, try peer.request(site)).values("role") == ["net cotisation"])
    }

    @Test(arguments: [true, false])
    func `a structure that is not the person's gets no assertion, however it is asked for`(isRemembered: Bool) throws {
        let (site, peer, browser) = try world()
        for structure in [site.world.library, ID<Structure>(999_999)] {
            let page = try choose(structure, browser, peer, isRemembered: isRemembered)
            expectRefusalOfRight(page)
            expectRefusalOfRight(try browser.get("/ouvrir/netcotisation?structure=\(structure)"))
        }
        #expect(try site.count("SELECT count(*) FROM session_choice") == 0)
        #expect(try site.count("SELECT count(*) FROM sign_on_event") == 0)
    }

    private func expectRefusalOfRight(_ page: Response, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(page.status == .forbidden, sourceLocation: sourceLocation)
        #expect(!page.text.contains("SAMLResponse"), sourceLocation: sourceLocation)
        #expect(page.page.words.contains("vous n’êtes pas") || page.page.words.contains("n’avez pas"))
    }

    @Test func `the chooser's form is refused without its token and from another site`() throws {
        let (site, peer, browser) = try world()
        let parked = try browser.get(try peer.redirect(try peer.request(site)))
        let token = try browser.follow(parked).page.value(of: "jeton").orThrow()
        let structure = ("structure", "\(site.world.ccas)")
        let attempts = try [
            browser.post(parked.location, [structure]),
            browser.post(parked.location, [("jeton", "x" + token), structure]),
            browser.post(parked.location, [("jeton", token), structure], from: "cross-site"),
            browser.post(parked.location, [("jeton", token), structure], from: "same-site"),
            browser.post(parked.location, [("jeton", token), ("structure", "x")]),
            browser.post(parked.location, [("jeton", token)]),
        ]
        for attempt in attempts {
            // The person is asked again; nothing was decided.
            #expect(attempt.status == .seeOther)
            #expect(attempt.location == parked.location)
        }
        expectRefusal(
            try browser.post(parked.location, [("jeton", token), structure, structure]), at: site)
        expectRefusal(try browser.crossPost(parked.location, [("jeton", token), structure]), at: site)
        #expect(try site.count("SELECT count(*) FROM sign_on_event") == 0)
    }

    // MARK: - Names

    @Test func `a person is one account wherever they act, a person in a structure one for each`() throws {
        for identity in ServiceProviderOverrides.Identity.allCases {
            let (site, peer, browser) = try world {
                $0.identity = identity
                $0.nameIDForm = .persistent
            }
            let town = try Answer(choose(site.world.town, browser, peer), from: site)
            let ccas = try Answer(choose(site.world.ccas, browser, peer), from: site)
            let again = try Answer(choose(site.world.town, browser, peer), from: site)
            #expect(town.nameID == again.nameID)
            #expect(town.sessionIndex == again.sessionIndex)
            #expect((town.nameID == ccas.nameID) == (identity == .person))
            #expect((town.sessionIndex == ccas.sessionIndex) == (identity == .person))
        }
    }

    @Test func `an address does not stand for a person in a structure`() throws {
        let (site, peer, browser) = try world { $0.identity = .personAndStructure }
        #expect(try Answer(choose(site.world.town, browser, peer), from: site).nameID?.format == .persistent)
        let policy = NameIDPolicy(format: .emailAddress, allowCreate: true)
        let answer = try browser.answer(peer, try peer.request(site, nameIDPolicy: policy))
        #expect(answer.codes == [.requester, .invalidNameIDPolicy])
    }

    @Test func `a persistent NameID is opaque, pairwise, and the same in every session`() throws {
        let site = try Site()
        let (bip, other) = (try Peer(), try Peer("other"))
        for peer in [bip, other] { try site.register(peer) { $0.nameIDForm = .persistent } }
        let name = try Browser(site, signedIn: "helene").answer(bip, try bip.request(site)).nameID
        let nameID = try #require(name)
        #expect(nameID.format == .persistent)
        #expect(nameID.nameQualifier == site.entityID)
        #expect(nameID.spNameQualifier == bip.entityID)
        #expect(Base32.decode(nameID.value)?.count == 20)
        site.pass(86_400)
        let later = try Browser(site, signedIn: "helene")
        #expect(try later.answer(bip, try bip.request(site)).nameID == nameID)
        #expect(try later.answer(other, try other.request(site)).nameID?.value != nameID.value)
        #expect(try Browser(site, signedIn: "sofia").answer(bip, try bip.request(site)).nameID?.value != nameID.value)
    }

    @Test func `a transient NameID stays for the session and no longer`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) { $0.nameIDForm = .transient }
        let browser = try Browser(site, signedIn: "helene")
        let first = try browser.answer(peer, try peer.request(site))
        let second = try browser.answer(peer, try peer.request(site))
        #expect(first.nameID == second.nameID)
        #expect(first.nameID?.format == .transient)
        #expect(first.sessionIndex == second.sessionIndex)
        let next = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site))
        #expect(next.nameID?.value != first.nameID?.value)
        #expect(next.sessionIndex != first.sessionIndex)
    }

    @Test func `a new holder of an address inherits no identity (Invariant 9)`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) { $0.nameIDForm = .persistent }
        let old = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site)).nameID
        try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
            try $0.deleteUser(site.world.helene)
        }
        site.pass(40 * 86_400)
        try site.accounts.directory.change(by: .program(.housekeeping), at: site.now) {
            try $0.eraseUsers(deletedBefore: site.now - 30 * 86_400).count
        }
        let hash = try site.accounts.hash(ofPassword: Site.password)
        let id = try site.change { change in
            let id = try change.addUser(
                "helene@ville-valmont.example", givenName: "Hélène", familyName: "Autre", to: site.world.town)
            try site.accounts.setPassword(hash: hash, of: id, in: change)
            try change.grant(site.world.bipUsers, to: id, for: site.world.town)
            return id
        }
        #expect(id != site.world.helene)
        let new = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site)).nameID
        #expect(new?.value != old?.value)
        #expect(try site.count("SELECT count(*) FROM name_identifier") == 2)
    }

    @Test func `sixteen first sign-ons at once make one persistent NameID`() async throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) { $0.nameIDForm = .persistent }
        let browsers = try (0..<16).map { _ in try Browser(site, signedIn: "helene") }
        let names = try await inParallel(16) { index in
            try browsers[index].answer(peer, try peer.request(site)).nameID?.value
        }
        #expect(Set(names).count == 1)
    }
}
