import Foundation
import Testing

/// Documentation/Security.md names the test that holds each rule; a name that is no test would be a promise.
@Suite struct SecurityDocumentTests {
    @Test func `every test that the security document names is there`() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let document = tests.deletingLastPathComponent().appendingPathComponent("Documentation/Security.md")
        let named = try String(contentsOf: document, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("- `") && $0.hasSuffix("`") }.map { $0.dropFirst(3).dropLast() }
        let files = try #require(FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil))
        var sources = ""
        for case let file as URL in files where file.pathExtension == "swift" {
            sources += try String(contentsOf: file, encoding: .utf8)
        }
        #expect(named.count > 40)
        for name in named { #expect(sources.contains("func `\(name)`("), "\(name)") }
    }
}
