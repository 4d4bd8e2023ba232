import Crypto
import Directory
import FoundationEssentials
import HTTP
import IdentityProvider
import SAML
import Site

/// What the person at the terminal has to know after an act on a key: what counts now, what comes next and when, and which
/// service providers have to be told.
struct KeyNews {
    private let keys: SiteKeys
    private let now: Date
    private let site: Site
    /// How long copies of our metadata from before may be in use.
    private let wait: TimeInterval

    init(_ keys: SiteKeys, at now: Date) throws {
        self.keys = keys
        self.now = now
        site = keys.site
        wait = try keys.copies().wait(from: now)
    }

    private var address: String { "\(site.configuration.publicURL)/saml/metadata" }

    /// After `key next`.
    func prepared(_ use: SiteKey.Use, _ certificate: Certificate, _ file: KeyFile) throws -> String {
        let made = """
            The next \(use.rawValue) key is made.
              certificate  \(file.certificatePath)
              fingerprint  \(certificate.fingerprint)
            """
        switch use {
        case .signing:
            return """
                \(made)
                The server publishes it from now on beside the key in use, which still signs.
                Service providers that fetch \(address) know it after \(hours(wait)):
                then "convergences key switch", not before \(Cell.moment(now + wait).plain).
                \(try audience(
                    heading: "Before the switch these have to take our metadata again, or to add the certificate:"))
                """
        case .metadata:
            return """
                \(made)
                The key in use still signs our metadata. A service provider that verifies it has to trust the next
                certificate beside the present one before "convergences key switch metadata". Nobody here knows which
                ones do:
                \(try audience(heading: "To be asked, and told:", everybody: true))
                """
        case .encryption:
            return """
                \(made)
                The server decrypts with it from now on; service providers go on encrypting for the key in use.
                There is nothing to wait for: "convergences key switch encryption" publishes it.
                """
        }
    }

    /// After `key switch`.
    func switched(_ use: SiteKey.Use, from old: SiteKey, to new: SiteKey) throws -> String {
        let what = "The \(use.rawValue) key \(new.mark) is in use since now, in place of \(old.mark)."
        let then = "\"convergences key retire \(use.rawValue)\", not before \(Cell.moment(now + wait).plain)."
        switch use {
        case .signing:
            return """
                \(what)
                The previous one stays published, for what it signed and for copies of the metadata. Then
                \(then)
                \(try audience(heading: "If one of these refuses a sign-on now, it has not taken our metadata again:"))
                """
        case .metadata:
            return """
                \(what)
                Our metadata is signed by it alone. A service provider that verifies by the former certificate keeps its
                last copy until it has the new one: \(keys.file(new.name).certificatePath)
                """
        case .encryption:
            return """
                \(what)
                The previous one still decrypts, for service providers with a copy of the metadata. Then
                \(then)
                """
        }
    }

    /// After `key replace`.
    func replaced(
        _ use: SiteKey.Use, _ gone: [SiteKey], by certificate: Certificate, _ file: KeyFile
    ) throws -> String {
        let marks = gone.map(\.mark).joined(separator: ", ")
        let what = """
            The \(use.rawValue) key is replaced.
              certificate  \(file.certificatePath)
              fingerprint  \(certificate.fingerprint)
              gone         \(marks.isEmpty ? "none" : marks)
            """
        let others = SiteKey.Use.allCases.filter { $0 != use }.map(\.rawValue)
        let warning = """
            Whoever could read this key could perhaps read the others: see to \(others.joined(separator: " and ")), and to
            the passphrase. The journal has the reason.
            """
        switch use {
        case .signing:
            return """
                \(what)
                The server signs with it from its next request on, and the old one is out of our metadata. Until a service
                provider has taken \(address) again, it refuses sign-ons, and still believes whoever has the
                old key. So now, by telephone rather than by mail:
                \(try audience(
                    heading: "Tell these to take our metadata again and to remove the old certificate:", everybody: true))
                \(warning)
                """
        case .metadata:
            return """
                \(what)
                Our metadata is signed by it from the next request on. Service providers that verify the document keep
                their last copy until they trust the new certificate, and might still take a forged one by the old:
                \(try audience(heading: "Tell these, by telephone rather than by mail:", everybody: true))
                \(warning)
                """
        case .encryption:
            return """
                \(what)
                What service providers encrypt for the old one is not decrypted any more: a logout that they begin with an
                encrypted name finds nobody until they have taken \(address) again.
                \(try audience(heading: "Tell these to take our metadata again:"))
                \(warning)
                """
        }
    }

    // MARK: - Service providers

    /// The service providers in use, those that have to be told first.
    ///
    /// - Parameter everybody: whether those that follow our metadata have to be told too.
    private func audience(heading: String, everybody: Bool = false) throws -> String {
        let known = try serviceProviders()
        let told = known.filter { everybody || $0.0.overrides.followsMetadata != true }
        let following = known.filter { !everybody && $0.0.overrides.followsMetadata == true }
        var lines: [String] = []
        if told.isEmpty {
            lines.append("No service provider has to be told.")
        } else {
            lines.append(heading)
            lines += told.map { provider, metadata in line(provider, metadata) }
        }
        if !following.isEmpty {
            lines.append("These fetch it by themselves, as was said (service-provider set --follows-metadata yes):")
            lines += following.map { provider, metadata in line(provider, metadata) }
        }
        return lines.joined(separator: "\n")
    }

    /// For scripts: the entityIDs of those that do not fetch our metadata by themselves, and of those that do.
    func audience() throws -> (told: [String], following: [String]) {
        let known = try serviceProviders().map(\.0)
        return (
            known.filter { $0.overrides.followsMetadata != true }.map(\.entityID),
            known.filter { $0.overrides.followsMetadata == true }.map(\.entityID)
        )
    }

    private func serviceProviders() throws -> [(ServiceProvider, metadata: [UInt8]?)] {
        try site.directory.read { view in
            try view.serviceProviders().filter(\.enabled).map { ($0, try view.metadata(of: $0.id)) }
        }
    }

    private func line(_ provider: ServiceProvider, _ metadata: [UInt8]?) -> String {
        let contacts = metadata.map(contacts) ?? []
        let whom = contacts.isEmpty ? "no contact in its metadata" : contacts.joined(separator: ", ")
        return "  \(Cell.text(provider.name).plain)  \(Cell.text(provider.entityID).plain)  \(Cell.text(whom).plain)"
    }

    /// Whom the service provider's metadata names for technical matters, else anybody.
    private func contacts(_ metadata: [UInt8]) -> [String] {
        let policy: EndpointPolicy = site.configuration.publicURL.isLoopback ? .httpsOrLoopbackSite : .https
        guard let document = try? MetadataDocument(parsing: metadata, allowing: policy, at: now),
            let entity = try? document.entity(as: .serviceProvider, at: now)
        else { return [] }
        let technical = entity.contactPersons.filter { $0.type == .technical }
        return (technical.isEmpty ? entity.contactPersons : technical).flatMap(\.emailAddresses)
    }

    private func hours(_ seconds: TimeInterval) -> String {
        let minutes = Int((seconds / 60).rounded(.up))
        let parts = [(minutes / 60, "h"), (minutes % 60, "min")].filter { $0.0 > 0 }
        return parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}
