import Accounts
import Database
import Directory
import Foundation
import SAML
import Testing
import XML

@testable import IdentityProvider

/// Which attributes and identifiers a service provider gets: SAML Metadata §2.4.4, SAML V2.0 Subject Identifier Attributes.
@Suite struct ReleaseTests {
    @Test func `AttributeConsumingServiceIndex chooses the attributes that are sent (IIP-IDP04)`() throws {
        let (site, peer, browser) = try Site.withPeer(settings: {
            $0.attributeConsumingServices = [
                .init(index: 0, requestedAttributes: [.init(name: "mail", isRequired: true), .init(name: "sn")]),
                .init(index: 5, requestedAttributes: [.init(name: "givenName"), .init(name: "unheard-of")]),
            ]
        })
        func names(_ index: String?) throws -> Set<String> {
            let request = try peer.request(site) { $0.set("AttributeConsumingServiceIndex", index) }
            return Set(try browser.answer(peer, request).assertion?.attributes.map(\.name) ?? [])
        }
        #expect(try names(nil).count == 7)
        #expect(try names("0") == ["mail", "sn"])
        #expect(try names("5") == ["givenName"])
        // An index that the metadata does not have is a hint that hints at nothing.
        #expect(try names("7").count == 7)
    }

    @Test(arguments: [
        (ServiceProviderOverrides.Release.all, 7), (.requested, 3), (.required, 1),
    ])
    func `what is sent may be bound to what the metadata has requested, or required (IIP-IDP04)`(
        release: ServiceProviderOverrides.Release, count: Int
    ) throws {
        let (site, peer, browser) = try Site.withPeer(
            decide: { $0.release = release },
            settings: {
                $0.attributeConsumingServices = [
                    .init(
                        index: 0,
                        requestedAttributes: [
                            .init(name: "mail", nameFormat: AttributeRule.basicNameFormat, isRequired: true),
                            .init(name: "sn"), .init(name: "role", values: ["user", "nothing"]),
                            .init(name: "givenName", nameFormat: AttributeRule.uriNameFormat),
                        ])
                ]
            })
        let answer = try browser.answer(peer, try peer.request(site))
        #expect(answer.assertion?.attributes.count == count)
        #expect(
            answer.values("role")
                == (release == .all ? ["user", "Rédaction & <web>; été"] : release == .requested ? ["user"] : []))
    }

    private static let subjectID = "urn:oasis:names:tc:SAML:attribute:subject-id"
    private static let pairwiseID = "urn:oasis:names:tc:SAML:attribute:pairwise-id"

    @Test(
        arguments: [
            ("subject-id", [subjectID]), ("pairwise-id", [pairwiseID]), ("any", [pairwiseID]), ("none", []), (nil, []),
        ] as [(String?, [String])])
    func `the subject identifier that is signalled is sent (SDP-IDP13, SDP-IDP15, SDP-IDP16)`(
        requirement: String?, expected: [String]
    ) throws {
        let (site, peer, browser) = try Site.withPeer(
            decide: { $0.preset = .classic }, settings: { $0.subjectIDRequirement = requirement })
        let answer = try browser.answer(peer, try peer.request(site))
        let identifiers = try #require(answer.assertion).attributes.filter {
            $0.name == Self.subjectID || $0.name == Self.pairwiseID
        }
        #expect(identifiers.map(\.name) == expected)
        for identifier in identifiers {
            #expect(identifier.nameFormat == .uri && identifier.values.count == 1)
            let parts = identifier.values[0].split(separator: "@")
            #expect(parts.count == 2 && parts.last == "auth.valmont.example" && parts[0].utf8.count == 32)
        }
    }

    @Test func `a subject-id is the same everywhere, a pairwise-id another at each, both for ever (Invariant 9)`()
        throws
    {
        let site = try Site()
        let (bip, net) = (try Peer("bip"), try Peer("net"))
        try site.register(bip, settings: { $0.subjectIDRequirement = "subject-id" })
        try site.register(net, of: site.world.net, settings: { $0.subjectIDRequirement = "subject-id" })
        let pair = try Peer("pair")
        try site.register(pair, settings: { $0.subjectIDRequirement = "pairwise-id" })
        func value(_ peer: Peer, _ browser: Browser) throws -> String {
            var page = try browser.get(peer.redirect(peer.request(site)))
            if !page.location.isEmpty { page = try browser.get("/saml/continue/\(page.waitingID)") }
            let answer = try Answer(page, from: site)
            return try #require((answer.values(Self.subjectID) + answer.values(Self.pairwiseID)).first)
        }
        let browser = try Browser(site, signedIn: "sofia")
        try site.accounts.remember(site.world.ccas, for: site.world.net, in: try browser.session)
        let subject = try value(bip, browser)
        #expect(try value(net, browser) == subject)
        let pairwise = try value(pair, browser)
        #expect(pairwise != subject)
        site.pass(3600)
        let later = try Browser(site, signedIn: "sofia")
        #expect(try value(bip, later) == subject && value(pair, later) == pairwise)
        #expect(try value(bip, try Browser(site, signedIn: "helene")) != subject)
        #expect(try site.count("SELECT count(*) FROM subject_identifier") == 2)
    }
}
