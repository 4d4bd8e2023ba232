import FoundationEssentials

/// What a command says, on the standard output: plain, or JSON when asked with `--json`.
struct Output {
    let isJSON: Bool

    init(_ invocation: Invocation) {
        isJSON = invocation.wantsJSON
    }

    func print(_ listing: Listing) throws {
        try isJSON ? write(listing.records) : StandardStream.output.line(listing.plain)
    }

    func print(_ record: Record) throws {
        try isJSON ? write(record) : StandardStream.output.line(record.plain)
    }

    /// What was done: a sentence for people, the record for scripts.
    func done(_ sentence: String, _ record: Record) throws {
        try isJSON ? write(record) : StandardStream.output.line(sentence)
    }

    private func write(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
        StandardStream.output.line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
