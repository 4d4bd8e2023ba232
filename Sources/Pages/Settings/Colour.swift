import Glibc

/// A colour of sRGB, and what the contrast rules ask of it (WCAG 2.2 §1.4.3, RGAA 3.2).
package struct Colour: Hashable, Sendable {
    let red: Double
    let green: Double
    let blue: Double

    private init(_ red: Double, _ green: Double, _ blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A colour as people write it: `#0B5A60`, with or without `#`, capitals or not.
    package init?(_ text: String) {
        let digits = text.first == "#" ? text.dropFirst() : text[...]
        guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let number = Int(digits, radix: 16) else {
            return nil
        }
        self.init(Double(number >> 16) / 255, Double(number >> 8 & 0xFF) / 255, Double(number & 0xFF) / 255)
    }

    /// For the constants of the style sheet.
    static func hex(_ number: Int) -> Colour {
        Colour(Double(number >> 16) / 255, Double(number >> 8 & 0xFF) / 255, Double(number & 0xFF) / 255)
    }

    /// `#0B5A60`.
    package var hex: String { "#" + digits.uppercased() }

    /// `0b5a60`: in the name of a file.
    var digits: String {
        [red, green, blue].map { part in
            let text = String(Int((part * 255).rounded()), radix: 16)
            return text.utf8.count == 1 ? "0" + text : text
        }.joined()
    }

    // MARK: - Contrast

    /// From 1 (the same) to 21 (black on white).
    package func contrast(with other: Colour) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    private var luminance: Double {
        func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    // MARK: - Mixing

    /// This colour with a share of another one in it, as browsers will paint it: in steps of 1/255.
    func mixed(with other: Colour, share: Double) -> Colour {
        func mix(_ one: Double, _ two: Double) -> Double { ((one + (two - one) * share) * 255).rounded() / 255 }
        return Colour(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }

    static let white = Colour.hex(0xFFFFFF)
    static let black = Colour.hex(0x000000)
}
