import Markup
import SAML

/// One of the applications that the demonstration plays: those of the guide.
struct DemonstrationApplication: Sendable {
    /// Its folder on the demonstration's site, and the name of its keys and cookies.
    let slug: String
    /// Its name for people.
    let name: String
    /// What it would be for, in a sentence.
    let purpose: String
    /// Its colour: the class of the page.
    let tint: String
    /// Its drawing: SVG paths on a field of 24 by 24.
    let drawing: HTML
    /// What kind of name it asks for; the four differ, so that each is seen.
    let nameIDFormat: NameIDFormat
    /// Whether its metadata names its key for encryption too, so that its assertions come encrypted.
    var wantsEncryption = false

    /// How it takes logout messages; the four differ, so that each outcome is seen.
    let logout: Logout

    /// The ways to take logout messages.
    enum Logout: Sendable {
        /// From server to server, and through the browser.
        case soap
        /// Only through the browser.
        case browser
        /// Not at all.
        case none

        /// The addresses of the endpoints.
        struct Locations: Sendable {
            let browser: String
            let soap: String?
        }
    }

    /// The four, in the order of the portal.
    static let all = [
        DemonstrationApplication(
            slug: "bip", name: "BIP",
            purpose: "Base statutaire\u{A0}: textes, fiches et modèles pour la gestion du personnel.", tint: "t1",
            drawing: """
                <path d="M4 5.5A2.5 2.5 0 0 1 6.5 3H20v15H6.5A2.5 2.5 0 0 0 4 20.5z"/>\
                <path d="M4 20.5A2.5 2.5 0 0 0 6.5 21H20v-3M8.5 7.5h7M8.5 11h5"/>
                """,
            nameIDFormat: .emailAddress, logout: .soap),
        DemonstrationApplication(
            slug: "site", name: "Site internet",
            purpose: "Contenus restreints\u{A0}: guides, lettres et formulaires réservés aux affiliés.", tint: "t3",
            drawing: """
                <circle cx="12" cy="12" r="9"/><path d="M3.5 9.5h17M3.5 14.5h17M12 3c3 3 3.6 6 3.6 9s-.6 6-3.6 \
                9c-3-3-3.6-6-3.6-9S9 6 12 3z"/>
                """,
            nameIDFormat: .emailAddress, logout: .browser),
        DemonstrationApplication(
            slug: "netcotisation", name: "NetCotisation",
            purpose: "Déclaration mensuelle et suivi des cotisations.", tint: "t5",
            drawing: """
                <rect x="5" y="3" width="14" height="18" rx="2.5"/><path d="M8.5 7.5h7M8.5 12h.01M12 12h.01M15.5 \
                12h.01M8.5 16h.01M12 16h.01M15.5 16h.01"/>
                """,
            nameIDFormat: .persistent, logout: .soap),
        DemonstrationApplication(
            slug: "elecpro", name: "Elecpro 2022",
            purpose: "Préparation des élections professionnelles.", tint: "t4",
            drawing: """
                <path d="M4 13h16v7H4zM8 13V8.5M16 13V8.5"/><path d="m9 5.5 2.2 2.2L15.5 3M9.5 16.5h5"/>
                """,
            nameIDFormat: .transient, wantsEncryption: true, logout: .none),
    ]
}
