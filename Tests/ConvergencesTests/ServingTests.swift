import FoundationEssentials
import TestFiles
import Testing

@Suite struct `A site being served` {
    let folder: TestFolder
    let program: TestProgram
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        program = TestProgram(in: folder)
        port = try program.makeSite()
    }

    @Test func `answers at once, logs each request, and stops when asked`() throws {
        let server = try program.start(["serve"])
        try server.waitFor("Convergences answers on 127.0.0.1:\(port) for http://localhost:\(port)")
        let metadata = TestHTTP.get("/saml/metadata", host: "localhost:\(port)", port: port)
        #expect(metadata.hasPrefix("HTTP/1.1 200"))
        #expect(metadata.hasSuffix(String(decoding: try folder.read("metadata/idp.xml"), as: UTF8.self)))
        #expect(TestHTTP.get("/connexion", host: "localhost:\(port)", port: port).contains("Connexion"))
        #expect(!TestHTTP.get("/", host: "elsewhere.example", port: port).hasPrefix("HTTP/1.1 200"))
        #expect(TestHTTP.get("/absent", host: "localhost:\(port)", port: port).hasPrefix("HTTP/1.1 404"))
        // A command beside the running server is seen by it.
        #expect(try program.run("structure", "add", "--name", "Ville", "--domain", "ville.example").code == 0)
        #expect(server.stop() == 0)
        #expect(server.errors.contains("path=/saml/metadata status=200"))
        #expect(server.errors.contains("event=stopped"))
        #expect(TestHTTP.get("/", host: "localhost:\(port)", port: port).isEmpty)
    }

    @Test func `says that its port is taken`() throws {
        let first = try program.start(["serve"])
        try first.waitFor("answers on")
        let second = try program.run("serve")
        #expect(second.code == 1)
        #expect(second.errors == "convergences: cannot listen on 127.0.0.1:\(port): Address already in use\n")
        #expect(first.stop() == 0)
    }

    @Test func `shows its memory to nobody`() throws {
        let server = try program.start(["serve"])
        try server.waitFor("answers on")
        // A process that may not be dumped has its files in /proc owned by root.
        let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(server.process)/environ")[.ownerAccountID]
        #expect((owner as? Int ?? (owner as? UInt32).map(Int.init)) == 0)
        #expect(server.stop() == 0)
    }
}
