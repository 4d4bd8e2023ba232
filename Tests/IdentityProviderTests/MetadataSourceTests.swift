import Crypto
import Database
import Directory
import Foundation
import HTTP
import SAML
import TestFiles
import TestServers
import Testing
import Transfer

@testable import IdentityProvider

/// Metadata from a URL, of a real server on this machine: what is taken, what is refused, and what stays in use then.
struct MetadataSourceTests {
    let site: Site
    let publisher: Publisher
    let federation: PrivateKey

    init() throws {
        site = try Site()
        publisher = try Publisher(encrypted: true)
        federation = try Keys.strange.get()
        try site.change { try $0.appointOperator(site.world.helene) }
    }

    private func until(days: Double) -> String {
        "validUntil=\"\((site.now + days * 86_400).formatted(.iso8601))\""
    }

    private var signed: MetadataSource.Terms {
        get throws {
            MetadataSource.Terms(
                url: publisher.url, signingKey: try Keys.certificate(federation).publicKey.subjectPublicKeyInfo)
        }
    }

    /// Registers what the publisher says now.
    @discardableResult
    private func register(_ terms: MetadataSource.Terms) throws -> ID<ServiceProvider> {
        let checked = try publisher.keeper(site).look(at: terms)
        return try site.change {
            try $0.registerServiceProvider(
                checked.found.entityID, name: "BIP", application: site.world.bip, checked.copy, from: terms)
        }
    }

    private func refresh(_ id: ID<ServiceProvider>) throws -> MetadataOutcome? {
        try publisher.keeper(site).refresh(id, by: .commandLine("test"))
    }

    private func provider(_ id: ID<ServiceProvider>) throws -> ServiceProvider {
        try #require(try site.directory.read { try $0.serviceProvider(id) })
    }

    private func source(_ id: ID<ServiceProvider>) throws -> MetadataSource {
        try #require(try site.directory.read { try $0.metadataSource(of: id) })
    }

    private func mails(_ kind: String = "metadata-warning") throws -> Int {
        try site.count("SELECT count(*) FROM mail WHERE kind = \(kind)")
    }

    @Test func `a signed document counts at once, and a key that it removes no more (IIP-MD02, SDP-MD01)`() throws {
        try publisher.publish(publisher.document(until(days: 10)), signedBy: federation)
        let id = try register(signed)
        let old = publisher.certificates[0]
        let new = try Keys.certificate(try Keys.theirsEC.get())
        let before = try #require(try site.identityProvider.registry.serviceProvider(id))
        #expect(before.signingKeys == [try old.publicKey])

        publisher.certificates = [new]
        publisher.consumers.append("https://bip.example/acs/2")
        site.pass(60)
        try publisher.publish(publisher.document(until(days: 11)), signedBy: federation)
        #expect(try refresh(id) == .applied)
        // The very next message is verified by the new key only, whatever was cached (keycloak#52106).
        let after = try #require(try site.identityProvider.registry.serviceProvider(id))
        #expect(after.signingKeys == [try new.publicKey])
        #expect(try provider(id).settings.assertionConsumerServices.count == 2)
        let entry = try #require(try site.directory.read { try $0.journal(limit: 1).first })
        #expect(entry.kind == .serviceProviderMetadataChanged)
        let words = try #require(entry.storedBefore)
        #expect(words.contains("− signing key \(old.fingerprint)"))
        #expect(words.contains("+ AssertionConsumerService HTTP-POST https://bip.example/acs/2"))
    }

    @Test func `a message signed by a key that a refresh removed is refused at once`() throws {
        try publisher.publish(publisher.document(until(days: 10)), signedBy: federation)
        let id = try register(signed)
        let peer = try Peer()
        let key = try Keys.theirs.get()
        let browser = Browser(site)
        let first = try peer.request(site)
        #expect(try browser.get(try peer.redirect(first, signedBy: key)).status != .badRequest)
        publisher.certificates = [try Keys.certificate(try Keys.theirsEC.get())]
        try publisher.publish(publisher.document(until(days: 11)), signedBy: federation)
        #expect(try refresh(id) == .applied)
        let second = try peer.request(site)
        #expect(try browser.get(try peer.redirect(second, signedBy: key)).status == .badRequest)
    }

    @Test func `without a key https with a trusted certificate is demanded (SDP-MD02)`() throws {
        try publisher.publish(publisher.document())
        let terms = MetadataSource.Terms(url: publisher.url)
        #expect(throws: MetadataTrouble.self) {
            // The system's authorities do not know the test's certificate.
            try publisher.keeper(site) { $0.authorities = nil }.look(at: terms)
        }
        let plain = try Publisher()
        try plain.publish(plain.document())
        let refused = try #require(throws: MetadataTrouble.self) {
            try plain.keeper(site).look(at: MetadataSource.Terms(url: plain.url))
        }
        #expect(refused.outcome == .redirects)
        #expect(try publisher.keeper(site).look(at: terms).found.entityID == publisher.entityID)
        // Where a key vouches for the document, nobody needs to vouch for the way.
        try plain.publish(plain.document(until(days: 5)), signedBy: federation)
        var signed = try self.signed
        signed.url = plain.url
        #expect(try plain.keeper(site).look(at: signed).found.entityID == plain.entityID)
    }

    /// What is wrong with a document, and what that is called.
    enum Fault: String, CaseIterable {
        case unsigned, strange, tampered, endless, ended, tooFar, otherEntity, noConsumer, notXML, doctype, rolledBack
        case large, missing

        var outcome: MetadataOutcome {
            switch self {
            case .unsigned, .strange, .tampered: .signature
            case .endless: .endless
            case .ended: .ended
            case .tooFar: .endTooFar
            case .otherEntity: .otherEntity
            case .noConsumer: .noConsumer
            case .notXML, .doctype: .unreadable
            case .rolledBack: .rolledBack
            case .large: .tooLarge
            case .missing: .status
            }
        }
    }

    @Test(arguments: Fault.allCases)
    func `a document that fails a check changes nothing, says why, and is told once (IIP-MD04, SDP-MD03)`(
        _ fault: Fault
    ) throws {
        try publisher.publish(publisher.document(until(days: 10)), signedBy: federation)
        let id = try register(signed)
        #expect(try refresh(id) == .unchanged)
        let good = try provider(id)
        publisher.consumers = ["https://bip.example/another"]
        switch fault {
        case .unsigned: try publisher.publish(publisher.document(until(days: 11)))
        case .strange: try publisher.publish(publisher.document(until(days: 11)), signedBy: try Keys.theirs.get())
        case .tampered:
            try publisher.publish(publisher.document(until(days: 11)), signedBy: federation)
            let text = String(decoding: try publisher.folder.read("sp.xml"), as: UTF8.self)
            try publisher.publish(text.replacingOccurrences(of: "/another", with: "/mine"))
        case .endless: try publisher.publish(publisher.document(), signedBy: federation)
        case .ended: try publisher.publish(publisher.document(until(days: -0.01)), signedBy: federation)
        case .tooFar: try publisher.publish(publisher.document(until(days: 31)), signedBy: federation)
        case .otherEntity:
            publisher.named = "https://another.example/sp"
            try publisher.publish(publisher.document(until(days: 11)), signedBy: federation)
        case .noConsumer:
            publisher.consumers = []
            try publisher.publish(publisher.document(until(days: 11)), signedBy: federation)
        case .notXML: try publisher.publish("<html><p>Maintenance</html>")
        case .doctype:
            try publisher.publish("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + publisher.document())
        case .rolledBack: try publisher.publish(publisher.document(until(days: 9)), signedBy: federation)
        case .large: try publisher.publish(String(repeating: "x", count: 4 * 1024 * 1024 + 1))
        case .missing: try FileManager.default.removeItem(atPath: publisher.folder.file("sp.xml"))
        }
        #expect(try refresh(id) == fault.outcome)
        #expect(try provider(id) == good, "what is known stays")
        let state = try source(id)
        #expect(state.failures == 1 && state.outcome == fault.outcome && state.failingSince == site.now)
        #expect(state.dueAt > site.now + 500 && state.dueAt < site.now + 700)
        #expect(try mails() == 1)
        site.pass(600)
        #expect(try refresh(id) == fault.outcome)
        #expect(try mails() == 1, "told once for each outage")
        #expect(try source(id).failures == 2)
        publisher.named = nil
        publisher.consumers = ["https://bip.example/acs"]
        try publisher.publish(publisher.document(until(days: 10.5)), signedBy: federation)
        #expect(try refresh(id) == .unchanged)
        #expect(try source(id).failures == 0 && source(id).failingSince == nil)
    }

    @Test func `a document that says when it was made is compared by that`() throws {
        func document(_ moment: Date, days: Double) -> String {
            publisher.document(
                until(days: days),
                extensions: """
                    <md:Extensions><mdrpi:PublicationInfo xmlns:mdrpi="urn:oasis:names:tc:SAML:metadata:rpi" \
                    publisher="p" creationInstant="\(moment.formatted(.iso8601))"/></md:Extensions>
                    """)
        }
        try publisher.publish(document(site.now - 100, days: 10), signedBy: federation)
        let id = try register(signed)
        #expect(try refresh(id) == .unchanged)
        try publisher.publish(document(site.now - 200, days: 20), signedBy: federation)
        #expect(try refresh(id) == .rolledBack)
        // Made later, and shorter: the publisher's right.
        try publisher.publish(document(site.now - 50, days: 8), signedBy: federation)
        #expect(try refresh(id) == .unchanged)
    }

    @Test func `metadata is used no longer than it says, and that is told before`() throws {
        try publisher.publish(publisher.document(until(days: 10)), signedBy: federation)
        let id = try register(signed)
        #expect(try refresh(id) == .unchanged)
        publisher.server.stop()
        site.pass(8 * 86_400)
        #expect(try refresh(id) == .unreachable)
        #expect(try mails() == 2, "the outage, and the end to come")
        let peer = try Peer()
        let browser = Browser(site)
        #expect(try browser.get(try peer.redirect(try peer.request(site))).status != .notFound)
        #expect(try provider(id).isAnswered(at: site.now))
        site.pass(2 * 86_400 + 1)
        #expect(try refresh(id) == .unreachable)
        #expect(try mails() == 3, "and that it has ended")
        #expect(try !provider(id).isAnswered(at: site.now))
        let request = try peer.request(site)
        let answer = try browser.get(try peer.redirect(request))
        #expect(answer.status == .notFound || answer.status == .badRequest)
        #expect(try browser.get("/ouvrir/bip").status == .notFound)
        site.identityProvider.errors.write()
        let errors = try site.directory.read { try $0.integrationErrors(of: id) }
        #expect(errors.first?.finding == .metadataEnded)
    }

    @Test func `a change that nobody signed waits for an operator, who applies or refuses it`() throws {
        try publisher.publish(publisher.document())
        let id = try register(MetadataSource.Terms(url: publisher.url))
        #expect(try refresh(id) == .unchanged)
        let good = try provider(id)
        publisher.consumers = ["https://bip.example/acs", "https://bip.example/new"]
        try publisher.publish(publisher.document())
        #expect(try refresh(id) == .waiting)
        #expect(try provider(id).settings == good.settings)
        #expect(try mails() == 1)
        #expect(try refresh(id) == .notModified)
        #expect(try mails() == 1)
        var proposal = try #require(try site.directory.read { try $0.metadataProposal(for: id) })
        let differences = MetadataDifference.between(good.settings, proposal.settings)
        #expect(differences.map(\.part) == [.assertionConsumerService])
        // What was looked at is what is applied.
        #expect(throws: DirectoryError.changedMeanwhile) {
            try site.change { try $0.applyProposedMetadata([1, 2, 3], to: id) }
        }
        try site.change { try $0.rejectProposedMetadata(proposal.digest, for: id) }
        #expect(try refresh(id) == .notModified)
        #expect(try site.directory.read { try $0.metadataProposal(for: id) } == nil)

        publisher.consumers = ["https://bip.example/newer"]
        try publisher.publish(publisher.document())
        #expect(try refresh(id) == .waiting)
        proposal = try #require(try site.directory.read { try $0.metadataProposal(for: id) })
        try site.change { try $0.applyProposedMetadata(proposal.digest, to: id) }
        #expect(try provider(id).settings.assertionConsumerServices.map(\.location) == ["https://bip.example/newer"])
        #expect(try provider(id).version > good.version)
        #expect(try site.directory.read { try $0.metadataAttempts(of: id).first?.outcome } == .applied)
    }

    @Test func `a source that says that nothing changed is believed, until the document ends`() throws {
        try publisher.publish(publisher.document(until(days: 1)), signedBy: federation)
        let id = try register(signed)
        #expect(try refresh(id) == .unchanged)
        #expect(try refresh(id) == .notModified)
        site.pass(86_400 + 1)
        #expect(try refresh(id) == .ended)
        // Then it is asked for whole.
        #expect(try source(id).entityTag == nil)
    }

    @Test(arguments: [("PT5M", 3600.0), ("PT2H", 7200), ("P7D", 86_400), ("", 14_400)])
    func `the wish of the document is heard within bounds`(_ wish: String, _ expected: Double) throws {
        let attribute = wish.isEmpty ? "" : " cacheDuration=\"\(wish)\""
        try publisher.publish(publisher.document(until(days: 20) + attribute), signedBy: federation)
        let id = try register(signed)
        #expect(try refresh(id) == .unchanged)
        let wait = try source(id).dueAt.timeIntervalSince(site.now)
        #expect(abs(wait / expected - 1) <= 0.1001, "\(wait)")
        #expect(try refresh(id) == .notModified)
        #expect(abs(try source(id).dueAt.timeIntervalSince(site.now) / expected - 1) <= 0.1001)
    }

    @Test func `redirects are followed to https, a few times, and never to a private address`() throws {
        try publisher.publish(publisher.document())
        let plain = try Publisher()
        func outcome(_ url: String, private isAllowed: Bool = true) throws -> MetadataOutcome? {
            let keeper = try publisher.keeper(site) { $0.allowsPrivateAddresses = isAllowed }
            do throws(MetadataTrouble) {
                _ = try keeper.look(at: MetadataSource.Terms(url: url))
                return nil
            } catch { return error.outcome }
        }
        #expect(try outcome("\(publisher.site)/redirect?to=/files/sp.xml") == nil)
        #expect(try outcome("\(publisher.site)/redirect?to=\(plain.url)") == .redirects)
        let loop = "\(publisher.site)/redirect?to=/redirect%3Fto=/redirect%253Fto=/redirect%25253Fto=/x"
        #expect(try outcome(loop) != nil)
        #expect(try outcome(publisher.url, private: false) == .privateAddress)
        #expect(
            try outcome("https://localhost:\(publisher.server.port)/files/sp.xml", private: false) == .privateAddress)
    }

    @Test func `a slow source is given up, and the server does not wait for it when it stops`() throws {
        try publisher.publish(publisher.document(until(days: 10)), signedBy: federation)
        let id = try register(signed)
        var terms = try signed
        terms.url = "\(publisher.site)/slow?seconds=30"
        try site.change { try $0.setMetadataSource(terms, of: id) }
        let impatient = try publisher.keeper(site) { $0.wholeTime = .milliseconds(300) }
        #expect(try impatient.refresh(id, by: .commandLine("test")) == .tooSlow)
        site.pass(3600)
        let worker = MetadataWorker(
            try publisher.keeper(site) { $0.wholeTime = .seconds(20) }, interval: .milliseconds(50)
        ) { _ in }
        try worker.start()
        Foundation.Thread.sleep(forTimeInterval: 0.4)
        let start = ContinuousClock.now
        worker.stop()
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test func `the worker asks what is due, and ends when it is told`() throws {
        try publisher.publish(publisher.document(until(days: 10)), signedBy: federation)
        let id = try register(signed)
        let worker = MetadataWorker(try publisher.keeper(site), interval: .milliseconds(50)) { _ in }
        try worker.start()
        let end = ContinuousClock.now + .seconds(5)
        while try source(id).outcome == nil, ContinuousClock.now < end {
            Foundation.Thread.sleep(forTimeInterval: 0.02)
        }
        #expect(try source(id).outcome == .unchanged)
        let start = ContinuousClock.now
        #expect(worker.stop())
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test func `terms that change meanwhile make an answer void`() throws {
        try publisher.publish(publisher.document(until(days: 10)), signedBy: federation)
        let id = try register(signed)
        let old = try source(id)
        var terms = try signed
        terms.longestValidity = 5 * 86_400
        try site.change { try $0.setMetadataSource(terms, of: id) }
        let checked = try publisher.keeper(site).read(Array(publisher.document().utf8))
        let outcome = try site.change {
            try $0.metadataCame(checked.copy, entityTag: nil, modified: nil, for: old, pause: 3600, next: site.now)
        }
        #expect(outcome == nil)
        #expect(try refresh(id) == .endTooFar)
    }
}
