/// `convergences conformance`: how this program stands to the profiles, requirement by requirement.
enum ConformanceCommand {
    static let command = Command(
        name: "conformance",
        summary: "List every requirement of the SAML profiles, and the test that shows it or the reason it is not met",
        options: [Option.flag("markdown", "as Documentation/Conformance.md")],
        examples: ["convergences conformance", "convergences conformance --json"], action: show)

    private static func show(_ invocation: Invocation) throws {
        guard !invocation.flag("markdown") else {
            StandardStream.output.write(ConformanceDocument.text)
            return
        }
        try Output(invocation).print(
            Listing(
                ["id", "requirement", "verdict", "reason", "tests"],
                Requirement.all.map {
                    [
                        .text($0.id), .text($0.gist), .text($0.verdict.word), .optional($0.verdict.reason),
                        .list($0.verdict.tests),
                    ]
                }))
    }
}
