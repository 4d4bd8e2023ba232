import Directory
package import Markup

/// What an operator may set while the site runs: its name, colour, contacts. Kept in the database; the configuration
/// file's own values count where nothing is set.
///
/// The pages and the command line write settings through `checked`, so that no other key and no bad value gets there.
package enum Setting: String, Sendable, CaseIterable {
    case name = "site.name"
    case subtitleFrench = "site.subtitle.fr"
    case subtitleEnglish = "site.subtitle.en"
    case owner = "site.owner"
    case correspondent = "site.correspondent"
    case dataProtectionOfficer = "site.dataProtectionOfficer"
    case legalAddress = "site.legal.address"
    case legalDirector = "site.legal.director"
    case legalHost = "site.legal.host"
    case accent = "site.accent"
    case darkAccent = "site.accent.dark"
    case dormantDays = "users.dormant.days"

    /// Where the logo is told of: `<hash>:<width>:<height>`, written by `Change.setLogo` alone.
    package static let logoKey = "site.logo"

    /// What every key of how the site presents itself begins with.
    package static let sitePrefix = "site."

    /// Why a value is refused, and one that would not be.
    package struct Refusal: Error, Hashable, Sendable {
        /// What to do.
        package let message: Text
        /// The nearest value that would be accepted.
        package let proposal: String?

        init(_ message: Text, proposal: String? = nil) {
            self.message = message
            self.proposal = proposal
        }
    }

    /// The value as it is stored.
    package func checked(_ value: String) throws(Refusal) -> String {
        switch self {
        case .name: return try line(value, limit: 40)
        case .subtitleFrench, .subtitleEnglish, .owner: return try line(value, limit: 80)
        case .legalAddress, .legalDirector, .legalHost: return try line(value, limit: 300)
        case .correspondent, .dataProtectionOfficer: return try address(value)
        case .accent: return try colour(value, .light)
        case .darkAccent: return try colour(value, .dark)
        case .dormantDays:
            guard let days = Int(value.filter { !$0.isWhitespace }), (1...3650).contains(days) else {
                throw Refusal(
                    Text(fr: "Saisissez un nombre de jours, de 1 à 3650", en: "Enter a number of days, 1 to 3650"))
            }
            return "\(days)"
        }
    }

    private func line(_ value: String, limit: Int) throws(Refusal) -> String {
        do {
            return try NormalText.line(value, .value, limit: limit)
        } catch {
            throw Refusal(
                Text(
                    fr: "Saisissez une ligne de \(limit) caractères au plus",
                    en: "Enter one line of at most \(limit) characters"))
        }
    }

    /// Kept as typed: `correspondantCIG@…` is easier to read than its small letters.
    private func address(_ value: String) throws(Refusal) -> String {
        let typed = value.split(whereSeparator: \.isWhitespace).joined()
        guard (try? EmailAddress(typed)) != nil else {
            throw Refusal(
                Text(
                    fr: "Saisissez une adresse électronique : nom@domaine.fr",
                    en: "Enter an e-mail address: name@domain.fr"))
        }
        return typed
    }

    private func colour(_ value: String, _ shade: Accent.Shade) throws(Refusal) -> String {
        guard let colour = Colour(value.filter { !$0.isWhitespace }) else {
            throw Refusal(
                Text(
                    fr: "Saisissez une couleur en six chiffres hexadécimaux : #0B5A60",
                    en: "Enter a colour of six hexadecimal digits: #0B5A60"))
        }
        let contrast = shade.lowestContrast(of: colour)
        guard contrast < Accent.minimumContrast else { return colour.hex }
        let nearest = shade.nearest(to: colour).hex
        // Rounded down: « 4,5 » must not be refused for being less than 4.5.
        let tenths = Int(contrast * 10)
        let place =
            shade == .light
            ? Text(fr: "sur fond clair", en: "on light backgrounds")
            : Text(fr: "sur fond sombre", en: "on dark backgrounds")
        throw Refusal(
            Text(
                fr:
                    "Contraste insuffisant \(place.fr) : \(tenths / 10),\(tenths % 10) au lieu de 4,5. La plus proche qui convient est \(nearest)",
                en:
                    "Not enough contrast \(place.en): \(tenths / 10).\(tenths % 10) instead of 4.5. The nearest that will do is \(nearest)"
            ), proposal: nearest)
    }

    /// What it is, in one line.
    package var label: Text {
        switch self {
        case .name: Text(fr: "Nom du site", en: "Name of the site")
        case .subtitleFrench: Text(fr: "Ligne sous le nom, en français", en: "Line under the name, in French")
        case .subtitleEnglish: Text(fr: "Ligne sous le nom, en anglais", en: "Line under the name, in English")
        case .owner: Text(fr: "Qui tient le site", en: "Who runs the site")
        case .correspondent: Text(fr: "Correspondant", en: "Correspondent")
        case .dataProtectionOfficer:
            Text(fr: "Délégué à la protection des données", en: "Data protection officer")
        case .legalAddress: Text(fr: "Adresse postale de l’éditeur", en: "Postal address of the publisher")
        case .legalDirector: Text(fr: "Directeur de la publication", en: "Publication director")
        case .legalHost: Text(fr: "Hébergeur", en: "Host")
        case .accent: Text(fr: "Couleur du site, apparence claire", en: "Colour of the site, light appearance")
        case .darkAccent: Text(fr: "Couleur du site, apparence sombre", en: "Colour of the site, dark appearance")
        case .dormantDays:
            Text(fr: "Jours sans connexion avant « Dormant »", en: "Days without sign-in before “Dormant”")
        }
    }
}
