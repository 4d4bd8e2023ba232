import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import IdentityProvider
import Mail
import Markup
import Site

/// Tells those who run the site before certificates end: ours, and those of service providers. Nothing stops when one
/// does (IIP-MD12), but others may look at the dates.
struct CertificateWatch {
    let site: Site

    /// Days before the end at which one mail is written.
    static let steps = [60, 30, 7]

    /// A certificate that is looked after.
    private struct Watched {
        let name: String
        let use: Text
        let certificate: Certificate
        let page: String
        var isOurs = false
    }

    /// Writes what is due; a step that was told is not told again.
    func warn(at now: Date) throws {
        for watched in try certificates() {
            let left = watched.certificate.notAfter.timeIntervalSince(now) / 86_400
            // The step that was reached last; what has ended already is on the pages, and needs no mail.
            guard left > 0, let step = Self.steps.filter({ left <= Double($0) }).min() else { continue }
            let warning = OperatorWarning(
                about: watched.name,
                .certificateEnds(watched.certificate.notAfter, use: watched.use, isOurs: watched.isOurs),
                page: watched.page)
            let mark = watched.certificate.fingerprint.filter { $0 != ":" }.prefix(20)
            try site.database.write { connection in
                try site.accounts.warnOperators(
                    warning, key: "certificate \(mark) \(step)", in: connection, at: now)
            }
        }
    }

    private func certificates() throws -> [Watched] {
        let publicURL = "\(site.configuration.publicURL)"
        let (keys, providers, applications) = try site.directory.read { view in
            (try view.siteKeys(), try view.serviceProviders(), try view.applications())
        }
        var watched: [Watched] = []
        if let own = keys.key(.signing, .current) {
            watched.append(
                Watched(
                    name: site.accounts.mail.site.name, use: Text(fr: "signature", en: "signing"),
                    certificate: own.certificate, page: "\(publicURL)/exploitation", isOurs: true))
        }
        let slugs = Dictionary(applications.map { ($0.id, $0.slug) }) { first, _ in first }
        for provider in providers where provider.enabled {
            let page =
                "\(publicURL)/annuaire/applications/\(slugs[provider.application] ?? "")/fournisseurs/\(provider.id)"
            let uses = [
                (Text(fr: "signature", en: "signing"), provider.settings.signingCertificates),
                (Text(fr: "chiffrement", en: "encryption"), provider.settings.encryptionKeys.map(\.certificate)),
            ]
            for (use, texts) in uses {
                // The one that lasts longest: another may stay in the metadata while keys change.
                let all = texts.compactMap { try? Certificate(base64: $0) }
                guard let last = all.max(by: { $0.notAfter < $1.notAfter }) else { continue }
                // One certificate for both uses is told of once.
                guard !watched.contains(where: { $0.certificate == last && $0.page == page }) else { continue }
                watched.append(Watched(name: provider.name, use: use, certificate: last, page: page))
            }
        }
        return watched
    }
}
