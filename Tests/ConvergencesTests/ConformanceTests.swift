import Foundation
import Testing

@testable import Convergences

/// What the conformance table promises is there: each test that it names, and the document made of it.
@Suite struct ConformanceTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `every test that the conformance table names is there`() throws {
        let files = try #require(
            FileManager.default.enumerator(
                at: Self.root.appendingPathComponent("Tests"), includingPropertiesForKeys: nil))
        var sources = ""
        for case let file as URL in files where ["swift", "py"].contains(file.pathExtension) {
            // Not this file's neighbours only by name: a name counts where a test is declared.
            sources += try String(contentsOf: file, encoding: .utf8)
        }
        for requirement in Requirement.all {
            for name in requirement.verdict.tests {
                let isThere = sources.contains("func `\(name)`(") || sources.contains("def \(name)(")
                #expect(isThere, "\(requirement.id): \(name)")
            }
            if case .met(let tests) = requirement.verdict { #expect(!tests.isEmpty, "\(requirement.id)") }
        }
    }

    @Test func `the conformance document is the table`() throws {
        let document = try String(
            contentsOf: Self.root.appendingPathComponent("Documentation/Conformance.md"), encoding: .utf8)
        #expect(document == ConformanceDocument.text)
    }

    @Test func `every id of both profiles is there, once`() {
        let ids = Requirement.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        func expected(_ profile: String, _ parts: [(String, Int)]) -> [String] {
            parts.flatMap { part, count in (1...count).map { "\(profile)-\(part)\($0 < 10 ? "0" : "")\($0)" } }
        }
        let all =
            expected("IIP", [("G", 3), ("MD", 12), ("SSO", 7), ("EXT", 1), ("ALG", 8), ("IDP", 21)])
            + expected("SDP", [("G", 4), ("MD", 12), ("ALG", 1), ("IDP", 33)])
        #expect(ids == all)
    }
}
