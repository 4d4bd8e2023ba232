import Crypto
import Directory
import FoundationEssentials
import IdentityProvider
import Site

/// `convergences key`: the life of the site's keys. A running server follows from its next request on.
enum KeyCommands {
    private static let use = Argument("USE", "signing (if not said), metadata or encryption", isOptional: true)
    private static let type = Option(
        "type", "TYPE", KeyType.allCases.map(\.rawValue).joined(separator: ", ") + " (that of the key in use)")
    private static let now = Option.flag("now", "do not wait until every copy of the metadata is fresh")

    static let group = Command.group(
        "key", "The site's keys: a planned change in two steps, an emergency in one, files under a passphrase",
        examples: [
            "convergences key list", "convergences key next", "convergences key replace --reason 'server lost'",
        ],
        [
            Command(name: "list", summary: "List the keys, with their state, dates and files", action: list),
            Command(
                name: "next", summary: "Make the next key; a signing key is published beside the one in use",
                arguments: [use], options: [type],
                examples: ["convergences key next", "convergences key next signing --type ec-p256"], action: next),
            Command(
                name: "switch", summary: "Put the next key into use; the previous one stays published, or decrypts",
                arguments: [use], options: [now], examples: ["convergences key switch"], action: change),
            Command(
                name: "retire", summary: "Take the previous key out, when nobody needs it any more",
                arguments: [use], options: [now], examples: ["convergences key retire"], action: retire),
            Command(
                name: "discard", summary: "Give up the next key: nothing has changed then", arguments: [use],
                action: discard),
            Command(
                name: "replace", summary: "Emergency: a new key at once, every former one of its use out",
                arguments: [use],
                options: [Option("reason", "TEXT", "why; the journal keeps it", .required), type],
                examples: ["convergences key replace --reason 'a backup was stolen'"], action: replace),
            Command(
                name: "protect", summary: "Encrypt the key files with the site's passphrase",
                examples: ["convergences key protect"], action: KeyProtection.protect),
            Command(
                name: "unprotect", summary: "Decrypt the key files", action: KeyProtection.unprotect),
        ])

    private static func use(_ invocation: Invocation) throws -> SiteKey.Use {
        guard let text = invocation.arguments["USE"] else { return .signing }
        guard let use = SiteKey.Use(rawValue: text) else {
            throw invocation.usage("USE must be signing, metadata or encryption, not \"\(text)\"")
        }
        return use
    }

    private static func keys(_ invocation: Invocation) throws -> SiteKeys {
        let keys = try SiteKeys(of: try invocation.site())
        try keys.complete(at: invocation.now)
        return keys
    }

    // MARK: - What there is

    private static func list(_ invocation: Invocation) throws {
        let keys = try keys(invocation)
        let rows = try keys.all().map { key in
            let file = keys.file(key.name)
            let kind = (try? key.certificate.publicKey.kind).map { "\($0)" }
            return [
                Cell.text(key.use.rawValue), .text(key.state.rawValue), .optional(kind), .text(key.mark),
                .moment(key.madeAt), .optional(key.publishedAt), .optional(key.switchedAt),
                .optional(key.succeededAt ?? key.endedAt), .moment(key.certificate.notAfter),
                file.isProtected.map { .text($0 ? "encrypted" : "clear") } ?? .nothing, .text(file.certificatePath),
            ]
        }
        try Output(invocation).print(
            Listing(
                [
                    "use", "state", "type", "fingerprint", "made", "published", "inUseFrom", "inUseUntil",
                    "certificateEnds", "file", "certificate",
                ], rows))
    }

    // MARK: - The planned change

    private static func next(_ invocation: Invocation) throws {
        let use = try use(invocation)
        let keys = try keys(invocation)
        let known = try keys.all()
        if let next = known.key(use, .next) {
            throw CommandError(
                "there is a next \(use.rawValue) key already (\(next.mark)): convergences key switch \(use.rawValue), or key discard \(use.rawValue)"
            )
        }
        let type = try chosenType(use, known, invocation)
        let (name, certificate) = try keys.make(use, type, at: invocation.now)
        try keys.site.directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.addKey(use, .next, name: name, certificate: certificate)
        }
        let news = try KeyNews(keys, at: invocation.now)
        let record = try record(use, "next", certificate, keys.file(name), for: news.audience())
        try answer(news.prepared(use, certificate, keys.file(name)), record, keys, invocation)
    }

    private static func change(_ invocation: Invocation) throws {
        let use = try use(invocation)
        let keys = try keys(invocation)
        let known = try keys.all()
        guard let next = known.key(use, .next), let current = known.key(use, .current) else {
            throw CommandError(
                "there is no next \(use.rawValue) key: make it with \"convergences key next \(use.rawValue)\"")
        }
        if let previous = known.key(use, .previous) {
            throw CommandError(
                "the \(use.rawValue) key of before (\(previous.mark)) still counts: retire it first with \"convergences key retire \(use.rawValue)\""
            )
        }
        // A key that cannot be read must not come into use.
        _ = try keys.file(next.name).key(of: next.certificate, keys.passphrase)
        if use == .signing, !invocation.flag("now") { try requirePublished(next, keys, at: invocation.now) }
        try keys.site.directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.switchKey(from: current, to: next)
        }
        if use == .metadata { try keys.file(current.name).removeKey() }
        let news = try KeyNews(keys, at: invocation.now)
        let record = try record(use, "current", next.certificate, keys.file(next.name), for: news.audience())
        try answer(news.switched(use, from: current, to: next), record, keys, invocation)
    }

    private static func requirePublished(_ next: SiteKey, _ keys: SiteKeys, at now: Date) throws {
        guard let since = next.publishedAt else {
            throw CommandError(
                "no server has published the next key yet: a running one does within a minute (or says in its log why not); with --now sign-ons are lost at service providers that do not know the key"
            )
        }
        let from = try keys.copies().replaced(after: since)
        guard from <= now else {
            throw CommandError(
                "service providers may still hold metadata without the next key, until \(Cell.moment(from).plain): switch then, or at once with --now"
            )
        }
    }

    private static func retire(_ invocation: Invocation) throws {
        let use = try use(invocation)
        let keys = try keys(invocation)
        guard let previous = try keys.all().key(use, .previous) else {
            throw CommandError("there is no previous \(use.rawValue) key")
        }
        if !invocation.flag("now"), let since = previous.succeededAt {
            let from = try keys.copies().replaced(after: since)
            guard from <= invocation.now else {
                let why =
                    use == .encryption
                    ? "service providers may still encrypt for it" : "what it signed may be on its way"
                throw CommandError("\(why), until \(Cell.moment(from).plain): retire it then, or at once with --now")
            }
        }
        try end(previous, keys, invocation)
        try answer(
            "The previous \(use.rawValue) key (\(previous.mark)) is retired: \(use == .encryption ? "it decrypts nothing any more" : "it is out of the metadata"), and its file is removed.",
            record(use, "retired", previous.certificate, keys.file(previous.name)), keys, invocation)
    }

    private static func discard(_ invocation: Invocation) throws {
        let use = try use(invocation)
        let keys = try keys(invocation)
        guard let next = try keys.all().key(use, .next) else {
            throw CommandError("there is no next \(use.rawValue) key")
        }
        try end(next, keys, invocation)
        try answer(
            "The next \(use.rawValue) key (\(next.mark)) is given up, and its file removed; the key in use stays.",
            record(use, "retired", next.certificate, keys.file(next.name)), keys, invocation)
    }

    private static func end(_ key: SiteKey, _ keys: SiteKeys, _ invocation: Invocation) throws {
        try keys.site.directory.change(by: invocation.actor, at: invocation.now) { change in try change.retireKey(key) }
        // After the row: a file without a row harms nobody.
        try keys.file(key.name).removeKey()
    }

    // MARK: - The emergency

    private static func replace(_ invocation: Invocation) throws {
        let use = try use(invocation)
        let reason = try invocation.required("reason")
        guard (3...500).contains(reason.count) else { throw invocation.usage("--reason must say why, in a sentence") }
        let keys = try SiteKeys(of: try invocation.site())
        let known = try keys.all()
        let type = try chosenType(use, known, invocation)
        let (name, certificate) = try keys.make(use, type, at: invocation.now)
        try keys.site.directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.replaceKey(use, by: name, certificate, because: reason)
        }
        let gone = known.filter { $0.use == use && $0.state.isAlive }
        for key in gone { try keys.file(key.name).removeKey() }
        let news = try KeyNews(keys, at: invocation.now)
        let record = try record(use, "current", certificate, keys.file(name), for: news.audience())
        try answer(news.replaced(use, gone, by: certificate, keys.file(name)), record, keys, invocation)
    }

    // MARK: -

    private static func chosenType(
        _ use: SiteKey.Use, _ known: [SiteKey], _ invocation: Invocation
    ) throws -> KeyType {
        guard let type = try invocation.choice("type", as: KeyType.self) else {
            let current = try known.key(use, .current)?.certificate.publicKey.kind
            return current.map(KeyType.init) ?? .rsa3072
        }
        guard SiteKeys.type(for: use, beside: type) == type else {
            throw invocation.usage("an encryption key is an RSA key: --type rsa-3072")
        }
        return type
    }

    /// What was done, and the copy of our metadata in the folder, which is handed over by hand.
    private static func answer(
        _ news: String, _ record: Record, _ keys: SiteKeys, _ invocation: Invocation
    ) throws {
        var news = news
        do {
            try keys.site.writeMetadata(at: invocation.now)
        } catch {
            // The act is done, and its news count more; a running server writes the copy too.
            news += "\nThe copy of the metadata was not written: \(error)"
        }
        try Output(invocation).done(news, record)
    }

    /// - Parameter audience: the service providers that have to know of it, where any do.
    private static func record(
        _ use: SiteKey.Use, _ state: String, _ certificate: Certificate, _ file: KeyFile,
        for audience: (told: [String], following: [String])? = nil
    ) -> Record {
        Record(
            [
                ("use", .text(use.rawValue)), ("state", .text(state)), ("fingerprint", .text(certificate.fingerprint)),
                ("certificate", .text(file.certificatePath)),
            ]
                + (audience.map { [("toldByHand", .list($0.told)), ("following", .list($0.following))] } ?? []))
    }
}
