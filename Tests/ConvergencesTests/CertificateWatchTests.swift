import Crypto
import Database
import Directory
import FoundationEssentials
import Mail
import Site
import Testing

@testable import Convergences

/// One mail before each end, and none twice.
struct CertificateWatchTests {
    let world: IsolationSite
    var site: Site { world.site }

    init() throws {
        world = try IsolationSite()
        let valmont = world.valmont
        try world.change { (change) throws(DirectoryError) in
            let odile = try change.addUser(
                "odile@valmont.example", givenName: "Odile", familyName: "Morel", to: valmont)
            try change.appointOperator(odile)
        }
    }

    /// A service provider whose certificates end so many days from now.
    private func register(signing: [Double], encryption: [Double] = []) throws {
        func certificate(_ days: Double) throws -> String {
            try Certificate.selfSigned(
                key: try PrivateKey.generate(.ecP256), commonName: "bip", from: IsolationSite.now - 86_400,
                until: IsolationSite.now + days * 86_400, randomness: .system
            ).base64
        }
        var settings = ServiceProviderSettings()
        settings.assertionConsumerServices = [.init(index: 0, binding: "b", location: "https://bip.example/acs")]
        settings.signingCertificates = try signing.map(certificate)
        settings.encryptionKeys = try encryption.map { .init(certificate: try certificate($0)) }
        let (final, application) = (settings, world.bip)
        try world.change { (change) throws(DirectoryError) in
            _ = try change.addServiceProvider(
                entityID: "https://certificates.example/sp", name: "BIP", application: application, settings: final)
        }
    }

    /// How many mails there are after a look so many days from now.
    private func mails(after days: Double) throws -> Int {
        try CertificateWatch(site: site).warn(at: IsolationSite.now + days * 86_400)
        return try site.database.read { (connection) throws(DatabaseError) in
            try connection.count("SELECT count(*) FROM mail WHERE kind = 'certificate-warning'")
        }
    }

    @Test func `one mail at 60, at 30 and at 7 days before a certificate ends`() throws {
        try register(signing: [100])
        #expect(try mails(after: 39) == 0)
        #expect(try mails(after: 41) == 1)
        #expect(try mails(after: 41.1) == 1)
        #expect(try mails(after: 69) == 1)
        #expect(try mails(after: 71) == 2)
        #expect(try mails(after: 92) == 2)
        #expect(try mails(after: 93.5) == 3)
        #expect(try mails(after: 101) == 3, "what has ended stops nothing, and is on the pages")
    }

    @Test func `a certificate beside one that lasts is no matter, each use is one`() throws {
        try register(signing: [10, 1000], encryption: [20])
        #expect(try mails(after: 0) == 1)
        let words = try site.database.read { (connection) throws(DatabaseError) in
            try connection.one("SELECT bytes FROM mail WHERE kind = 'certificate-warning'") { try $0.blob(0) }
        }
        let mail = String(decoding: try #require(words), as: UTF8.self)
        #expect(mail.contains("Subject:") && mail.contains("odile@valmont.example"))
    }

    @Test func `our own signing certificate is told of too`() throws {
        // Made for ten years.
        #expect(try mails(after: 3652 - 30) == 1)
    }

    @Test func `a first look late tells once, not for each step that was missed`() throws {
        try register(signing: [5])
        #expect(try mails(after: 0) == 1)
        #expect(try mails(after: 1) == 1)
    }
}
