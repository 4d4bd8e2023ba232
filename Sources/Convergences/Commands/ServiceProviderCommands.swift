import Directory
import FoundationEssentials
import HTTP
import IdentityProvider
import Markup
import Pages
import SAML
import Site

/// `convergences service-provider`: who may ask us, on which terms.
enum ServiceProviderCommands {
    private static let serviceProvider = Argument("SERVICE-PROVIDER", "id or entityID")

    static let group = Command.group(
        "service-provider", "SAML service providers of applications",
        [
            Command(
                name: "import",
                summary:
                    "Register a service provider from its metadata file, or renew it; decisions made with set stay",
                arguments: [Argument("FILE", "its metadata, an XML file")],
                options: [
                    Option("application", "APPLICATION", "id or slug of what it belongs to (when it is new)"),
                    Option("name", "NAME", "how operators call it (its name in the metadata)"),
                    Option("entity-id", "ENTITYID", "which entity, when the file holds several"),
                    .flag("preview", "show what would change, change nothing"),
                    .flag("yes", "change without asking (what is asked at a terminal only)"),
                ],
                examples: ["convergences service-provider import bip.xml --application bip"], action: register),
            Command(name: "list", summary: "List the service providers", action: list),
            Command(
                name: "show", summary: "Show what is known and decided of a service provider",
                arguments: [serviceProvider],
                action: ServiceProviderDecisions.show),
            Command(
                name: "set", summary: "Decide otherwise than the metadata; \"default\" takes a decision back",
                arguments: [serviceProvider], options: ServiceProviderDecisions.options,
                examples: [
                    "convergences service-provider set https://bip.example/saml --name-id persistent --identity person"
                ],
                action: ServiceProviderDecisions.set),
            Command(
                name: "contract",
                summary: "Write the sheet to send to its integrator: names, keys, attributes (Markdown)",
                arguments: [serviceProvider], options: [Option("language", "LANGUAGE", "fr or en (fr)")],
                examples: ["convergences service-provider contract https://bip.example/saml > bip.md"],
                action: contract),
            Command(
                name: "enable", summary: "Answer it", arguments: [serviceProvider], action: { try enable(true, $0) }),
            Command(
                name: "disable", summary: "Answer it no longer", arguments: [serviceProvider],
                action: { try enable(false, $0) }),
            Command(
                name: "remove", summary: "Remove one that was never sent a persistent identity",
                arguments: [serviceProvider], action: remove),
        ] + MetadataCommands.commands)

    private static func register(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let file = try invocation.argument("FILE")
        guard let bytes = FileManager.default.contents(atPath: file) else { throw CommandError("cannot read \(file)") }
        let found: ServiceProviderImport
        do {
            found = try site.readMetadata(Array(bytes), entityID: invocation.text("entity-id"), at: invocation.now)
        } catch {
            throw CommandError("\(file): \(error)")
        }
        let known = try site.directory.read { view in try view.serviceProvider(entityID: found.entityID) }
        let differences = MetadataDifference.between(known?.settings ?? ServiceProviderSettings(), found.settings)
        let title = known == nil ? "\(found.entityID) would be registered with:" : "\(found.entityID) would change:"
        guard !invocation.flag("preview") else {
            return try MetadataCommands.printDifferences(title, differences, invocation)
        }
        if known != nil, !differences.isEmpty, Terminal.isInput, !invocation.flag("yes") {
            StandardStream.error.line(([title] + MetadataCommands.lines(differences)).joined(separator: "\n  "))
            guard Terminal.agrees("Apply? [y/N] ") else { throw CommandError("nothing was changed") }
        }
        let id = try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            let application = try invocation.text("application").map { try change.application(typed: $0).id }
            return try change.register(
                found, metadata: Array(bytes), application: application, name: invocation.text("name"))
        }
        for warning in found.warnings { StandardStream.error.line("convergences: note: \(warning)") }
        try Output(invocation).done(
            (["Service provider \(id): \(found.entityID)"]
                + (known == nil ? [] : MetadataCommands.lines(differences).map { "  \($0)" })).joined(separator: "\n"),
            Record([
                ("id", .number(id.rawValue)), ("entityID", .text(found.entityID)), ("warnings", .list(found.warnings)),
                ("changes", .list(known == nil ? [] : MetadataCommands.lines(differences))),
            ]))
    }

    private static func list(_ invocation: Invocation) throws {
        let listing = try invocation.site().directory.read { view in
            let names = Dictionary(uniqueKeysWithValues: try view.applications().map { ($0.id, $0.slug) })
            return Listing(
                ["id", "entityID", "name", "application", "enabled", "default"],
                try view.serviceProviders().map {
                    [
                        .number($0.id.rawValue), .text($0.entityID), .text($0.name), .optional(names[$0.application]),
                        .truth($0.enabled), .truth($0.isDefault),
                    ]
                })
        }
        try Output(invocation).print(listing)
    }

    private static func contract(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let text = try invocation.argument("SERVICE-PROVIDER")
        let language = try invocation.choice("language", as: Language.self) ?? .fr
        let id = try site.directory.read { view in try view.serviceProvider(typed: text).id }
        guard
            let sheet = try AttributeContract(
                for: id, in: site.directory, from: try site.identity(with: try SiteKeys(of: site).fixed()),
                at: site.configuration.publicURL)?.sheet
        else { throw CommandError("there is no service provider \(text)") }
        let output = sheet.markdown(language)
        try Output(invocation).done(output, Record([("contract", .text(output))]))
    }

    private static func remove(_ invocation: Invocation) throws {
        let text = try invocation.argument("SERVICE-PROVIDER")
        let entityID = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let found = try change.serviceProvider(typed: text)
            try change.removeServiceProvider(found.id)
            return found.entityID
        }
        try Output(invocation).done("Removed \(entityID)", Record([("entityID", .text(entityID))]))
    }

    private static func enable(_ enabled: Bool, _ invocation: Invocation) throws {
        let text = try invocation.argument("SERVICE-PROVIDER")
        let entityID = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let found = try change.serviceProvider(typed: text)
            try change.setEnabled(enabled, serviceProvider: found.id)
            return found.entityID
        }
        try Output(invocation).done(
            "\(entityID) is \(enabled ? "enabled" : "disabled")", Record([("enabled", .truth(enabled))]))
    }
}

extension Site {
    /// Reads a metadata document as this site may: http endpoints on a loopback site only.
    func readMetadata(_ bytes: [UInt8], entityID: String? = nil, at now: Date) throws(SAMLError)
        -> ServiceProviderImport
    {
        try ServiceProviderImport(
            metadata: bytes, entityID: entityID,
            policy: endpointPolicy, at: now)
    }
}

extension Change {
    /// Registers what a metadata document says, or renews it when the entity is known.
    func register(
        _ found: ServiceProviderImport, metadata: [UInt8], application: ID<Application>?, name: String? = nil
    ) throws -> ID<ServiceProvider> {
        if let known = try serviceProvider(entityID: found.entityID) {
            guard application == nil || application == known.application else {
                throw CommandError("\(found.entityID) belongs to another application")
            }
            try updateMetadata(of: known.id, settings: found.settings, metadata: metadata)
            return known.id
        }
        guard let application else {
            throw CommandError("\(found.entityID) is new: name its application with --application")
        }
        return try addServiceProvider(
            entityID: found.entityID, name: name ?? found.displayName ?? found.entityID, application: application,
            settings: found.settings, metadata: metadata)
    }
}
