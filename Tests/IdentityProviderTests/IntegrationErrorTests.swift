import Directory
import Foundation
import SAML
import Testing
import XML

@testable import IdentityProvider

/// Statement 34: what was wrong with a message is told to those who connect applications.
struct IntegrationErrorTests {
    let site: Site
    let peer: Peer
    let id: ID<ServiceProvider>

    init() throws {
        site = try Site()
        peer = try Peer()
        id = try site.register(peer)
    }

    private func errors(of id: ID<ServiceProvider>?) throws -> [IntegrationError] {
        site.identityProvider.errors.write()
        return try site.directory.read { try $0.integrationErrors(of: id, limit: 2000) }
    }

    @Test func `each refusal names the check that failed, with the reference of the page`() throws {
        let browser = Browser(site)
        let strange = try Keys.strange.get()
        _ = try browser.get(try peer.redirect(try peer.request(site), signedBy: strange))
        _ = try browser.get(
            try peer.redirect(try peer.request(site, consumer: .described(url: "https://evil.example/", binding: nil))))
        _ = try browser.get(
            try peer.redirect(try peer.request(site) { $0.set("Destination", "https://wrong.example/sso") }))
        let late = try peer.request(site)
        site.pass(3600)
        _ = try browser.get(try peer.redirect(late))
        let found = try errors(of: id)
        #expect(Set(found.map(\.finding)) == [.signature, .consumer, .destination, .late])
        for error in found {
            #expect(site.log.contains { $0.contains(error.reference) }, "the log has the same reference")
            #expect(!error.detail.contains("evil"))
        }
    }

    @Test func `an unknown sender is told apart, its name cut and made printable`() throws {
        let name = "https://" + String(repeating: "e", count: 900) + "\u{202E}<script>"
        let request = try peer.request(site) { request in
            request.children = request.children.map { node in
                guard case .element(var element) = node, element.name.local == "Issuer" else { return node }
                element.children = [.text(name)]
                return .element(element)
            }
        }
        _ = try Browser(site).get(try peer.redirect(request))
        let found = try errors(of: nil)
        #expect(found.count == 1)
        #expect(found[0].finding == .unknownIssuer && found[0].issuer.count == 200)
        #expect(!found[0].issuer.unicodeScalars.contains("\u{202E}"))
    }

    @Test func `a flood of hostile messages neither grows the table nor hides what a known provider needs to read`()
        throws
    {
        let errors = site.identityProvider.errors
        errors.add(
            IntegrationNote(serviceProvider: id, finding: .signature, detail: "d"), reference: "r", at: site.now)
        for round in 0..<30 {
            for number in 0..<1000 {
                let note = IntegrationNote(
                    serviceProvider: nil, issuer: "https://\(round)-\(number).example", finding: .unknownIssuer,
                    detail: "d")
                errors.add(note, reference: "r", at: site.now + Double(round))
            }
            for number in 0..<20 {
                let note = IntegrationNote(serviceProvider: id, finding: .grammar, detail: "\(round) \(number)")
                errors.add(note, reference: "r", at: site.now + Double(round))
            }
            errors.write()
        }
        #expect(try self.errors(of: nil).count == 1000)
        #expect(try self.errors(of: id).count == 100)
        // The same message a million times is one row.
        let note = IntegrationNote(serviceProvider: id, finding: .unsigned, detail: "d")
        let start = ContinuousClock.now
        for _ in 0..<100_000 { errors.add(note, reference: "r", at: site.now + 100) }
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(try self.errors(of: id).first?.times == 100_000)
    }

    @Test func `what can be given to nobody is told with the demand that it was`() throws {
        let browser = Browser(site)
        let policy = NameIDPolicy(
            format: NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos"), allowCreate: nil)
        _ = try browser.get(try peer.redirect(try peer.request(site, nameIDPolicy: policy)))
        let found = try errors(of: id)
        #expect(found.map(\.finding) == [.unmeetable])
        #expect(found.first?.detail.contains("InvalidNameIDPolicy") == true)
    }

    @Test func `a person who has to sign in, or has no right, is no error of integration`() throws {
        let browser = Browser(site)
        _ = try browser.get(try peer.redirect(try peer.request(site, isPassive: true)))
        #expect(try errors(of: id).isEmpty)
    }

    @Test func `a service provider that is removed takes its errors along`() throws {
        let browser = Browser(site)
        _ = try browser.get(try peer.redirect(try peer.request(site), signedBy: try Keys.strange.get()))
        #expect(try errors(of: id).count == 1)
        try site.change { try $0.removeServiceProvider(id) }
        site.identityProvider.errors.add(
            IntegrationNote(serviceProvider: id, finding: .late, detail: "d"), reference: "r", at: site.now)
        #expect(try errors(of: id).isEmpty)
    }
}
