import FoundationEssentials
import TestFiles
import Testing

@Suite struct `The demonstration` {
    struct Account: Decodable, Equatable {
        let address: String
        let password: String?
    }

    let folder: TestFolder
    let program: TestProgram

    init() throws {
        folder = try TestFolder()
        program = TestProgram(in: folder)
    }

    private func ask(_ arguments: String...) throws -> TestProgram.Outcome {
        let outcome = try program.run(arguments + ["--config", "site/convergences.json5"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        return outcome
    }

    @Test func `is the guide's world, and prints the same passwords at every start`() throws {
        let first = try program.run("demo", "--prepare", "--json")
        #expect(first.code == 0, "\(first.errors)")
        let accounts: [Account] = try first.json()
        #expect(accounts.count == 8)
        #expect(accounts.count { $0.password == nil } == 1)
        #expect(try folder.mode(of: "site/accounts.json") == 0o600)
        #expect(try program.run("demo", "--prepare", "--json").json(as: [Account].self) == accounts)

        let structures = try ask("structure", "list").output
        for name in ["Ville de Valmont", "CCAS de Valmont", "Caisse des écoles de Valmont"] {
            #expect(structures.contains(name))
        }
        let roles = try ask("role", "list").output
        for path in [
            "BIP\\utilisateurs", "Net-cotisation collectivité\\net cotisation",
            "site internet collectivités\\gestionnaire RH", "Elecpro\\utilisateur", "BIP\\Administrateur",
        ] {
            #expect(roles.contains(path))
        }
        #expect(try ask("referent", "list").output.contains("Nadia Benslimane"))
        #expect(try ask("operator", "list").output.contains("claire.morel@cig.example"))
        let elodie = try ask("entitlement", "list", "--user", "elodie.barbier@ville-valmont.example").output
        #expect(
            elodie.contains("CCAS de Valmont") && elodie.contains("Ville de Valmont")
                && elodie.contains("Nadia Benslimane"))
        #expect(try ask("entitlement", "list", "--user", "fatou.camara@ville-valmont.example").output == "(none)\n")
        #expect(try ask("service-provider", "list").output.contains("netcotisation"))
        #expect(try ask("journal", "verify").output.contains("The journal is whole"))
    }

    @Test func `runs portal and service providers, and ends both`() throws {
        let (port, other) = (try TestHTTP.freePort(), try TestHTTP.freePort())
        let demonstration = try program.start([
            "demo", "--folder", "site", "--port", "\(port)", "--sp-port", "\(other)",
        ])
        try demonstration.waitFor("Ctrl-C ends the demonstration")
        try demonstration.waitFor("Demonstration service providers answer")
        #expect(demonstration.output.contains("http://localhost:\(port)/bienvenue/"))
        #expect(TestHTTP.get("/connexion", host: "localhost:\(port)", port: port).hasPrefix("HTTP/1.1 200"))
        for slug in ["bip", "site", "netcotisation", "elecpro"] {
            let metadata = TestHTTP.get("/\(slug)/metadata", host: "127.0.0.1:\(other)", port: other)
            #expect(metadata.hasPrefix("HTTP/1.1 200"))
        }
        #expect(demonstration.stop() == 0)
        let end = ContinuousClock.now + .seconds(5)
        while !TestHTTP.get("/", host: "127.0.0.1:\(other)", port: other).isEmpty, ContinuousClock.now < end {}
        #expect(TestHTTP.get("/", host: "127.0.0.1:\(other)", port: other).isEmpty)
    }

    @Test func `says when a port is taken, whichever`() throws {
        let (port, other) = (try TestHTTP.freePort(), try TestHTTP.freePort())
        let first = try program.start(["demo", "--folder", "a", "--port", "\(port)", "--sp-port", "\(other)"])
        try first.waitFor("Demonstration service providers answer")
        let free = try TestHTTP.freePort()
        let second = try program.run("demo", "--folder", "b", "--port", "\(port)", "--sp-port", "\(free)")
        #expect(second.code == 1)
        #expect(second.errors.contains("--port and --sp-port"))
        let third = try program.run("demo", "--folder", "b", "--port", "\(free)", "--sp-port", "\(other)")
        #expect(third.code == 1)
        #expect(third.errors.contains("the service providers have ended"))
        #expect(first.stop() == 0)
    }

    @Test func `adds a crowd once, by the directory's own rules`() throws {
        #expect(try program.run("demo", "--prepare", "--folder", "site", "--users", "300").code == 0)
        #expect(try program.run("demo", "--prepare", "--folder", "site", "--users", "300").code == 0)
        #expect(try ask("user", "list", "--limit", "1000", "--json").json(as: [SiteUser].self).count == 308)
        #expect(try ask("journal", "verify").output.contains("The journal is whole"))
    }

    struct SiteUser: Decodable { let email: String }
}
