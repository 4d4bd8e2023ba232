import Crypto
import Foundation
import TestFiles
import Testing

/// `convergences key`, on a site of files and with the program as people run it.
struct KeyCommandTests {
    struct Row: Decodable {
        let use: String
        let state: String
        let fingerprint: String
        let published: String?
        let file: String?
        let certificate: String
    }

    let folder: TestFolder
    let program: TestProgram
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        program = TestProgram(in: folder)
        port = try program.makeSite()
    }

    @discardableResult
    private func succeed(_ arguments: String...) throws -> String {
        let outcome = try program.run(arguments)
        #expect(outcome.code == 0, "\(arguments): \(outcome.errors)")
        return outcome.output
    }

    private func refusal(_ arguments: String...) throws -> String {
        let outcome = try program.run(arguments)
        #expect(outcome.code == 1, "\(arguments): \(outcome.output)")
        #expect(outcome.errors.hasPrefix("convergences: "))
        return outcome.errors
    }

    private func rows() throws -> [Row] {
        let outcome = try program.run("key", "list", "--json")
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try outcome.json()
    }

    private func row(_ use: String, _ state: String) throws -> Row? {
        try rows().first { $0.use == use && $0.state == state }
    }

    private func path(_ row: Row?) throws -> String {
        try #require(row).certificate.replacing(".crt", with: ".key")
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// What the running server publishes.
    private func published() -> String {
        TestHTTP.get("/saml/metadata", host: "localhost:\(port)", port: port)
    }

    private func serving(_ body: (TestRun) throws -> Void) throws {
        let server = try program.start(["serve"])
        try server.waitFor("answers on")
        try body(server)
        #expect(server.stop() == 0, "\(server.errors)")
    }

    /// The certificate of a row as the metadata spells it.
    private func base64(_ row: Row?) throws -> String {
        let path = try #require(row).certificate
        let pem = try #require(FileManager.default.contents(atPath: path))
        return try Certificate(pem: Array(pem)).base64
    }

    /// Somebody with the files and another program.
    private func python(_ script: String) throws -> Int32 { try folder.run("python3", "-c", script).status }

    /// Makes the past longer, as hours that went by would.
    private func age(_ column: String, of table: String = "site_key") throws {
        #expect(
            try python(
                "import sqlite3; c = sqlite3.connect('convergences.sqlite'); "
                    + "c.execute('UPDATE \(table) SET \(column) = \(column) - 7*3600*1000'); c.commit()") == 0)
    }

    // MARK: - The life of keys

    @Test func `a site has a key for each use, private to it`() throws {
        let rows = try rows()
        #expect(rows.map(\.use).sorted() == ["encryption", "metadata", "signing"])
        #expect(Set(rows.map(\.fingerprint)).count == 3)
        for name in ["signing", "metadata", "encryption", "journal"] {
            #expect(try folder.mode(of: "certs/\(name).key") == 0o400)
        }
    }

    @Test func `a planned change goes in two steps, and a running server follows each`() throws {
        let first = try row("signing", "current")
        try serving { _ in
            #expect(try row("signing", "current")?.published != nil)
            let told = try succeed("key", "next")
            #expect(told.contains("which still signs") && told.contains("convergences key switch"))
            let next = try row("signing", "next")
            let both = published()
            #expect(try both.contains(base64(first)) && both.contains(base64(next)))
            #expect(try refusal("key", "next").contains("there is a next signing key already"))
            #expect(try refusal("key", "switch").contains("switch then, or at once with --now"))
            try age("published_at")
            #expect(try succeed("key", "switch").contains("stays published"))
            let after = published()
            #expect(try after.contains(base64(first)) && after.contains(base64(next)))
            #expect(try row("signing", "current")?.fingerprint == next?.fingerprint)
            #expect(try refusal("key", "retire").contains("may be on its way"))
            try age("succeeded_at")
            try succeed("key", "retire")
            #expect(try !published().contains(base64(first)))
            #expect(try !exists(path(first)), "the private half is gone")
            #expect(exists(try path(first).replacing(".key", with: ".crt")), "the certificate stays")
        }
        let journal = try succeed("journal", "export")
        for kind in ["keyPrepared", "keySwitched", "keyRetired"] { #expect(journal.contains(kind)) }
    }

    @Test func `who lowers cacheDuration waits all the same for the copies that were fetched before`() throws {
        try serving { _ in
            try succeed("key", "next")
            #expect(try published().contains(base64(row("signing", "next"))))
        }
        try age("published_at")
        let file = folder.path + "/convergences.json5"
        try String(contentsOfFile: file, encoding: .utf8)
            .replacing("  database:", with: "  saml: { metadataCacheMinutes: 5 },\n  database:")
            .write(toFile: file, atomically: true, encoding: .utf8)
        try serving { _ in
            #expect(published().contains("cacheDuration=\"PT300S\""))
            #expect(try refusal("key", "switch").contains("switch then, or at once with --now"))
            try age("longer_until", of: "metadata_copies")
            try succeed("key", "switch")
            #expect(try refusal("key", "retire").contains("what it signed may be on its way"))
        }
    }

    @Test func `a script learns whom to tell`() throws {
        struct News: Decodable {
            let state: String
            let toldByHand: [String]?
            let following: [String]?
        }
        let metadata = """
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://bip.example/saml">\
            <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\
            <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" \
            Location="https://bip.example/acs" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>
            """
        try Data(metadata.utf8).write(to: URL(filePath: folder.path + "/bip.xml"))
        try succeed("application", "add", "--slug", "bip", "--name", "BIP")
        try succeed("service-provider", "import", "bip.xml", "--application", "bip")
        let made: News = try program.run("key", "next", "--json").json()
        #expect(made.state == "next" && made.toldByHand == ["https://bip.example/saml"] && made.following == [])
        try succeed("service-provider", "set", "https://bip.example/saml", "--follows-metadata", "yes")
        let switched: News = try program.run("key", "switch", "--now", "--json").json()
        #expect(switched.toldByHand == [] && switched.following == ["https://bip.example/saml"])
    }

    @Test func `no key comes into use that no server has published, unless it is said`() throws {
        try succeed("key", "next")
        #expect(try refusal("key", "switch").contains("no server has published the next key yet"))
        try succeed("key", "switch", "--now")
        try succeed("key", "next")
        #expect(try refusal("key", "switch", "--now").contains("retire it first"))
        let given = try path(row("signing", "next"))
        try succeed("key", "discard")
        #expect(!exists(given))
        #expect(try row("signing", "next") == nil)
    }

    @Test func `an emergency is one step: the old key is out at once`() throws {
        let first = try row("signing", "current")
        try serving { _ in
            try succeed("key", "next")
            let told = try succeed("key", "replace", "--reason", "une sauvegarde a été volée")
            #expect(told.contains("by telephone rather than by mail") && told.contains("the reason"))
            let new = try row("signing", "current")
            let document = published()
            #expect(try document.contains(base64(new)) && !document.contains(base64(first)))
            #expect(try rows().count { $0.state == "replaced" } == 2, "the prepared one too")
            #expect(try !exists(path(first)))
        }
        #expect(try succeed("journal", "export").contains("une sauvegarde a été volée"))
        #expect(try program.run("key", "replace").code == 64)
    }

    @Test func `the keys for metadata and for encryption change too`() throws {
        let (metadata, encryption) = (try row("metadata", "current"), try row("encryption", "current"))
        try serving { _ in
            let before = published()
            #expect(try before.contains(base64(metadata)) && before.contains(base64(encryption)))
            try succeed("key", "next", "metadata")
            try succeed("key", "switch", "metadata")
            try succeed("key", "next", "encryption")
            #expect(try published().contains(base64(encryption)), "the next one decrypts, and is not published")
            try succeed("key", "switch", "encryption")
            let after = published()
            #expect(try !after.contains(base64(metadata)) && !after.contains(base64(encryption)))
            #expect(try row("encryption", "previous")?.fingerprint == encryption?.fingerprint)
            #expect(try refusal("key", "retire", "encryption").contains("may still encrypt for it"))
        }
        #expect(try program.run("key", "next", "encryption", "--type", "ec-p256").code == 64)
        #expect(try program.run("key", "next", "rings").code == 64)
    }

    @Test func `a site of an earlier version gets its new keys at its next start, and keeps the one that signs`() throws
    {
        try succeed("key", "list")
        let key = try folder.read("certs/signing.key")
        let certificate = try folder.read("certs/signing.crt")
        for name in ["metadata", "encryption"] {
            for end in ["key", "crt"] {
                try FileManager.default.removeItem(atPath: "\(folder.path)/certs/\(name).\(end)")
            }
        }
        #expect(
            try python(
                "import sqlite3; c = sqlite3.connect('convergences.sqlite'); "
                    + "c.execute('DELETE FROM site_key'); c.commit()") == 0)
        try serving { _ in #expect(published().contains("use=\"encryption\"")) }
        #expect(try folder.read("certs/signing.key") == key)
        #expect(try folder.read("certs/signing.crt") == certificate)
        #expect(try rows().filter { $0.state == "current" }.count == 3)
    }

    @Test func `a crash between a key's files and its row leaves a site that starts`() throws {
        try succeed("key", "list")
        #expect(
            try python(
                "import sqlite3; c = sqlite3.connect('convergences.sqlite'); "
                    + "c.execute(\"DELETE FROM site_key WHERE use != 'signing'\"); c.commit()") == 0)
        let encryption = try folder.read("certs/encryption.key")
        try FileManager.default.removeItem(atPath: folder.path + "/certs/encryption.crt")
        try Data("half a k".utf8).write(to: URL(filePath: folder.path + "/certs/metadata.key.new"))
        try serving { _ in #expect(published().contains("use=\"encryption\"")) }
        #expect(try folder.read("certs/encryption.key") == encryption, "what was made is taken up")
        // Removed from the site and not from the folder: it goes at the next start.
        try succeed("key", "next")
        let next = try path(row("signing", "next"))
        let copy = try #require(FileManager.default.contents(atPath: next))
        try succeed("key", "discard")
        try copy.write(to: URL(filePath: next))
        try serving { _ in }
        #expect(!exists(next))
    }

    // MARK: - Damage

    @Test func `a damaged, exchanged or missing key file is refused at the start, by its name`() throws {
        for name in ["signing", "metadata", "encryption"] {
            let path = "\(folder.path)/certs/\(name).key"
            let whole = try #require(FileManager.default.contents(atPath: path))
            func put(_ bytes: Data?) throws {
                try? FileManager.default.removeItem(atPath: path)
                guard let bytes else { return }
                try bytes.write(to: URL(filePath: path))
                try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
            }
            try put(whole.prefix(whole.count / 2))
            #expect(try refusal("serve").contains("certs/\(name).key is no usable key"))
            try put(Data(try PrivateKey.generate(.ecP256).pem()))
            #expect(try refusal("serve").contains("is not the key that the site uses under this name"))
            try put(nil)
            #expect(try refusal("serve").contains("certs/\(name).key is not there"))
            try put(whole)
        }
        try serving { _ in }
    }

    @Test func `a next key that is damaged while the server runs changes nothing for those who sign on`() throws {
        try serving { server in
            let before = published()
            try succeed("key", "next")
            try succeed("key", "discard")
            // As if the file had been damaged before the server looked.
            let crafted = """
                from sqlite3 import connect; c = connect('convergences.sqlite')
                c.execute("INSERT INTO site_key (use, state, name, certificate, made_at) "
                          "SELECT use, 'next', 'signing-gone', certificate, made_at FROM site_key "
                          "WHERE use = 'signing' AND state = 'current'"); c.commit()
                """
            #expect(try python(crafted) == 0)
            #expect(published().hasPrefix("HTTP/1.1 200"))
            #expect(try published().contains(base64(row("signing", "current"))))
            #expect(before.hasPrefix("HTTP/1.1 200"))
            #expect(server.errors.contains("event=keys-not-loaded"))
            try succeed("key", "discard")
        }
    }

    // MARK: - At rest

    /// Writes a passphrase and names it in the configuration.
    private func configure(passphrase: String, mode: Int = 0o400) throws {
        let path = folder.path + "/passphrase"
        try? FileManager.default.removeItem(atPath: path)
        try Data((passphrase + "\n").utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let file = folder.path + "/convergences.json5"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        guard !text.contains("\n  keys: {") else { return }
        try text.replacing("  database:", with: "  keys: { passphraseFile: \"passphrase\" },\n  database:")
            .write(toFile: file, atomically: true, encoding: .utf8)
    }

    @Test func `keys are encrypted at rest, and the server starts with them`() throws {
        try succeed("key", "list")
        #expect(try refusal("key", "protect").contains("openssl rand -base64 32"))
        try configure(passphrase: "courte")
        #expect(try refusal("key", "protect").contains("too short"))
        let passphrase = "un long fleuve tranquille de clés"
        try configure(passphrase: passphrase)
        #expect(try succeed("key", "protect").contains("signing.key"))
        for name in ["signing", "metadata", "encryption", "journal"] {
            let pem = try folder.read("certs/\(name).key")
            #expect(PrivateKey.isProtected(pem: pem))
            #expect(try folder.mode(of: "certs/\(name).key") == 0o400)
            // Another program opens it too, with the passphrase and not without.
            let file = "certs/\(name).key"
            #expect(
                try folder.run("openssl", "pkey", "-in", file, "-noout", "-passin", "pass:\(passphrase)").status == 0)
            #expect(try folder.run("openssl", "pkey", "-in", file, "-noout", "-passin", "pass:x").status != 0)
        }
        try serving { _ in
            #expect(published().hasPrefix("HTTP/1.1 200"))
            try succeed("key", "next")
            #expect(try row("signing", "next")?.file == "encrypted", "new ones are encrypted too")
        }
        try succeed("journal", "seal")
        try succeed("key", "protect")
        try succeed("key", "unprotect")
        #expect(try rows().filter { $0.file == "encrypted" }.isEmpty)
        try serving { _ in }
    }

    @Test func `a wrong, missing or readable passphrase refuses to start with a sentence, and asks nobody`() throws {
        try configure(passphrase: "un long fleuve tranquille de clés")
        try succeed("key", "protect")
        try configure(passphrase: "un autre fleuve, plus tranquille")
        #expect(try refusal("serve").contains("cannot be opened with the passphrase of"))
        try configure(passphrase: "un long fleuve tranquille de clés", mode: 0o444)
        #expect(try refusal("serve").contains("others may read it"))
        try FileManager.default.removeItem(atPath: folder.path + "/passphrase")
        #expect(try refusal("serve").contains("passphrase"))
        let file = folder.path + "/convergences.json5"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("  keys: { passphraseFile: \"passphrase\" },\n", with: "")
            .write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try refusal("serve").contains("no passphrase is at hand"))
        #expect(
            try refusal("key", "next").contains("no passphrase is at hand"), "no key in clear beside encrypted ones")
    }
}
