import Administration
import Crypto
import Directory
import FoundationEssentials

extension Site {
    /// What the operator's desk tells of the keys in use: ours, and those that service providers gave us.
    var surroundings: Surroundings {
        let (folder, directory) = (configuration.certificates, directory)
        return Surroundings(certificates: {
            var ends: [Surroundings.CertificateEnd] = []
            if let keys = try? SiteKeys.load(from: folder) {
                ends.append(Surroundings.CertificateEnd(owner: "Convergences", endsAt: keys.certificate.notAfter))
            }
            let providers = try directory.read { (view) throws(DirectoryError) in try view.serviceProviders() }
            for provider in providers where provider.enabled {
                let settings = provider.settings
                let certificates = settings.signingCertificates + settings.encryptionCertificates
                // The one that lasts longest: another may stay in the metadata while keys change.
                let last = certificates.compactMap { text -> Date? in
                    guard let der = Base64.decode(text) else { return nil }
                    return try? Certificate(der: der).notAfter
                }.max()
                guard let last else { continue }
                ends.append(
                    Surroundings.CertificateEnd(
                        owner: provider.name, path: "/annuaire/applications/\(provider.application)", endsAt: last))
            }
            return ends
        })
    }
}
