import DemonstrationSP
import FoundationEssentials
import HTTP
import Crypto
import Site

/// `convergences demonstration-sp`: the service providers of the demonstration, a program of their own.
enum DemonstrationSPCommand {
    static let group = Command.group(
        "demonstration-sp", "Service providers to try a site with",
        [
            Command(
                name: "serve", summary: "Serve four demonstration service providers",
                options: [
                    Option("identity-provider", "FILE", "metadata of the identity provider", .required),
                    Option("keys", "FOLDER", "where their keys are, or are made", .required),
                    Option("url", "URL", "where browsers reach them (http://127.0.0.1:8081)"),
                    Option("listen", "ADDRESS:PORT", "where to listen (127.0.0.1:8081)"),
                    Option.flag("end-with-parent", "end when the program that started this one ends"),
                ],
                examples: [
                    "convergences demonstration-sp serve --identity-provider metadata/idp.xml --keys certs/demonstration"
                ],
                action: serve)
        ])

    private static func serve(_ invocation: Invocation) throws {
        let signals = StopSignals()
        if invocation.flag("end-with-parent") { ChildProgram.endWithParent() }
        PrivateFiles.protectMemory()
        guard let url = PublicURL(invocation.text("url") ?? "http://127.0.0.1:8081") else {
            throw invocation.usage("--url must be such as http://127.0.0.1:8081")
        }
        guard let listen = ListenAddress(invocation.text("listen") ?? "127.0.0.1:8081") else {
            throw invocation.usage("--listen must be such as 127.0.0.1:8081")
        }
        let file = try invocation.required("identity-provider")
        guard let metadata = FileManager.default.contents(atPath: file) else {
            throw CommandError("cannot read \(file)")
        }
        let providers = try DemonstrationServiceProviders(
            at: url, keysIn: try invocation.required("keys"), identityProvider: Array(metadata), now: invocation.now)
        let server = Server(
            ServerConfiguration(
                address: listen.address, port: listen.port, publicURL: url, random: Randomness.system.bytes),
            router: providers.router, clock: { Date() }, log: { _ in })
        try server.listen(on: listen)
        StandardStream.output.line("Demonstration service providers answer on \(listen) for \(url)")
        signals.wait()
        server.stop()
    }
}
