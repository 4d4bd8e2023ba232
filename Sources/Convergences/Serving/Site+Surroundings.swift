import Accounts
import Administration
import Crypto
import Database
import Directory
import FoundationEssentials
import IdentityProvider
import Mail
import Markup
import Site

extension Site {
    /// What the operator's desk tells of the keys in use: ours, and those that service providers gave us.
    var surroundings: Surroundings {
        let directory = directory
        return Surroundings(
            certificates: {
                var ends: [Surroundings.CertificateEnd] = []
                let keys = try directory.read { view in try view.siteKeys() }
                if let signing = keys.key(.signing, .current) {
                    ends.append(
                        Surroundings.CertificateEnd(owner: "Convergences", endsAt: signing.certificate.notAfter))
                }
                let (providers, applications) = try directory.read { view in
                    (try view.serviceProviders(), try view.applications())
                }
                let slugs = Dictionary(applications.map { ($0.id, $0.slug) }) { first, _ in first }
                for provider in providers where provider.enabled {
                    let settings = provider.settings
                    let certificates = settings.signingCertificates + settings.encryptionKeys.map(\.certificate)
                    // The one that lasts longest: another may stay in the metadata while keys change.
                    let last = certificates.compactMap { text -> Date? in
                        guard let der = Base64.decode(text) else { return nil }
                        return try? Certificate(der: der).notAfter
                    }.max()
                    guard let last else { continue }
                    ends.append(
                        Surroundings.CertificateEnd(
                            owner: provider.name,
                            path:
                                "/annuaire/applications/\(slugs[provider.application] ?? "")/fournisseurs/\(provider.id)",
                            endsAt: last))
                }
                return ends
            },
            keys: {
                try directory.read { view in try view.siteKeys() }.filter(\.state.isAlive).map(Surroundings.Key.init)
            },
            mail: { try mailStanding() })
    }

    /// What waits to be sent, and the newest of what was given up.
    private func mailStanding() throws -> Surroundings.MailStanding {
        let outbox = accounts.mail.outbox
        return try database.read { connection in
            let standing = try outbox.standing(in: connection)
            let failed = try outbox.entries(.failed, limit: 5, in: connection)
            return Surroundings.MailStanding(
                waiting: standing.waiting, waitingSince: standing.oldest, failed: standing.failed,
                latestFailures: failed.map {
                    Surroundings.FailedMail(
                        at: $0.finishedAt ?? $0.writtenAt, about: $0.kind.name, address: $0.address,
                        recipient: $0.recipient.map { ID($0) }, trouble: $0.trouble?.sentence)
                })
        }
    }
}

extension Surroundings.Key {
    /// A living key in words.
    fileprivate init(_ key: SiteKey) {
        let use =
            switch key.use {
            case .signing: Text(fr: "Signature des assertions", en: "Signature of assertions")
            case .metadata: Text(fr: "Signature des métadonnées", en: "Signature of the metadata")
            case .encryption: Text(fr: "Déchiffrement", en: "Decryption")
            }
        let state =
            switch key.state {
            case .next: Text(fr: "Prochaine", en: "Next")
            case .previous: Text(fr: "Précédente", en: "Previous")
            default: Text(fr: "En service", en: "In use")
            }
        let since = key.state == .previous ? key.succeededAt : key.switchedAt
        self.init(
            use: use, state: state, isInUse: key.state == .current, mark: key.mark, since: since ?? key.madeAt,
            endsAt: key.certificate.notAfter)
    }
}
