import Database
import FoundationEssentials
import Site

/// `convergences serve`.
enum ServeCommand {
    static let command = Command(
        name: "serve", summary: "Serve the site until asked to stop (SIGTERM, SIGINT)",
        examples: ["convergences serve --config /srv/convergences/convergences.json5"], action: serve)

    private static func serve(_ invocation: Invocation) throws {
        // Before any thread begins, so that every thread leaves the signals to the one that waits for them.
        let signals = StopSignals()
        PrivateFiles.protectMemory()
        let site = try Site(try invocation.configuration(), checkpointing: .here, at: invocation.now)
        let say: @Sendable (String) -> Void = { StandardStream.output.line($0) }
        let service = try SiteService(site, log: .standardError, console: Terminal.isOutput ? say : nil)
        try service.start()
        signals.wait()
        service.stop()
    }
}
