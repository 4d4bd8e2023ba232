package import Markup

/// The appearance a person chose; kept in a cookie, written by the server on `<html>` so that no page flashes.
package enum Theme: String, Sendable, CaseIterable {
    /// As the computer says.
    case system = "systeme"
    case light = "clair"
    case dark = "sombre"

    /// The value of `data-theme` that the style sheet knows; nil leaves the choice to the browser.
    var attribute: String? {
        switch self {
        case .system: nil
        case .light: "light"
        case .dark: "dark"
        }
    }

    /// What the browser paints before and around the page, form controls and scroll bars included.
    var colorScheme: String {
        switch self {
        case .system: "light dark"
        case .light: "light"
        case .dark: "dark"
        }
    }

    /// The word beside its radio button.
    package var label: Text {
        switch self {
        case .system: Text(fr: "Système", en: "System")
        case .light: Text(fr: "Clair", en: "Light")
        case .dark: Text(fr: "Sombre", en: "Dark")
        }
    }

    /// The drawing beside its radio button.
    package var icon: Icon {
        switch self {
        case .system: .systemTheme
        case .light: .sun
        case .dark: .moon
        }
    }
}
