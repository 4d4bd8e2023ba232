extension Program {
    /// The whole command line.
    static let root = Command.group(
        "convergences", "A SAML 2.0 identity provider, portal and delegated directory",
        examples: [
            "convergences site init --public-url https://auth.example.fr", "convergences serve", "convergences demo",
        ],
        [
            SiteCommands.group,
            KeyCommands.group,
            ServeCommand.command,
            DemoCommand.command,
            StructureCommands.group,
            DomainCommands.group,
            UserCommands.group,
            PowerCommands.referents,
            PowerCommands.operators,
            ApplicationCommands.group,
            RoleCommands.groups,
            RoleCommands.roles,
            ServiceProviderCommands.group,
            EntitlementCommands.group,
            SettingCommands.group,
            MailCommands.group,
            MessageCommands.group,
            JobCommands.group,
            JournalCommands.group,
            SessionCommands.group,
            DemonstrationSPCommand.group,
            ConformanceCommand.command,
            Command(name: "version", summary: "Print the program's version") { invocation in
                try Output(invocation).done("convergences \(version)", Record([("version", .text(version))]))
            },
        ])
}
