import CZlib
package import Markup

/// A PNG that may stand in the header: read chunk by chunk and written again with those alone that paint it, so that
/// what is served holds nothing else (PNG specification, third edition, §5).
package struct LogoImage: Sendable {
    /// The image without its comments, profiles and whatever else.
    package let bytes: [UInt8]
    /// In pixels.
    package let width: Int
    /// In pixels.
    package let height: Int

    /// In bytes.
    package static let limit = 64 * 1024
    private static let widths = 16...1024
    private static let heights = 16...512
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Why a file is no logo, in words.
    package struct Refusal: Error, Hashable, Sendable {
        /// What to do.
        package let message: Text
    }

    /// - Throws: `Refusal` for what is no PNG, is broken, too large or too small.
    package init(png: [UInt8]) throws(Refusal) {
        guard png.count <= Self.limit else {
            throw Refusal(
                message: Text(
                    fr: "Choisissez une image de 64 Kio au plus", en: "Choose an image of at most 64 KiB"))
        }
        let notPNG = Refusal(
            message: Text(fr: "Choisissez une image au format PNG", en: "Choose an image in PNG format"))
        guard png.starts(with: Self.signature) else { throw notPNG }
        var written = Self.signature
        var size: (Int, Int)?
        var rest = png[Self.signature.count...]
        var hasData = false
        var isWhole = false
        while let chunk = Chunk(rest), !isWhole {
            rest = rest[chunk.end...]
            switch chunk.name {
            case "IHDR" where size == nil && chunk.data.count == 13: size = (chunk.integer(0), chunk.integer(4))
            case "PLTE", "tRNS": break
            case "IDAT": hasData = true
            case "IEND": isWhole = true
            default: continue
            }
            guard size != nil else { throw notPNG }
            written += chunk.bytes
        }
        guard let (width, height) = size, hasData, isWhole else { throw notPNG }
        guard Self.widths.contains(width), Self.heights.contains(height) else {
            throw Refusal(
                message: Text(
                    fr: "Choisissez une image de 16 × 16 à 1024 × 512 pixels (celle-ci : \(width) × \(height))",
                    en: "Choose an image of 16 × 16 to 1024 × 512 pixels (this one: \(width) × \(height))"))
        }
        bytes = written
        self.width = width
        self.height = height
    }

    /// One part of the file: length, name, data, checksum.
    private struct Chunk {
        let bytes: ArraySlice<UInt8>
        let name: String
        var data: ArraySlice<UInt8> { bytes.dropFirst(8).dropLast(4) }
        var end: Int { bytes.endIndex }

        /// The chunk that a file goes on with; nil when it is cut or broken.
        init?(_ rest: ArraySlice<UInt8>) {
            guard rest.count >= 12 else { return nil }
            let length = Self.integer(rest, at: rest.startIndex)
            guard length <= rest.count - 12 else { return nil }
            bytes = rest.prefix(12 + length)
            name = String(decoding: bytes.dropFirst(4).prefix(4), as: UTF8.self)
            let covered = Array(bytes.dropFirst(4).dropLast(4))
            let sum = unsafe covered.withUnsafeBufferPointer { unsafe crc32(0, $0.baseAddress, UInt32($0.count)) }
            guard Int(sum) == Self.integer(bytes, at: bytes.endIndex - 4) else { return nil }
        }

        /// A number within the data.
        func integer(_ offset: Int) -> Int { Self.integer(bytes, at: data.startIndex + offset) }

        private static func integer(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int {
            bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
        }
    }
}
