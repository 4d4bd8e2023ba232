import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import SAML
import Testing
import XML

@testable import IdentityProvider

/// Messages damaged at random, always the same ones.
@Suite struct MutationTests {
    private static func damaged(_ bytes: [UInt8], with generator: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int(generator.next() % 3) {
            guard !bytes.isEmpty else { return bytes }
            let place = Int(generator.next() % UInt64(bytes.count))
            switch generator.next() % 4 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[Int(generator.next() % UInt64(bytes.count))], at: place)
            default:
                let end = min(bytes.count, place + Int(generator.next() % 24))
                bytes.insert(contentsOf: bytes[place..<end], at: Int(generator.next() % UInt64(bytes.count)))
            }
        }
        return bytes
    }

    @Test func `a damaged message never harms the server, and is never answered elsewhere`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer)
        let browser = try Browser(site, signedIn: "helene")
        var generator = SplitMix(state: 7)
        var (answered, refused) = (0, 0)
        for _ in 0..<150 {
            let xml = Self.damaged(try peer.request(site).bytes(), with: &generator)
            let redirected = try browser.get(HTTPRedirect.encode(.request, xml: xml, to: "/saml/sso"))
            var posted = try browser.crossPost("/saml/sso", try peer.form(xml))
            if posted.status == .seeOther { posted = try browser.follow(posted) }
            for page in [redirected, posted] {
                #expect(page.status.rawValue < 500, "\(String(decoding: xml, as: UTF8.self))")
                if page.text.contains("SAMLResponse") {
                    #expect(try Answer(page, from: site).destination == peer.consumer)
                    answered += 1
                } else {
                    refused += 1
                }
            }
        }
        #expect(answered > 0 && refused > 150)
    }

    @Test func `a damaged signed message is refused, or is still what was signed`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer, settings: { $0.authnRequestsSigned = true })
        let browser = try Browser(site, signedIn: "helene")
        var generator = SplitMix(state: 11)
        var refused = 0
        for _ in 0..<150 {
            let id = MessageID(random: .system)
            let request = try peer.request(site, id: id)
            let query = Array(try peer.redirect(request, relayState: "retour", signedBy: peer.key).utf8).dropFirst(10)
            let target = String(decoding: Self.damaged(Array(query), with: &generator), as: UTF8.self)
            let xml = Self.damaged(try peer.signed(request, by: peer.key), with: &generator)
            var pages: [Response] = []
            // What is no query at all the server itself refuses.
            do { pages.append(try browser.get("/saml/sso?" + target)) } catch is HTTPError { refused += 1 }
            let posted = try browser.crossPost("/saml/sso", try peer.form(xml, relayState: "retour"))
            pages.append(posted.status == .seeOther ? try browser.follow(posted) : posted)
            for page in pages {
                #expect(page.status.rawValue < 500, "\(target)")
                guard page.text.contains("SAMLResponse") else {
                    refused += 1
                    continue
                }
                let answer = try Answer(page, from: site)
                #expect(answer.destination == peer.consumer)
                #expect(answer.response.inResponseTo == id)
                #expect(answer.relayState == "retour")
            }
        }
        #expect(refused > 250)
    }
}
