package import Accounts
package import Crypto
package import FoundationEssentials
package import HTTP
package import IdentityProvider
import Markup
package import Pages

/// What one site is told by its configuration file: where it lives, whom it trusts, its figures.
///
/// What changes while the site runs is in the database (`convergences setting`), not here.
package struct Configuration: Sendable {
    /// The file's own name by default.
    package static let defaultName = "convergences.json5"

    package var publicURL: PublicURL
    package var listen: ListenAddress
    /// Absolute paths; in the file they are relative to it.
    package internal(set) var database: String
    package internal(set) var certificates: String
    package internal(set) var metadata: String
    package internal(set) var trustedProxies: TrustedProxies
    package internal(set) var identity: SiteIdentity
    /// Whom integrators write to, in the metadata; the correspondent unless said.
    package internal(set) var technicalContact: String?
    package internal(set) var mail: MailSettings
    /// Holds the passphrase of encrypted key files; a credential of systemd is taken where it names none.
    package internal(set) var keyPassphraseFile: String?
    /// The folder in which systemd puts the credentials of this service (CREDENTIALS_DIRECTORY): not of the file, set by the
    /// command line.
    package var credentials: String?
    /// How long others may keep our metadata.
    package internal(set) var publication: MetadataPublication
    /// What SAML may be done with.
    package internal(set) var algorithms: AlgorithmPolicy
    package internal(set) var figures: AccountsFigures
    package internal(set) var policy: PasswordPolicy
    package internal(set) var hashing: PasswordHasher.Parameters
    /// How many passwords are hashed at the same time.
    package internal(set) var hashingBuffers: Int
    /// Whether service providers on private networks and on this machine may be asked from server to server.
    package internal(set) var privateServiceProviders: Bool
    /// A PEM file of the authorities that the servers of metadata are trusted by, instead of the system's.
    package internal(set) var metadataAuthorities: String?
    /// Deleted accounts can be restored for so long, in seconds.
    package internal(set) var restoreWindow: TimeInterval
    /// Words of the journal are kept for so long, in seconds.
    package internal(set) var journalRetention: TimeInterval

    /// Reads a parsed file.
    ///
    /// - Parameter folder: what relative paths start from.
    init(_ value: JSONValue, folder: String) throws(ConfigurationError) {
        var top = try ConfigurationSection(value)
        guard let text = try top.text("publicURL") else { throw ConfigurationError("publicURL is missing") }
        guard let publicURL = PublicURL(text) else {
            throw top.expected("such as \"https://auth.example.fr\", without a path", at: "publicURL")
        }
        self.publicURL = publicURL
        let listening = try top.text("listen") ?? "127.0.0.1:8080"
        guard let listen = ListenAddress(listening) else {
            throw top.expected("such as \"127.0.0.1:8080\"", at: "listen")
        }
        self.listen = listen
        database = Path.absolute(try top.text("database") ?? "convergences.sqlite", from: folder)
        certificates = Path.absolute(try top.text("certificates") ?? "certs", from: folder)
        metadata = Path.absolute(try top.text("metadata") ?? "metadata", from: folder)
        guard let proxies = TrustedProxies(try top.texts("trustedProxies") ?? []) else {
            throw top.expected("a list of addresses or blocks such as \"10.0.0.0/8\"", at: "trustedProxies")
        }
        trustedProxies = proxies

        var site = try top.section("site")
        identity = try Self.identity(&site)
        technicalContact = try site.text("technicalContact")
        try site.finish()
        var mail = try top.section("mail")
        self.mail = try MailSettings(&mail, identity: identity, publicHost: publicURL.host, folder: folder)

        var saml = try top.section("saml")
        let banned = try saml.texts("bannedAlgorithms") ?? []
        guard banned.allSatisfy(AlgorithmPolicy.known.contains) else {
            throw saml.expected("a list of URIs of algorithms that this program uses", at: "bannedAlgorithms")
        }
        algorithms = AlgorithmPolicy(banning: Set(banned))
        publication = MetadataPublication(
            cacheDuration: 60 * (try saml.integer("metadataCacheMinutes", in: 5...10_080) ?? 360),
            validity: try saml.integer("metadataValidDays", in: 1...365).map { $0 * 86_400 })
        try saml.finish()
        var keys = try top.section("keys")
        keyPassphraseFile = try keys.text("passphraseFile").map { Path.absolute($0, from: folder) }
        try keys.finish()

        var figures = AccountsFigures()
        try Self.sessions(&top, &figures)
        try Self.throttle(&top, &figures.throttle)
        var policy = PasswordPolicy()
        (hashing, hashingBuffers) = try Self.passwords(&top, &policy)
        self.policy = policy

        var serviceProviders = try top.section("serviceProviders")
        privateServiceProviders = try serviceProviders.boolean("privateAddresses") ?? false
        metadataAuthorities = try serviceProviders.text("authorities").map { Path.absolute($0, from: folder) }
        try serviceProviders.finish()

        var retention = try top.section("retention")
        let day: TimeInterval = 86_400
        figures.eventRetention = day * Double(try retention.integer("signInEventDays", in: 1...1095) ?? 365)
        journalRetention = day * Double(try retention.integer("journalDays", in: 180...1095) ?? 365)
        restoreWindow = day * Double(try retention.integer("restoreDays", in: 0...365) ?? 30)
        try retention.finish()
        self.figures = figures
        try top.finish()
    }

    private static func identity(_ site: inout ConfigurationSection) throws(ConfigurationError) -> SiteIdentity {
        var identity = SiteIdentity.guide
        if let name = try site.text("name") { identity.name = name }
        let subtitle = (fr: try site.text("subtitle"), en: try site.text("subtitleEnglish"))
        if let french = subtitle.fr { identity.subtitle = Text(fr: french, en: subtitle.en ?? french) }
        if let owner = try site.text("owner") { identity.owner = Text(fr: owner, en: owner) }
        if let correspondent = try site.text("correspondent") { identity.correspondent = correspondent }
        if let officer = try site.text("dataProtectionOfficer") { identity.dataProtectionOfficer = officer }
        return identity
    }

    private static func sessions(
        _ top: inout ConfigurationSection, _ figures: inout AccountsFigures
    ) throws(ConfigurationError) {
        var sessions = try top.section("sessions")
        if let minutes = try sessions.integer("idleMinutes", in: 1...1440) { figures.idle = 60 * Double(minutes) }
        if let minutes = try sessions.integer("absoluteMinutes", in: 1...1440) {
            figures.absolute = 60 * Double(minutes)
        }
        if let minutes = try sessions.integer("recentAuthenticationMinutes", in: 1...1440) {
            figures.recentAuthentication = 60 * Double(minutes)
        }
        try sessions.finish()
        guard figures.idle <= figures.absolute else {
            throw ConfigurationError("sessions.idleMinutes must not be more than sessions.absoluteMinutes")
        }
        var links = try top.section("links")
        if let days = try links.integer("activationDays", in: 1...30) { figures.activationLink = 86_400 * Double(days) }
        if let minutes = try links.integer("resetMinutes", in: 5...1440) { figures.resetLink = 60 * Double(minutes) }
        try links.finish()
    }

    private static func throttle(
        _ top: inout ConfigurationSection, _ figures: inout ThrottleFigures
    ) throws(ConfigurationError) {
        var throttle = try top.section("throttle")
        // CNIL 2022-100: at most 25 tries in 24 hours.
        if let failures = try throttle.integer("failuresPerDay", in: 1...25) { figures.failuresPerDay = failures }
        if let attempts = try throttle.integer("attemptsPerMinuteAndAddress", in: 10...100_000) {
            figures.attemptsPerMinute = attempts
        }
        try throttle.finish()
    }

    private static func passwords(
        _ top: inout ConfigurationSection, _ policy: inout PasswordPolicy
    ) throws(ConfigurationError) -> (PasswordHasher.Parameters, Int) {
        var passwords = try top.section("passwords")
        if let length = try passwords.integer("minimumLength", in: 12...64) { policy.minimum = length }
        if let length = try passwords.integer("minimumLengthForPowers", in: 12...64) {
            policy.minimumForPowers = length
        }
        if let length = try passwords.integer("minimumLengthOfDigits", in: 16...64) { policy.minimumOfDigits = length }
        var hashing = try passwords.section("hashing")
        let standard = PasswordHasher.Parameters.standard
        let parameters = PasswordHasher.Parameters(
            passes: try hashing.integer("passes", in: 1...16) ?? standard.passes,
            memoryKiB: try hashing.integer("memoryKiB", in: 7168...262_144) ?? standard.memoryKiB, lanes: standard.lanes
        )
        let buffers = try hashing.integer("atOnce", in: 1...64) ?? 2
        try hashing.finish()
        try passwords.finish()
        return (parameters ?? standard, buffers)
    }
}
