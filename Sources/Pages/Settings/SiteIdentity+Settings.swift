package import Directory
import Markup

extension SiteIdentity {
    /// The identity with what the operator has set in place of what the configuration file says.
    ///
    /// A stored value that is no longer good (an older program wrote it) counts as not set.
    package func applying(_ settings: [String: String]) -> SiteIdentity {
        func value(_ setting: Setting) -> String? {
            settings[setting.rawValue].flatMap { try? setting.checked($0) }
        }
        var identity = self
        if let name = value(.name) { identity.name = name }
        if let french = value(.subtitleFrench) {
            identity.subtitle = Text(fr: french, en: value(.subtitleEnglish) ?? french)
        } else if let english = value(.subtitleEnglish) {
            identity.subtitle = Text(fr: subtitle.fr, en: english)
        }
        if let owner = value(.owner) { identity.owner = Text(fr: owner, en: owner) }
        if let address = value(.correspondent) { identity.correspondent = address }
        if let address = value(.dataProtectionOfficer) { identity.dataProtectionOfficer = address }
        identity.legal.address = value(.legalAddress) ?? legal.address
        identity.legal.director = value(.legalDirector) ?? legal.director
        identity.legal.host = value(.legalHost) ?? legal.host
        identity.accent = Self.accent(light: value(.accent), dark: value(.darkAccent)) ?? accent
        identity.logo = settings[Setting.logoKey].flatMap(Logo.init) ?? logo
        return identity
    }

    private static func accent(light: String?, dark: String?) -> Accent? {
        guard let light = light.flatMap({ Colour($0) }) else { return nil }
        guard let dark = dark.flatMap({ Colour($0) }) else { return Accent(light: light) }
        return Accent(light: light, dark: dark)
    }

    /// An image beside the name, in place of the mark.
    package struct Logo: Hashable, Sendable {
        /// Of its bytes; names the file.
        package let hash: String
        let width: Int
        let height: Int

        /// Reads what `Change.setLogo` wrote.
        init?(_ stored: String) {
            let parts = stored.split(separator: ":")
            guard parts.count == 3, let width = Int(parts[1]), let height = Int(parts[2]), width > 0, height > 0 else {
                return nil
            }
            hash = String(parts[0])
            self.width = width
            self.height = height
        }

        /// Where it is served.
        package var path: String { "/fichiers/logo/\(hash)" }
    }
}

extension Directory {
    /// How the site presents itself at this moment: one query of a few short rows, so that nothing is kept in memory
    /// that another process may change. A store that fails leaves what the configuration says.
    package func identity(over configured: SiteIdentity) -> SiteIdentity {
        let settings = try? read { (view) throws(DirectoryError) in try view.settings(under: Setting.sitePrefix) }
        return configured.applying(settings ?? [:])
    }
}
