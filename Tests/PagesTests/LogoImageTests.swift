import Foundation
import Testing

@testable import Pages

struct LogoImageTests {
    /// 32 × 16 pixels, written by a drawing program, with a comment in a `tEXt` chunk.
    private static let png: [UInt8] = Array(
        Data(base64Encoded: LogoImageTests.encoded, options: .ignoreUnknownCharacters) ?? Data())

    @Test func `a PNG keeps what paints it and nothing else`() throws {
        let image = try LogoImage(png: Self.png)
        #expect((image.width, image.height) == (32, 16))
        #expect(image.bytes.count < Self.png.count)
        #expect(!String(decoding: image.bytes, as: UTF8.self).contains("secret"))
        #expect(String(decoding: Self.png, as: UTF8.self).contains("secret"))
        #expect(try LogoImage(png: image.bytes).bytes == image.bytes)
    }

    @Test func `what is no whole PNG is refused`() {
        let png = Self.png
        var flipped = png
        flipped[20] ^= 1
        let bad: [[UInt8]] = [
            [], Array("<svg onload=alert(1)>".utf8), Array(png.dropLast(1)), Array(png.prefix(40)), flipped,
            Array(png.prefix(8)) + Array(png.dropFirst(8 + 25)), [0] + png,
            png + [UInt8](repeating: 0, count: LogoImage.limit),
        ]
        for (index, bytes) in bad.enumerated() {
            #expect(throws: LogoImage.Refusal.self, "\(index)") { _ = try LogoImage(png: bytes) }
        }
    }

    @Test func `what follows the end of the image is left away`() throws {
        #expect(try LogoImage(png: Self.png + Array("<script>".utf8)).bytes == LogoImage(png: Self.png).bytes)
    }

    private static let encoded = """
        iVBORw0KGgoAAAANSUhEUgAAACAAAAAQCAYAAAB3AH1ZAAAAI3RFWHRDb21tZW50AGEgc2VjcmV0IG9mIHdob2V2ZXIgZHJldyBp\
        dFT9qvUAAAAjSURBVHicY+COSvg/kJhh1AGjDhh1wKgDRh0w6oBRBwy0AwA7doguaS28XgAAAABJRU5ErkJggg==
        """
}
