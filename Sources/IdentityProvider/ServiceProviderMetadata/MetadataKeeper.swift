package import Accounts
package import Crypto
package import Directory
package import FoundationEssentials
import Mail
import Markup
import Pages
package import SAML
package import Transfer

/// Renews the metadata of service providers from where it comes (IIP-MD02). Whatever fails keeps what is known and says
/// so.
package struct MetadataKeeper: Sendable {
    private let accounts: Accounts
    private let directory: Directory
    private let client: OutboundClient
    private let policy: EndpointPolicy
    private let applicationPage: @Sendable (String, ID<ServiceProvider>) -> String
    private let randomness: Randomness
    private let clock: @Sendable () -> Date
    private let log: @Sendable (String) -> Void

    /// - Parameters:
    ///   - client: within what rules sources are asked; where a key vouches for the document http is spoken too.
    ///   - policy: which endpoints a document may name.
    ///   - page: the absolute URL of the page of a service provider, by its application's slug.
    ///   - clock: a source may take its time, so the moment is asked for again after it answered.
    package init(
        accounts: Accounts, directory: Directory, client: OutboundClient, policy: EndpointPolicy,
        randomness: Randomness, page: @escaping @Sendable (String, ID<ServiceProvider>) -> String,
        clock: @escaping @Sendable () -> Date, log: @escaping @Sendable (String) -> Void
    ) {
        self.accounts = accounts
        self.directory = directory
        self.client = client
        self.policy = policy
        self.randomness = randomness
        applicationPage = page
        self.clock = clock
        self.log = log
    }

    /// Reads a document that an operator hands in, who vouches for it.
    package func read(_ bytes: [UInt8], entityID: String? = nil) throws(MetadataTrouble) -> CheckedMetadata {
        try CheckedMetadata(bytes, CheckedMetadata.Demands(entityID: entityID, policy: policy), at: clock())
    }

    /// Fetches a document under terms, as for a service provider that is not registered yet; nothing is written.
    package func look(
        at terms: MetadataSource.Terms, entityID: String? = nil
    ) throws(MetadataTrouble) -> CheckedMetadata {
        guard let fetched = try fetch(terms, unless: nil, since: nil) else {
            throw MetadataTrouble(.status, "304 to a question without a condition")
        }
        return try CheckedMetadata(
            fetched.body, CheckedMetadata.Demands(terms, entityID: entityID, policy: policy), at: clock())
    }

    /// Asks every source that is due, one after the other, until there is none or `isEnding` says so.
    package func refreshDue(isEnding: () -> Bool = { false }) throws {
        while !isEnding() {
            let due = try directory.read { view in
                try view.metadataSourcesDue(at: clock(), limit: 1)
            }
            guard let source = due.first else { return }
            _ = try refresh(source, by: Self.actor)
        }
    }

    /// Asks the source of a service provider now; nil when it has none.
    ///
    /// - Parameter actor: in whose name the journal tells of what changes.
    package func refresh(_ id: ID<ServiceProvider>, by actor: Actor) throws -> MetadataOutcome? {
        let source = try directory.read { view in try view.metadataSource(of: id) }
        return try source.flatMap { try refresh($0, by: actor) }
    }

    /// Who the journal names where nobody pressed a button.
    private static let actor = Actor.program(.metadataRefresh)

    private func refresh(_ source: MetadataSource, by actor: Actor) throws -> MetadataOutcome? {
        let id = source.serviceProvider
        let known = try directory.read { view in try view.serviceProvider(id) }
        guard let provider = known else { return nil }
        do {
            return try succeed(try ask(source, provider), source, provider, by: actor)
        } catch let trouble as MetadataTrouble {
            log("metadata of service provider \(id): \(trouble)")
            return try fail(trouble, source, provider, by: actor)
        }
    }

    // MARK: - Asking

    private struct Answer {
        /// Nil: the source has no other document than we have.
        var checked: CheckedMetadata?
        var entityTag: String?
        var modified: String?
    }

    private func ask(_ source: MetadataSource, _ provider: ServiceProvider) throws(MetadataTrouble) -> Answer {
        guard let fetched = try fetch(source.terms, unless: source.entityTag, since: source.modified) else {
            // What the source has is what we have: if that has ended, it has nothing good.
            if let end = source.documentValidUntil, end <= clock() {
                throw MetadataTrouble(.ended, "the document has ended and the source has no other")
            }
            return Answer()
        }
        let demands = CheckedMetadata.Demands(source.terms, entityID: provider.entityID, policy: policy)
        let checked = try CheckedMetadata(fetched.body, demands, at: clock())
        try checked.refuseOlder(than: source)
        return Answer(checked: checked, entityTag: fetched.entityTag, modified: fetched["last-modified"])
    }

    /// The document, or nil when the source has no other than that of the tag or the date.
    private func fetch(
        _ terms: MetadataSource.Terms, unless entityTag: String?, since modified: String?
    ) throws(MetadataTrouble) -> OutboundResponse? {
        var client = client
        if terms.signingKey != nil, client.schemes == .encrypted {
            client.schemes = .any
            client.redirectSchemes = .encrypted
        }
        let response: OutboundResponse
        do throws(TransferError) {
            response = try client.send(try .get(terms.url, unless: entityTag, since: modified))
        } catch { throw MetadataTrouble(error) }
        let isKnown = entityTag != nil || modified != nil
        if response.isNotModified, isKnown { return nil }
        guard response.status == 200 else { throw MetadataTrouble(.status, "status \(response.status)") }
        return response
    }

    // MARK: - Writing down

    private func succeed(
        _ answer: Answer, _ source: MetadataSource, _ provider: ServiceProvider, by actor: Actor
    ) throws -> MetadataOutcome? {
        let now = clock()
        let end = answer.checked.map(\.copy.validUntil) ?? source.documentValidUntil
        let wanted = answer.checked.map { $0.cacheDuration.map(TimeInterval.init) } ?? source.pause
        let pause = MetadataSchedule.pause(wanted: wanted, until: end, at: now)
        return try directory.change(by: actor, at: now) { change in
            let outcome = try change.metadataCame(
                answer.checked?.copy, entityTag: answer.entityTag, modified: answer.modified, for: source, pause: pause,
                next: now + MetadataSchedule.scattered(pause, randomness))
            if outcome == .waiting, let proposal = try change.metadataProposal(for: source.serviceProvider) {
                let changes = MetadataDifference.between(provider.settings, proposal.settings).map(\.words)
                try warn(.metadataWaits(changes: changes), "metadata-waits \(proposal.mark)", provider, change)
            }
            try warnOfEnd(source, change)
            return outcome
        }
    }

    private func fail(
        _ trouble: MetadataTrouble, _ source: MetadataSource, _ provider: ServiceProvider, by actor: Actor
    ) throws -> MetadataOutcome {
        let now = clock()
        let next = now + MetadataSchedule.scattered(MetadataSchedule.delay(after: source.failures + 1), randomness)
        try directory.change(by: actor, at: now) { change in
            let begins = try change.metadataFailed(trouble.outcome, trouble.detail, for: source, next: next)
            if begins {
                let matter = OperatorWarning.Matter.metadataFails(
                    why: trouble.outcome.words, url: source.terms.url, endsAt: provider.validUntil)
                try warn(matter, "metadata-fails \(Int(now.timeIntervalSince1970))", provider, change)
            }
            try warnOfEnd(source, change)
        }
        return trouble.outcome
    }

    /// Says beforehand, and once when it has happened, that what is known of a service provider ends.
    private func warnOfEnd(_ source: MetadataSource, _ change: Change) throws {
        guard let provider = try change.serviceProvider(source.serviceProvider), let end = provider.validUntil,
            let now = try change.metadataSource(of: source.serviceProvider)
        else { return }
        guard MetadataSchedule.isNear(end, since: now.documentAt, at: change.now) else { return }
        let word = end <= change.now ? "ended" : "ends"
        try warn(
            .metadataEnds(end, url: source.terms.url), "metadata-\(word) \(Int(end.timeIntervalSince1970))", provider,
            change)
    }

    private func warn(
        _ matter: OperatorWarning.Matter, _ occasion: String, _ provider: ServiceProvider, _ change: Change
    ) throws {
        let slug = try change.application(provider.application)?.slug ?? ""
        try accounts.warnOperators(
            OperatorWarning(about: provider.name, matter, page: applicationPage(slug, provider.id)),
            key: "\(occasion) \(provider.id)", in: change.connection, at: change.now)
    }
}
