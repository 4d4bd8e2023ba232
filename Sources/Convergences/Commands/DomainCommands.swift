import Directory
import FoundationEssentials
import Site

/// `convergences domain`: the mail domains that a structure allows.
enum DomainCommands {
    private static let structure = Argument("STRUCTURE", "id, SIRET or exact name")
    private static let domain = Argument("DOMAIN", "such as ville-valmont.example; exact, no subdomains")

    static let group = Command.group(
        "domain", "Allowed mail domains (Domaine autorisé) of structures",
        [
            Command(
                name: "add", summary: "Allow a domain", arguments: [structure, domain],
                examples: ["convergences domain add 'Ville de Valmont' ville-valmont.example"], action: add),
            Command(
                name: "remove", summary: "Stop allowing a domain that no account needs",
                arguments: [structure, domain],
                action: remove),
            Command(
                name: "list", summary: "List the domains of a structure, own and inherited", arguments: [structure],
                action: list),
            Command(
                name: "exceptions", summary: "List the addresses allowed although their domain is not",
                arguments: [structure], action: exceptions),
            Command(
                name: "except", summary: "Allow one address although its domain is not", arguments: [structure],
                options: [
                    Option("email", "ADDRESS", "the address", .required), Option("reason", "TEXT", "why", .required),
                ],
                action: except),
            Command(
                name: "unexcept", summary: "Take such an exception back; who lives by it keeps their accesses",
                arguments: [structure],
                options: [Option("email", "ADDRESS", "the address", .required)], action: unexcept),
        ])

    private static func add(_ invocation: Invocation) throws {
        let (structure, domain) = (try invocation.argument("STRUCTURE"), try invocation.argument("DOMAIN"))
        try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.addDomain(domain, to: change.structure(typed: structure).id)
        }
        try Output(invocation).done("\(structure) allows \(domain)", Record([("domain", .text(domain))]))
    }

    private static func remove(_ invocation: Invocation) throws {
        let (structure, domain) = (try invocation.argument("STRUCTURE"), try invocation.argument("DOMAIN"))
        try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.removeDomain(domain, from: change.structure(typed: structure).id)
        }
        try Output(invocation).done("\(structure) no longer allows \(domain)", Record([("domain", .text(domain))]))
    }

    private static func list(_ invocation: Invocation) throws {
        let text = try invocation.argument("STRUCTURE")
        let listing = try invocation.site().directory.read { view in
            Listing(
                ["domain", "inheritedFrom"],
                try view.allowedDomains(of: view.structure(typed: text).id).map { domain in
                    [
                        .text(domain.domain),
                        .optional(try domain.inheritedFrom.flatMap { try view.structure($0)?.name }),
                    ]
                })
        }
        try Output(invocation).print(listing)
    }

    private static func except(_ invocation: Invocation) throws {
        let text = try invocation.argument("STRUCTURE")
        let (email, reason) = (try invocation.required("email"), try invocation.required("reason"))
        try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.exceptAddress(email, in: change.structure(typed: text).id, reason: reason)
        }
        try Output(invocation).done("\(text) allows the address \(email)", Record([("email", .text(email))]))
    }

    private static func unexcept(_ invocation: Invocation) throws {
        let (text, email) = (try invocation.argument("STRUCTURE"), try invocation.required("email"))
        try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.removeException(for: email, in: change.structure(typed: text).id)
        }
        try Output(invocation).done("\(text) no longer excepts \(email)", Record([("email", .text(email))]))
    }

    private static func exceptions(_ invocation: Invocation) throws {
        let text = try invocation.argument("STRUCTURE")
        let addresses = try invocation.site().directory.read { view in
            try view.exceptedAddresses(of: view.structure(typed: text).id)
        }
        try Output(invocation).print(Listing(["email"], addresses.map { [.text($0)] }))
    }
}
