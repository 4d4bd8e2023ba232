extension Program {
    /// The whole command line.
    static let root = Command.group(
        "convergences", "A SAML 2.0 identity provider, portal and delegated directory",
        [
            Command(name: "version", summary: "Print the program's version") { invocation in
                try Output(invocation).done("convergences \(version)", Record([("version", .text(version))]))
            }
        ])
}
