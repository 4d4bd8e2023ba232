import Calendar
import Crypto
import Directory
import FoundationEssentials
import Site

/// `convergences journal verify`, `seal`, `seals`, `status`.
enum JournalProof {
    static func verify(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let since = try invocation.moment("since")
        let kept = try invocation.text("seals").map(SealFile.read) ?? []
        let keys =
            try JournalKeys.believed(in: site.configuration.certificates)
            + invocation.all("certificate").map(JournalKeys.key(ofCertificate:))
        let (found, sealed) = try site.directory.read { view in
            (try view.verifyJournal(by: keys, kept: kept, since: since), try view.lastJournalSeal())
        }
        if let foreign = kept.first(where: { $0.site != sealed?.site }), let site = sealed?.site {
            throw CommandError("the file's seal of entry \(foreign.entry) is of \(foreign.site), not of \(site)")
        }
        if let broken = found.firstBreak {
            throw CommandError("the journal is broken: \(broken.reason.sentence(broken.entry))")
        }
        try Output(invocation).done(
            sentence(found, kept: kept.count),
            Record([
                ("entries", .number(Int64(found.entries))), ("erased", .number(Int64(found.erased))),
                ("after", .number(found.start)), ("last", .number(found.last)), ("head", .text(found.head)),
                ("seals", .number(Int64(found.seals))), ("kept", .number(Int64(kept.count))),
                ("lastSealAt", .optional(found.lastSeal?.at)), ("unsealed", .number(Int64(found.unsealed))),
            ]))
    }

    private static func sentence(_ found: JournalVerification, kept: Int) -> String {
        var lines = ["The journal is whole: \(found.entries) entries, \(found.erased) of them without words."]
        if found.start > 0 {
            lines.append("They begin after entry \(found.start), whose seal stands for what came before.")
        }
        if let seal = found.lastSeal {
            lines.append("Seals found right: \(found.seals); the last is of \(DateTime.wholeSeconds(seal.at)).")
            if found.unsealed > 0 {
                lines.append("Not sealed yet, and so not proof against being cut off: \(found.unsealed) entries.")
            }
        } else {
            lines.append("It has no seal yet: an end that was cut off, or a chain written anew, would not be found.")
        }
        lines.append(
            kept > 0
                ? "It agrees with \(kept) seals that were kept elsewhere."
                : "Without seals kept elsewhere (--seals), an end cut off together with its seals is not found.")
        lines.append("Head: \(found.head)")
        return lines.joined(separator: "\n")
    }

    static func seal(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let sealer = try JournalKeys.sealer(of: site, at: invocation.now)
        let done = try site.directory.sealJournal(with: sealer, at: invocation.now)
        if let wrong = done.wrong { throw CommandError("not sealed: \(wrong.sentence(done.entry))") }
        guard let seal = try site.directory.read({ view in try view.lastJournalSeal() }) else {
            throw CommandError("the journal is empty: there is nothing to seal")
        }
        try Output(invocation).done(
            done.count == 0
                ? "Nothing came since the last seal, of entry \(seal.entry)."
                : "Sealed: \(done.count) entries, up to \(seal.entry).\n\(try SealFile.line(seal))",
            Record([
                ("entry", .number(seal.entry)), ("sealed", .number(Int64(done.count))), ("at", .moment(seal.at)),
                ("hash", .text(Hex.encode(seal.hash))), ("signature", .text(Base64.encode(seal.signature))),
            ]))
    }

    static func seals(_ invocation: Invocation) throws {
        let out = try invocation.text("output").map(OutputFile.init(emptying:)) ?? .standardOutput
        let seals = try invocation.site().directory.read { view in try view.journalSeals(limit: 100_000) }
        for seal in seals { out.write(try SealFile.line(seal) + "\n") }
    }

    static func status(_ invocation: Invocation) throws {
        let (jobs, seal) = try invocation.site().directory.read { view in
            (try view.journalUpkeep(), try view.lastJournalSeal())
        }
        let listing = Listing(
            ["job", "at", "entry", "count", "wrong"],
            jobs.map { job in
                [
                    .text(job.job.rawValue), .moment(job.at), .number(job.entry), .number(Int64(job.count)),
                    .optional(job.wrong?.sentence(job.entry)),
                ]
            })
        try Output(invocation).print(listing)
        if !invocation.wantsJSON {
            StandardStream.output.line(
                seal.map { "Last seal: entry \($0.entry), \(DateTime.wholeSeconds($0.at))" } ?? "No seal yet")
        }
    }
}

/// Seals as lines of JSON.
enum SealFile {
    private struct Line: Codable {
        let site: String
        let entry: Int64
        let hash: String
        /// Unix milliseconds, as they are signed.
        let at: Int64
        let key: String
        let signature: String
    }

    static func line(_ seal: JournalSeal) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = Line(
            site: seal.site, entry: seal.entry, hash: Hex.encode(seal.hash),
            at: Int64((seal.at.timeIntervalSince1970 * 1000).rounded()), key: seal.key,
            signature: Base64.encode(seal.signature))
        return String(decoding: try encoder.encode(line), as: UTF8.self)
    }

    static func read(_ path: String) throws -> [JournalSeal] {
        guard let data = FileManager.default.contents(atPath: path) else { throw CommandError("cannot read \(path)") }
        var seals: [JournalSeal] = []
        for (index, text) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let line = try? JSONDecoder().decode(Line.self, from: Data(text)),
                let hash = Hex.decode(line.hash), let signature = Base64.decode(line.signature, allowing: .any)
            else { throw CommandError("\(path), line \(index + 1): this is no seal") }
            let seal = JournalSeal(
                site: line.site, entry: line.entry, hash: hash,
                at: Date(timeIntervalSince1970: Double(line.at) / 1000), key: line.key, signature: signature)
            // The same file may have been written to more than once.
            if !seals.contains(seal) { seals.append(seal) }
        }
        guard !seals.isEmpty else { throw CommandError("\(path) holds no seal") }
        return seals
    }
}
