import FoundationEssentials
import TestFiles
import Testing

@Suite struct `A site made on the command line` {
    struct Identified: Decodable { let id: Int64 }
    struct UserRow: Decodable {
        let id: Int64
        let email: String
        let state: String
    }

    let folder: TestFolder
    let program: TestProgram

    init() throws {
        folder = try TestFolder()
        program = TestProgram(in: folder)
        let made = try program.run("site", "init", "--public-url", "http://localhost:8080", "--key", "ec-p256")
        #expect(made.code == 0, "\(made.errors)")
    }

    private func succeed(_ arguments: String..., input: String = "") throws -> TestProgram.Outcome {
        let outcome = try program.run(arguments, input: input)
        #expect(outcome.code == 0, "\(arguments): \(outcome.errors)")
        return outcome
    }

    private func refusal(_ arguments: String..., input: String = "") throws -> String {
        let outcome = try program.run(arguments, input: input)
        #expect(outcome.code == 1, "\(arguments): \(outcome.output)\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        return outcome.errors
    }

    @Test func `keeps its secrets to itself`() throws {
        #expect(try folder.mode(of: "convergences.sqlite") == 0o600)
        #expect(try folder.mode(of: "certs/signing.key") == 0o400)
        let metadata = String(decoding: try folder.read("metadata/idp.xml"), as: UTF8.self)
        #expect(metadata.contains("entityID=\"http://localhost:8080/saml/metadata\""))
        #expect(try succeed("setting", "get", "entity-id").output == "http://localhost:8080/saml/metadata\n")
        #expect(try refusal("setting", "set", "entity-id", "x").contains("fixed at the site's creation"))
    }

    @Test func `is never made twice in one place`() throws {
        let key = try folder.read("certs/signing.key")
        #expect(try refusal("site", "init", "--public-url", "http://localhost:9").contains("exists already"))
        #expect(try folder.read("certs/signing.key") == key)
    }

    @Test func `answers usage errors with 64 and refusals with 1`() throws {
        let usage = try program.run("user", "add", "--email")
        #expect(usage.code == 64)
        #expect(usage.errors.contains("convergences user add --help tells more."))
        #expect(try program.run("user").code == 0)
        #expect(try refusal("user", "show", "nobody@ville.example").contains("there is no account"))
        #expect(try refusal("user", "list", "--config", "absent.json5").contains("there is no configuration file"))
    }

    @Test func `refuses a signing key that others may read`() throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o440], ofItemAtPath: folder.path + "/certs/signing.key")
        #expect(try refusal("serve").contains("chmod 400"))
    }

    @Test func `takes the whole directory, by names and numbers`() throws {
        _ = try succeed(
            "structure", "add", "--name", "Ville de Valmont", "--siret", "219 300 019 00011",
            "--domain", "ville-valmont.example")
        _ = try succeed(
            "structure", "add", "--name", "CCAS de Valmont", "--attached-to", "21930001900011",
            "--domain", "ccas-valmont.example")
        let domains = try succeed("domain", "list", "CCAS de Valmont").output
        #expect(domains.contains("ville-valmont.example") && domains.contains("Ville de Valmont"))

        let id = try succeed(
            "user", "add", "--email", "Elodie.Barbier@ville-valmont.example", "--given-name", "Élodie",
            "--family-name", "Barbier", "--structure", "Ville de Valmont", "--password-stdin", "--json",
            input: "tracteur lilas 7 gommes\n"
        ).json(as: Identified.self).id
        #expect(
            try refusal(
                "user", "add", "--email", "x@gmail.com", "--given-name", "X", "--family-name", "Y",
                "--structure", "Ville de Valmont"
            ).contains("must end in @ville-valmont.example"))
        #expect(try refusal("user", "password", "\(id)", input: "azertyuiop123\n").contains("rows of keys"))
        _ = try succeed("user", "attach", "elodie.barbier@ville-valmont.example", "--structure", "CCAS de Valmont")

        _ = try succeed("application", "add", "--slug", "bip", "--name", "BIP")
        _ = try succeed("role-group", "add", "--application", "bip", "--label", "BIP")
        _ = try succeed(
            "role", "add", "--application", "bip", "--group", "BIP", "--label", "utilisateurs", "--value", "BIP_USER")
        _ = try succeed("role", "add", "--application", "bip", "--group", "BIP", "--label", "Administrateur")
        let grant = ["entitlement", "grant", "--user", "\(id)", "--structure", "2", "--role", "BIP\\utilisateurs"]
        #expect(try program.run(grant).output.contains("holds BIP\\utilisateurs for 2"))
        #expect(try program.run(grant).output.contains("already"))
        #expect(try succeed("role", "list").output.contains("BIP_USER"))
        #expect(
            try refusal("entitlement", "grant", "--user", "\(id)", "--structure", "1", "--role", "BIP\\utilisateur")
                .contains("there is no role"))

        _ = try succeed("referent", "add", "\(id)", "--structure", "1")
        #expect(try succeed("referent", "list").output.contains("elodie.barbier@ville-valmont.example"))
        _ = try succeed("operator", "add", "\(id)")
        let shown = try succeed("user", "show", "\(id)").output
        #expect(
            shown.contains("BIP: BIP\\utilisateurs (CCAS de Valmont)")
                && shown.contains("Ville de Valmont, CCAS de Valmont"))

        _ = try succeed("user", "suspend", "\(id)")
        #expect(try succeed("user", "list", "--json").json(as: [UserRow].self).map(\.state) == ["suspended"])
        _ = try succeed("user", "resume", "\(id)")
        _ = try succeed("user", "delete", "\(id)")
        #expect(try succeed("user", "list", "--json").json(as: [UserRow].self).isEmpty)
        _ = try succeed("user", "restore", "elodie.barbier@ville-valmont.example")
        _ = try succeed("entitlement", "revoke", "--user", "\(id)", "--structure", "2", "--role", "BIP\\utilisateurs")
        #expect(try refusal("user", "detach", "\(id)", "--structure", "Nulle part").contains("there is no structure"))
        _ = try succeed("user", "detach", "\(id)", "--structure", "CCAS de Valmont")

        _ = try succeed("structure", "add", "--name", "Vide")
        _ = try succeed("structure", "remove", "Vide")
        #expect(try refusal("structure", "remove", "Ville de Valmont").contains("in use"))
        _ = try succeed("role", "remove", "BIP\\utilisateurs")
        #expect(try succeed("journal", "verify").output.contains("The journal is whole"))
        #expect(try succeed("journal", "list", "--kind", "entitlementGranted").output.contains("BIP\\utilisateurs"))
        #expect(try !succeed("journal", "list", "--limit", "1000").output.contains("lilas"))
    }

    @Test func `gives a link once, for the person to choose a password`() throws {
        struct Link: Decodable {
            let link: String
            let purpose: String
        }
        _ = try succeed("structure", "add", "--name", "Ville", "--domain", "ville.example")
        let added = try succeed(
            "user", "add", "--email", "a@ville.example", "--given-name", "A", "--family-name", "B",
            "--structure", "Ville", "--activation-link", "--json"
        ).json(as: Link.self)
        #expect(added.link.hasPrefix("http://localhost:8080/bienvenue/"))
        #expect(added.purpose == "activation")
        #expect(
            try succeed("user", "activation-link", "a@ville.example", "--json").json(as: Link.self).link != added.link)
        #expect(try refusal("user", "password", "a@ville.example", input: "short\n").contains("at least 12 characters"))
        #expect(try program.run("user", "password", "a@ville.example").code == 64)
        _ = try succeed("user", "password", "a@ville.example", input: "tracteur lilas 7 gommes\n")
        #expect(
            try succeed("user", "activation-link", "a@ville.example", "--json").json(as: Link.self).purpose == "reset")
        #expect(try succeed("session", "list", "a@ville.example").output == "(none)\n")
        #expect(try succeed("session", "end", "a@ville.example").output.contains("Ended 0"))
    }

    @Test func `imports a service provider and keeps what was decided`() throws {
        let metadata = """
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://bip.example/saml">\
            <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\
            <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" \
            Location="https://bip.example/acs" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>
            """
        try Data(metadata.utf8).write(to: URL(filePath: folder.path + "/bip.xml"))
        try Data("<broken".utf8).write(to: URL(filePath: folder.path + "/broken.xml"))
        _ = try succeed("application", "add", "--slug", "bip", "--name", "BIP")
        #expect(try refusal("service-provider", "import", "bip.xml").contains("--application"))
        #expect(try refusal("service-provider", "import", "broken.xml", "--application", "bip").contains("broken.xml"))
        #expect(try refusal("service-provider", "import", "absent.xml").contains("cannot read"))
        _ = try succeed("service-provider", "import", "bip.xml", "--application", "bip")
        _ = try succeed(
            "service-provider", "set", "https://bip.example/saml", "--name-id", "persistent",
            "--identity", "personAndStructure", "--session-lifetime", "60", "--attribute", "uid=structureID")
        _ = try succeed("service-provider", "import", "bip.xml")
        let shown = try succeed("service-provider", "show", "https://bip.example/saml").output
        #expect(shown.contains("uid=structureID") && shown.contains("personAndStructure"))
        _ = try succeed("service-provider", "set", "1", "--attribute", "default", "--identity", "default")
        #expect(try !succeed("service-provider", "show", "1").output.contains("uid=structureID"))
        let wrong = try program.run("service-provider", "set", "1", "--attribute", "uid=nothing")
        #expect(wrong.code == 64)
        _ = try succeed("service-provider", "disable", "1")
        #expect(try succeed("service-provider", "list").output.contains("no"))
        _ = try succeed("service-provider", "remove", "1")
        #expect(try succeed("service-provider", "list").output == "(none)\n")
    }

    @Test func `sets what may change while it runs, and nothing else`() throws {
        _ = try succeed("setting", "set", "site.name", "Portail du CIG")
        #expect(try succeed("setting", "get", "site.name").output == "Portail du CIG\n")
        #expect(try refusal("setting", "set", "site.nmae", "x").contains("Did you mean site.name?"))
        #expect(try refusal("setting", "set", "site.correspondent", "nobody").contains("Enter an e-mail address"))
        let colour = try refusal("setting", "set", "site.accent", "#00AEEF")
        #expect(colour.contains("instead of 4.5. The nearest that will do is #"))
        #expect(try refusal("setting", "set", "site.logo", "x").contains("setting logo FILE"))
        #expect(try refusal("setting", "set", "portal.message.fr", "x").contains("message add"))
        #expect(try refusal("setting", "logo", "convergences.json5").contains("PNG"))
        let list = try succeed("setting", "list").output
        #expect(list.contains("Portail du CIG") && list.contains("users.dormant.days"))
        _ = try succeed("setting", "set", "site.name")
        #expect(try refusal("setting", "get", "site.name").contains("never set"))
    }

    @Test func `plans messages on the portal`() throws {
        let id = try succeed("message", "add", "--fr", "Bonjour", "--from", "2100-01-01", "--json")
            .json(as: Identified.self).id
        #expect(try succeed("message", "list").output.contains("planned"))
        #expect(try refusal("message", "add", "--fr", "Trop tard", "--until", "2020-01-01").contains("until"))
        _ = try succeed("message", "remove", "\(id)")
        #expect(try refusal("message", "remove", "\(id)").contains("there is no message"))
    }

    @Test func `takes back an exception and an empty group of roles`() throws {
        _ = try succeed("structure", "add", "--name", "Ville")
        _ = try succeed("domain", "except", "Ville", "--email", "a@b.example", "--reason", "prestataire")
        #expect(try succeed("domain", "exceptions", "Ville").output.contains("a@b.example"))
        _ = try succeed("domain", "unexcept", "Ville", "--email", "a@b.example")
        #expect(try refusal("domain", "unexcept", "Ville", "--email", "a@b.example").contains("not found"))
        _ = try succeed("application", "add", "--slug", "bip", "--name", "BIP")
        _ = try succeed("role-group", "add", "--application", "bip", "--label", "BIP")
        _ = try succeed("role", "add", "--application", "bip", "--group", "BIP", "--label", "utilisateurs")
        #expect(try refusal("role-group", "remove", "BIP", "--application", "bip").contains("in use"))
        _ = try succeed("role", "remove", "BIP\\utilisateurs")
        _ = try succeed("role-group", "remove", "BIP", "--application", "bip")
    }
}
