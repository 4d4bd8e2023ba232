import Crypto
import Directory
import FoundationEssentials
import HTTP
import IdentityProvider
import Markup
import Pages
import Site

/// The commands of `convergences service-provider` about where metadata comes from and what it changes.
enum MetadataCommands {
    private static let serviceProvider = Argument("SERVICE-PROVIDER", "id or entityID")
    private static let terms = [
        Option("signing-key", "FILE", "PEM of the key or certificate that signs it, got by another way than it"),
        Option("longest-validity", "DAYS|any", "how far ahead its validUntil may lie (30 with a key, else any)"),
        Option("apply", "WHEN", "itself: a change counts at once (with a key); operator: it waits (without)"),
    ]

    static let commands = [
        Command(
            name: "add", summary: "Register a service provider from the URL of its metadata, which is then renewed",
            options: [
                Option("url", "URL", "where its metadata is", .required),
                Option("application", "APPLICATION", "id or slug of what it belongs to", .required),
                Option("name", "NAME", "how operators call it (its name in the metadata)"),
                Option("entity-id", "ENTITYID", "which entity, when the document holds several"),
                .flag("preview", "show what is understood, register nothing"),
            ] + terms,
            examples: [
                "convergences service-provider add --url https://bip.example/Shibboleth.sso/Metadata --application bip"
            ], action: add),
        Command(
            name: "source",
            summary: "Say where the metadata of a service provider comes from; --none: imported by hand",
            arguments: [serviceProvider],
            options: [Option("url", "URL", "where its metadata is"), .flag("none", "renew it no longer")] + terms,
            examples: [
                """
                convergences service-provider source https://bip.example/saml --url https://bip.example/metadata \
                --signing-key federation.pem
                """
            ], action: source),
        Command(
            name: "refresh", summary: "Ask the source of a service provider now, or every source",
            arguments: [Argument("SERVICE-PROVIDER", "id or entityID (every source)", isOptional: true)],
            action: refresh),
        Command(
            name: "preview", summary: "Show the change of metadata that waits", arguments: [serviceProvider],
            action: preview),
        Command(
            name: "apply", summary: "Apply the change of metadata that waits", arguments: [serviceProvider],
            action: { try decide(true, $0) }),
        Command(
            name: "reject", summary: "Refuse the change of metadata that waits", arguments: [serviceProvider],
            action: { try decide(false, $0) }),
        Command(
            name: "errors", summary: "List refused messages of a service provider, or of unknown senders",
            arguments: [Argument("SERVICE-PROVIDER", "id or entityID (unknown senders)", isOptional: true)],
            action: errors),
    ]

    /// What changes, one sentence a line.
    static func lines(_ differences: [MetadataDifference]) -> [String] { differences.map(\.words.en) }

    // MARK: - Sources

    private static func add(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let terms = try decided(invocation, url: try invocation.required("url"), known: nil)
        let checked = try site.keeper.look(at: terms, entityID: invocation.text("entity-id"))
        let found = checked.found
        let understood = MetadataDifference.between(ServiceProviderSettings(), found.settings)
        let application = try invocation.required("application")
        let warnings = found.warnings
        for warning in warnings { StandardStream.error.line("convergences: note: \(warning)") }
        guard !invocation.flag("preview") else {
            return try printDifferences("\(found.entityID) would be registered with:", understood, invocation)
        }
        let id = try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.registerServiceProvider(
                found.entityID, name: invocation.text("name") ?? found.displayName ?? found.entityID,
                application: try change.application(typed: application).id, checked.copy, from: terms)
        }
        try Output(invocation).done(
            (["Service provider \(id): \(found.entityID)"] + lines(understood).map { "  \($0)" })
                .joined(separator: "\n"),
            Record([
                ("id", .number(id.rawValue)), ("entityID", .text(found.entityID)), ("warnings", .list(warnings)),
                ("understood", .list(lines(understood))),
            ]))
    }

    private static func source(_ invocation: Invocation) throws {
        let text = try invocation.argument("SERVICE-PROVIDER")
        guard invocation.flag("none") != (invocation.text("url") != nil) else {
            throw invocation.usage("give either --url or --none")
        }
        let entityID = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let found = try change.serviceProvider(typed: text)
            let known = try change.metadataSource(of: found.id)
            let terms = try invocation.text("url").map { try decided(invocation, url: $0, known: known) }
            try change.setMetadataSource(terms, of: found.id)
            return found.entityID
        }
        try Output(invocation).done(
            invocation.flag("none")
                ? "\(entityID): renewed no longer" : "\(entityID): renewed from now on; \"refresh\" asks at once",
            Record([("entityID", .text(entityID)), ("url", .optional(invocation.text("url")))]))
    }

    private static func decided(
        _ invocation: Invocation, url: String, known: MetadataSource?
    ) throws -> MetadataSource.Terms {
        guard ["https://", "http://"].contains(where: { url.lowercased().hasPrefix($0) }) else {
            throw invocation.usage("--url must begin with https:// (or http://, where a key vouches for the document)")
        }
        var key = known?.terms.signingKey
        if let file = invocation.text("signing-key") {
            key = nil
            if file != "none" {
                guard let bytes = FileManager.default.contents(atPath: file) else {
                    throw CommandError("cannot read \(file)")
                }
                key = MetadataSource.Terms.key(pem: Array(bytes))
                guard key != nil else { throw CommandError("\(file) holds no public key or certificate that is taken") }
            }
        }
        var terms = MetadataSource.Terms(url: url, signingKey: key)
        if let text = invocation.text("longest-validity") {
            guard text == "any" || Int(text).map({ (1...3650).contains($0) }) == true else {
                throw invocation.usage("--longest-validity must be a number of days from 1 to 3650, or \"any\"")
            }
            terms.longestValidity = Int(text).map { TimeInterval($0) * 86_400 }
        }
        switch invocation.text("apply") {
        case "itself": terms.appliesItself = true
        case "operator": terms.appliesItself = false
        case nil: break
        default: throw invocation.usage("--apply must be \"itself\" or \"operator\"")
        }
        return terms
    }

    private static func refresh(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let wanted = invocation.arguments["SERVICE-PROVIDER"]
        let (providers, sources) = try site.directory.read { view in
            (
                try wanted.map { [try view.serviceProvider(typed: $0)] } ?? view.serviceProviders(),
                try view.metadataSources()
            )
        }
        let withSource = providers.filter { provider in sources.contains { $0.serviceProvider == provider.id } }
        if wanted != nil, let only = providers.first, withSource.isEmpty {
            throw CommandError("\(only.entityID) has no source: say one with \"source --url\", or import a file")
        }
        var rows: [[Cell]] = []
        var isGood = true
        for provider in withSource {
            guard let outcome = try site.keeper.refresh(provider.id, by: invocation.actor) else { continue }
            isGood = isGood && outcome.isGood
            let detail = try site.directory.read { view in try view.metadataSource(of: provider.id)?.detail }
            rows.append([
                .number(provider.id.rawValue), .text(provider.entityID), .text(outcome.rawValue),
                .text(outcome.words.en),
                .text(detail ?? ""),
            ])
        }
        try Output(invocation).print(Listing(["id", "entityID", "outcome", "meaning", "detail"], rows))
        guard isGood else { throw CommandError("what failed keeps the metadata that is known") }
    }

    // MARK: - Changes

    private static func preview(_ invocation: Invocation) throws {
        let text = try invocation.argument("SERVICE-PROVIDER")
        let (found, proposal) = try invocation.site().directory.read { view in
            let found = try view.serviceProvider(typed: text)
            return (found, try view.metadataProposal(for: found.id))
        }
        guard let proposal else {
            return try Output(invocation).done("No change waits.", Record([("changes", .list([]))]))
        }
        try printDifferences(
            "\(found.entityID) would change:", MetadataDifference.between(found.settings, proposal.settings), invocation
        )
    }

    static func printDifferences(_ title: String, _ differences: [MetadataDifference], _ invocation: Invocation) throws
    {
        let lines = lines(differences)
        try Output(invocation).done(
            lines.isEmpty ? "Nothing would change." : ([title] + lines.map { "  \($0)" }).joined(separator: "\n"),
            Record([("changes", .list(lines))]))
    }

    private static func decide(_ applies: Bool, _ invocation: Invocation) throws {
        let text = try invocation.argument("SERVICE-PROVIDER")
        let entityID = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let found = try change.serviceProvider(typed: text)
            guard let proposal = try change.metadataProposal(for: found.id) else {
                throw CommandError("no change of \(found.entityID) waits")
            }
            if applies {
                try change.applyProposedMetadata(proposal.digest, to: found.id)
            } else {
                try change.rejectProposedMetadata(proposal.digest, for: found.id)
            }
            return found.entityID
        }
        try Output(invocation).done(
            "\(entityID): the change is \(applies ? "applied" : "refused")",
            Record([("entityID", .text(entityID)), ("applied", .truth(applies))]))
    }

    // MARK: - Errors

    private static func errors(_ invocation: Invocation) throws {
        let wanted = invocation.arguments["SERVICE-PROVIDER"]
        let listing = try invocation.site().directory.read { view in
            let id = try wanted.map { try view.serviceProvider(typed: $0).id }
            return Listing(
                ["last", "times", "check", "detail", "issuer", "reference"],
                try view.integrationErrors(of: id).map {
                    [
                        .moment($0.lastAt), .number(Int64($0.times)), .text($0.finding.rawValue), .text($0.detail),
                        .text($0.issuer), .text($0.reference),
                    ]
                })
        }
        try Output(invocation).print(listing)
    }
}

extension Site {
    /// What renews metadata, for a command: what goes wrong is told on the standard error.
    var keeper: MetadataKeeper { metadataKeeper { StandardStream.error.line("convergences: \($0)") } }
}
