package import Crypto

/// The ID of a message or assertion: an xs:ID, that is an NCName, of at most 256 characters (SAML Core §1.3.4).
///
/// A type, so that an InResponseTo can only be written from an ID that was checked when it was read.
package struct MessageID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The text of the attribute.
    package let rawValue: String

    /// The ID a text spells, or nil if it is not an NCName of at most 256 characters.
    package init?(rawValue: String) {
        guard rawValue.hasAtMost(Bound.written), rawValue.isNCName else { return nil }
        self.rawValue = rawValue
    }

    /// A fresh ID of 160 random bits; it begins with "_" because an NCName cannot begin with a digit.
    package init(random randomness: Randomness) {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = [UInt8(ascii: "_")]
        for byte in randomness.bytes(20) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        rawValue = String(decoding: text, as: UTF8.self)
    }

    /// The text of the attribute.
    package var description: String { rawValue }
}

extension String {
    /// Whether it is an NCName (Namespaces in XML §3).
    fileprivate var isNCName: Bool {
        var isFirst = true
        for scalar in unicodeScalars {
            guard isFirst ? scalar.startsNCName : scalar.continuesNCName else { return false }
            isFirst = false
        }
        return !isFirst
    }
}

extension Unicode.Scalar {
    /// XML 1.0 NameStartChar without the colon
    fileprivate var startsNCName: Bool {
        switch value {
        case 0x61...0x7A, 0x41...0x5A, 0x5F, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
            0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
            0x10000...0xEFFFF:
            true
        default: false
        }
    }

    /// XML 1.0 NameChar without the colon
    fileprivate var continuesNCName: Bool {
        switch value {
        case 0x30...0x39, 0x2D, 0x2E, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: startsNCName
        }
    }
}
