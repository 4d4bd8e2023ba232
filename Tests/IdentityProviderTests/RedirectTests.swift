import Crypto
import Directory
import FoundationEssentials
import HTTP
import SAML
import Testing
import XML

@testable import IdentityProvider

@Suite struct RedirectTests {
    @Test func `a signed-in person gets a signed assertion that says exactly who they are`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer)
        let browser = try Browser(site, signedIn: "helene")
        let id = MessageID(random: .system)
        site.pass(60)
        let answer = try browser.answer(peer, try peer.request(site, id: id))

        #expect(answer.destination == peer.consumer)
        #expect(answer.relayState == nil)
        #expect(answer.codes == [.success])
        #expect(answer.response.destination == peer.consumer)
        #expect(answer.response.inResponseTo == id)
        #expect(answer.response.issuer?.entityID == site.entityID)
        #expect(answer.isAssertionSigned && !answer.isResponseSigned)
        #expect(answer.algorithm == SignatureAlgorithm.rsaSHA256.rawValue)
        let assertion = try #require(answer.assertion)
        #expect(assertion.issuer.entityID == site.entityID)
        #expect(answer.nameID?.value == "helene@ville-valmont.example")
        #expect(answer.nameID?.format == .emailAddress)
        #expect(
            Dictionary(assertion.attributes.map { ($0.name, $0.values) }) { $0 + $1 } == [
                "mail": ["helene@ville-valmont.example"], "givenName": ["Hélène"], "sn": ["Lefèvre-N'Guyen"],
                "displayName": ["Hélène Lefèvre-N'Guyen"], "structure": ["Ville de Valmont & <Associés>; Ouest"],
                "siret": ["21920036100018"], "role": ["user", "Rédaction & <web>; été"],
            ])
        #expect(assertion.attributes.allSatisfy { $0.nameFormat == .basic })

        let confirmation = try #require(assertion.subject?.confirmations.first)
        #expect(confirmation.method == SubjectConfirmation.bearer)
        #expect(confirmation.data?.recipient == peer.consumer)
        #expect(confirmation.data?.inResponseTo == id)
        #expect(confirmation.data?.notBefore == nil)
        #expect(confirmation.data?.notOnOrAfter == site.now + 300)
        #expect(assertion.conditions?.notBefore == site.now - 120)
        #expect(assertion.conditions?.notOnOrAfter == site.now + 300)
        #expect(assertion.conditions?.audienceRestrictions.map(\.audiences) == [[peer.entityID]])
        let statement = try #require(assertion.authnStatements.first)
        #expect(statement.authnInstant == Site.morning)
        #expect(statement.sessionNotOnOrAfter == Site.morning + 36_000)
        #expect(statement.authnContext.classRef == .passwordProtectedTransport)
        #expect(statement.sessionIndex?.isEmpty == false)
    }
}
