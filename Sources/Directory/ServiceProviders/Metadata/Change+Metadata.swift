import Database
package import FoundationEssentials

// Metadata that is renewed. What is applied, what waits and what failed are written in one transaction with the state of
// the source, so that a server that dies between two attempts has done one of them whole or not at all.
extension Change {
    /// Decides where the metadata of a service provider comes from. New terms begin anew: what the old source said of
    /// its documents says nothing of the new one's.
    ///
    /// - Parameter terms: nil: an operator hands it in; then it has no end, as the operator vouches for it.
    package func setMetadataSource(
        _ terms: MetadataSource.Terms?, of id: ID<ServiceProvider>
    ) throws(DirectoryError) {
        let provider = try requireServiceProvider(id)
        let before = try metadataSource(of: id)
        guard terms != before?.terms else { return }
        guard let terms else {
            try execute("DELETE FROM metadata_source WHERE service_provider = \(id)")
            try execute("DELETE FROM metadata_proposal WHERE service_provider = \(id) AND from_source = 1")
            if provider.validUntil != nil { try update(id, "valid_until = NULL") }
            return try record(
                .serviceProviderSourceChanged(provider.entityID, from: before?.terms.url, to: nil),
                application: provider.application)
        }
        guard (1...2048).contains(terms.url.utf8.count), terms.url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalid(.url)
        }
        let longest = terms.longestValidity.map { Int64($0) }
        guard longest.map({ (3600...(3650 * 86_400)).contains($0) }) ?? true else { throw .invalid(.validity) }
        if before?.terms.url != terms.url || before?.terms.signingKey != terms.signingKey {
            try execute("DELETE FROM metadata_source WHERE service_provider = \(id)")
            try execute("DELETE FROM metadata_proposal WHERE service_provider = \(id) AND from_source = 1")
        }
        try execute(
            """
            INSERT INTO metadata_source
                (service_provider, url, signing_key, longest_validity, applies_itself, version, due_at)
            VALUES (\(id), \(terms.url), \(terms.signingKey), \(longest), \(terms.appliesItself),
                \((before?.version ?? 0) + 1), \(now))
            ON CONFLICT (service_provider) DO UPDATE SET longest_validity = excluded.longest_validity,
                applies_itself = excluded.applies_itself, version = excluded.version, due_at = excluded.due_at
            """)
        try record(
            .serviceProviderSourceChanged(provider.entityID, from: before?.terms.url, to: terms.url),
            application: provider.application)
    }

    /// Registers a service provider by a document that passed every check; from a source it is renewed.
    package func registerServiceProvider(
        _ entityID: String, name: String, application: ID<Application>, _ copy: MetadataDocumentCopy,
        from terms: MetadataSource.Terms?
    ) throws(DirectoryError) -> ID<ServiceProvider> {
        let id = try addServiceProvider(
            entityID: entityID, name: name, application: application, settings: copy.settings, metadata: copy.document)
        guard let terms else { return id }
        try setMetadataSource(terms, of: id)
        try update(id, "valid_until = \(copy.validUntil)")
        return id
    }

    /// A document that an operator handed in waits to be looked at.
    package func proposeMetadata(
        _ copy: MetadataDocumentCopy, for id: ID<ServiceProvider>, fromSource: Bool = false
    ) throws(DirectoryError) {
        _ = try requireServiceProvider(id)
        try execute(
            """
            INSERT INTO metadata_proposal
                (service_provider, document, settings, valid_until, digest, from_source, found_at)
            VALUES (\(id), \(copy.document), \(try stored(copy.settings)), \(copy.validUntil), \(copy.digest),
                \(fromSource), \(now))
            ON CONFLICT (service_provider) DO UPDATE SET document = excluded.document, settings = excluded.settings,
                valid_until = excluded.valid_until, digest = excluded.digest, from_source = excluded.from_source,
                found_at = excluded.found_at
            """)
    }

    /// Applies the change that waits, if it still is the one that was looked at.
    ///
    /// - Throws: `changedMeanwhile` when another waits, or none.
    package func applyProposedMetadata(
        _ digest: [UInt8], to id: ID<ServiceProvider>
    ) throws(DirectoryError) {
        _ = try requireServiceProvider(id)
        guard let proposal = try metadataProposal(for: id), proposal.digest == digest else { throw .changedMeanwhile }
        let document = try one("SELECT document FROM metadata_proposal WHERE service_provider = \(id)") {
            try $0.blob(0)
        }
        try updateMetadata(
            of: id, settings: proposal.settings, metadata: document,
            validUntil: proposal.isFromSource ? proposal.validUntil : nil)
        if proposal.isFromSource { try note(.applied, "", for: id) }
    }

    /// Refuses the change that waits: the metadata in use stays, and the same document is not proposed again.
    package func rejectProposedMetadata(
        _ digest: [UInt8], for id: ID<ServiceProvider>
    ) throws(DirectoryError) {
        let provider = try requireServiceProvider(id)
        guard let proposal = try metadataProposal(for: id), proposal.digest == digest else { throw .changedMeanwhile }
        try execute("DELETE FROM metadata_proposal WHERE service_provider = \(id)")
        if proposal.isFromSource {
            try execute("UPDATE metadata_source SET rejected_digest = \(digest) WHERE service_provider = \(id)")
        }
        try record(.serviceProviderMetadataRejected(provider.entityID), application: provider.application)
    }

    /// Writes down that a source gave a good document, or has no other; answers what became of it, nil when the source
    /// was changed meanwhile, and then nothing is written.
    ///
    /// - Parameters:
    ///   - copy: the document; nil when the source says that it has no other than we have.
    ///   - pause: how long to wait between two attempts, in seconds.
    ///   - next: when it is asked again.
    package func metadataCame(
        _ copy: MetadataDocumentCopy?, entityTag: String?, modified: String?, for source: MetadataSource,
        pause: TimeInterval, next: Date
    ) throws(DirectoryError) -> MetadataOutcome? {
        let id = source.serviceProvider
        guard let provider = try serviceProvider(id), try metadataSource(of: id)?.version == source.version else {
            return nil
        }
        var outcome = MetadataOutcome.notModified
        if let copy {
            outcome = try take(copy, of: provider, under: source)
            try execute(
                """
                UPDATE metadata_source SET entity_tag = \(entityTag), modified = \(modified),
                    document_at = CASE WHEN digest IS \(copy.digest) THEN document_at ELSE \(now) END,
                    digest = \(copy.digest), document_valid_until = \(copy.validUntil),
                    document_created_at = \(copy.createdAt)
                WHERE service_provider = \(id)
                """)
        }
        try execute(
            """
            UPDATE metadata_source SET attempted_at = \(now), succeeded_at = \(now), failures = 0, failing_since = NULL,
                outcome = \(outcome), detail = '', due_at = \(next), pause = \(Int64(pause))
            WHERE service_provider = \(id)
            """)
        try note(outcome, "", for: id)
        return outcome
    }

    /// Writes down that an attempt failed; the metadata in use stays. Answers whether an outage begins with it.
    package func metadataFailed(
        _ outcome: MetadataOutcome, _ detail: String, for source: MetadataSource, next: Date
    ) throws(DirectoryError) -> Bool {
        let id = source.serviceProvider
        guard let known = try metadataSource(of: id), known.version == source.version else { return false }
        let detail = String(detail.prefix(500))
        // What the source said of its document goes too: a document that has ended must come whole the next time.
        try execute(
            """
            UPDATE metadata_source SET attempted_at = \(now), failures = failures + 1,
                failing_since = coalesce(failing_since, \(now)), outcome = \(outcome), detail = \(detail),
                entity_tag = NULL, modified = NULL, due_at = \(next)
            WHERE service_provider = \(id)
            """)
        try note(outcome, detail, for: id)
        return known.failures == 0
    }

    /// What a good document leads to: nothing new, a change, or one that waits.
    private func take(
        _ copy: MetadataDocumentCopy, of provider: ServiceProvider, under source: MetadataSource
    ) throws(DirectoryError) -> MetadataOutcome {
        if copy.settings == provider.settings {
            // It says the same, perhaps for longer: no decision to take, nothing for the journal.
            try execute("DELETE FROM metadata_proposal WHERE service_provider = \(provider.id) AND from_source = 1")
            if copy.validUntil != provider.validUntil {
                try update(provider.id, "metadata = \(copy.document), valid_until = \(copy.validUntil)")
            }
            return .unchanged
        }
        if source.terms.appliesItself {
            try updateMetadata(
                of: provider.id, settings: copy.settings, metadata: copy.document, validUntil: copy.validUntil)
            return .applied
        }
        if copy.digest == source.rejectedDigest { return .rejectedBefore }
        if try metadataProposal(for: provider.id)?.digest != copy.digest {
            try proposeMetadata(copy, for: provider.id, fromSource: true)
        }
        return .waiting
    }

    /// Adds an attempt to the history: to the last line when it came to the same.
    private func note(
        _ outcome: MetadataOutcome, _ detail: String, for id: ID<ServiceProvider>
    ) throws(DirectoryError) {
        let counted = try execute(
            """
            UPDATE metadata_attempt SET last_at = \(now), times = times + 1
            WHERE id = (SELECT max(id) FROM metadata_attempt WHERE service_provider = \(id))
                AND outcome = \(outcome) AND detail = \(detail)
            """)
        guard counted == 0 else { return }
        try execute(
            """
            INSERT INTO metadata_attempt (service_provider, outcome, detail, first_at, last_at)
            VALUES (\(id), \(outcome), \(detail), \(now), \(now))
            """)
        try execute(
            """
            DELETE FROM metadata_attempt WHERE service_provider = \(id) AND id NOT IN
                (SELECT id FROM metadata_attempt WHERE service_provider = \(id) ORDER BY id DESC LIMIT 50)
            """)
    }
}
