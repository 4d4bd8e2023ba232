/// The one colour of the site's own: links, main buttons, the directory's card. One shade for the light appearance and
/// one for the dark; both are readable on every background of the style sheet, or there is no such accent.
package struct Accent: Hashable, Sendable {
    /// On light backgrounds.
    package let light: Colour
    /// On dark ones.
    package let dark: Colour

    /// Text needs this much (WCAG 2.2 §1.4.3).
    package static let minimumContrast = 4.5

    /// Two shades that were checked before; nil when one of them is not readable.
    package init?(light: Colour, dark: Colour) {
        guard Shade.light.lowestContrast(of: light) >= Self.minimumContrast,
            Shade.dark.lowestContrast(of: dark) >= Self.minimumContrast
        else { return nil }
        self.light = light
        self.dark = dark
    }

    /// The accent of one colour that is readable in the light appearance; its dark shade is the nearest that reads.
    package init?(light: Colour) {
        self.init(light: light, dark: Shade.dark.nearest(to: light))
    }

    /// The appearance that a shade is for.
    package enum Shade: Sendable, CaseIterable {
        case light, dark

        /// What text stands on: paper, surface, sunken.
        private var backgrounds: [Colour] {
            switch self {
            case .light: [.hex(0xF6F5F1), .white, .hex(0xEEECE6)]
            case .dark: [.hex(0x131618), .hex(0x1B1F22), .hex(0x24292D)]
            }
        }

        /// The background of what is chosen: the accent, much thinned.
        func soft(_ accent: Colour) -> Colour {
            switch self {
            case .light: Colour.white.mixed(with: accent, share: 0.12)
            case .dark: Colour.hex(0x1B1F22).mixed(with: accent, share: 0.16)
            }
        }

        /// Of the backgrounds that the accent stands on, the one it is least readable on.
        package func lowestContrast(of accent: Colour) -> Double {
            (backgrounds + [soft(accent)]).map(accent.contrast).min() ?? 1
        }

        /// The colour itself where it is readable, else the one nearest to it that is: darker on light backgrounds,
        /// lighter on dark ones.
        package func nearest(to colour: Colour) -> Colour {
            let end: Colour = self == .light ? .black : .white
            let steps = (0...200).lazy.map { colour.mixed(with: end, share: Double($0) / 200) }
            return steps.first { lowestContrast(of: $0) >= Accent.minimumContrast } ?? end
        }
    }

    // MARK: - Style

    /// `0b5a60-7fd0ca`: names the style sheet with this accent.
    var name: String { "\(light.digits)-\(dark.digits)" }

    /// The accent of such a name; nil for any other text.
    init?(name: Substring) {
        let parts = name.split(separator: "-")
        guard parts.count == 2, name == name.lowercased()[...], let light = Colour(String(parts[0])),
            let dark = Colour(String(parts[1]))
        else { return nil }
        self.init(light: light, dark: dark)
    }

    /// What follows the style sheet: its variables with other values.
    var css: String {
        let inDark = variables(.dark)
        return """
            :root{\(variables(.light))}
            @media (prefers-color-scheme:dark){:root:not([data-theme=light]){\(inDark)}}
            :root[data-theme=dark]{\(inDark)}

            """
    }

    private func variables(_ shade: Shade) -> String {
        let accent = shade == .light ? light : dark
        let card: Colour =
            shade == .light ? accent : Colour.hex(0x131618).mixed(with: accent, share: 0.22)
        let values: [(String, Colour)] = [
            ("accent", accent),
            ("accent-hover", accent.mixed(with: shade == .light ? .black : .white, share: 0.3)),
            ("accent-soft", shade.soft(accent)),
            ("on-accent", shade == .light ? .white : accent.mixed(with: .black, share: 0.8)),
            ("dir", card), ("dir-ink", .white), ("dir-2", Self.secondary(on: card)),
        ]
        return values.map { "--\($0):\($1.hex)" }.joined(separator: ";")
    }

    /// Text that stands back a little on the card of the accent's colour, and is readable all the same.
    private static func secondary(on card: Colour) -> Colour {
        let steps = (0...20).lazy.map { card.mixed(with: .white, share: 0.8 + Double($0) / 100) }
        return steps.first { $0.contrast(with: card) >= minimumContrast } ?? .white
    }
}
