/// The commented file that `site init` writes: every setting with its default, the ones to look at not commented out.
package struct ConfigurationSample: Sendable {
    let publicURL: String
    let listen: String
    let trustedProxies: [String]
    let certificates: String
    let metadata: String

    /// The texts are those of the file: `PublicURL`, `ListenAddress` and `TrustedProxies` must be able to read them.
    ///
    /// - Parameters:
    ///   - certificates: a folder, within the one of the file.
    ///   - metadata: another one.
    package init(
        publicURL: String, listen: String, trustedProxies: [String], certificates: String = "certs",
        metadata: String = "metadata"
    ) {
        self.publicURL = publicURL
        self.listen = listen
        self.trustedProxies = trustedProxies
        self.certificates = certificates
        self.metadata = metadata
    }

    /// A text as a JSON5 string.
    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// The whole file.
    package var text: String {
        """
        // The configuration of a Convergences site (JSON5). Paths are relative to this file.
        // What is commented out shows the default.
        {
          // Where browsers reach the site. It decides cookies, the accepted Host and the links that are sent.
          publicURL: \(quoted(publicURL)),

          // Where the server listens. TLS ends at a reverse proxy in front of it.
          listen: \(quoted(listen)),

          // The proxies whose X-Forwarded-For and X-Forwarded-Proto count: addresses or blocks ("10.0.0.0/8").
          trustedProxies: [\(trustedProxies.map(quoted).joined(separator: ", "))],

          database: "convergences.sqlite",
          certificates: \(quoted(certificates)),
          metadata: \(quoted(metadata)),

          site: {
            // name: "Convergences",
            // subtitle: "CIG · portail des affiliés",
            // subtitleEnglish: "CIG · affiliates’ portal",
            // owner: "CIG petite couronne",
            // correspondent: "correspondantCIG@cig929394.fr",
            // dataProtectionOfficer: "dpo@cig929394.fr",
            // technicalContact: "correspondantCIG@cig929394.fr",
          },

          // Invitations, forgotten passwords, notices. Without a server they are files in the folder.
          mail: {
            // folder: "mails",
            // Encryption is "starttls" (port 587), "tls" (465) or "none" (25).
            // The password stands alone in a file that only the site may read (chmod 400).
            // server: {
            //   host: "smtp.example.fr", encryption: "starttls", port: 587,
            //   user: "portail", passwordFile: "smtp-password", greetingName: "portail.example.fr",
            // },
            // The address that the mails come from is needed with a server, one that it may send for.
            // from: "portail@example.fr",
            // fromName: "Convergences",
            // replyTo: "correspondantCIG@cig929394.fr",
            // Mail systems report to it what they could not deliver.
            // bounces: "portail@example.fr",
          },
          // Which URIs of signature, digest and encryption algorithms this site neither makes nor takes.
          // What is known to be weak (SHA-1 signatures, RSA 1.5, MD5, Triple DES) is not there to be banned.
          // Others may keep our metadata for so many minutes, then fetch it again.
          // With a number of metadataValidDays it ends as well (validUntil): a copy that was handed over then stops working.
          // saml: {
          //   bannedAlgorithms: ["http://www.w3.org/2001/04/xmlenc#aes128-cbc"],
          //   metadataCacheMinutes: 360,
          // },

          // Encrypted key files (convergences key protect) open with the passphrase that stands alone in this file.
          // Its mode is 400. Without a file, systemd's credential convergences-key-passphrase is taken.
          // keys: { passphraseFile: "key-passphrase" },

          // sessions: { idleMinutes: 120, absoluteMinutes: 600, recentAuthenticationMinutes: 15 },
          // links: { activationDays: 7, resetMinutes: 60 },
          // passwords: {
          //   minimumLength: 12, minimumLengthForPowers: 16, minimumLengthOfDigits: 16,
          //   hashing: { passes: 2, memoryKiB: 19456, atOnce: 2 },
          // },
          // throttle: { failuresPerDay: 25, attemptsPerMinuteAndAddress: 300 },
          // Whether service providers at private addresses (10.0.0.0/8 …) may be asked, for logouts and for metadata.
          // Authorities: a PEM file to trust instead of the system's, where metadata is fetched.
          // serviceProviders: { privateAddresses: false, authorities: "authorities.pem" },
          // retention: { signInEventDays: 365, journalDays: 365, restoreDays: 30 },
        }

        """
    }
}
