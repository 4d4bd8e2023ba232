import Directory
import Foundation
import Site
import Testing

@testable import Convergences

/// What the recipes of CONTRIBUTING ask for and the compiler does not see.
@Suite struct `The recipes` {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

    private func texts(of folder: String) throws -> [String] {
        let files = try #require(
            FileManager.default.enumerator(
                at: Self.sources.appendingPathComponent(folder), includingPropertiesForKeys: nil))
        var texts: [String] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            texts.append(try String(contentsOf: file, encoding: .utf8))
        }
        return texts
    }

    @Test func `every command that is declared is in the tree of commands`() throws {
        let texts = try texts(of: "Convergences")
        var count = 0
        for text in texts {
            for match in text.matches(of: /static let (\w+) = Command(?:\.group)?\(/) where match.1 != "root" {
                let type = try #require(text.firstMatch(of: /(?m)^enum (\w+)/)).1
                #expect(texts.contains { $0.contains("\(type).\(match.1)") }, "\(type).\(match.1) is in no group")
                count += 1
            }
        }
        #expect(count > 20)
    }

    @Test func `every setting that the configuration file may have is in its sample`() throws {
        let sample = ConfigurationSample(publicURL: "http://localhost", listen: "127.0.0.1:1", trustedProxies: [])
        var names: Set<String> = []
        for text in try texts(of: "Site/Configuration") {
            let reads = text.matches(of: /\.(?:text|texts|integer|boolean|section)\(\s*"(\w+)"/)
            names.formUnion(reads.map { String($0.1) })
        }
        #expect(names.count > 50)
        for name in names.sorted() {
            #expect(sample.text.contains(try Regex("\\b\(name)\\b")), "\(name) is not in the sample")
        }
    }

    @Test func `every decision about a service provider can be made on the command line, and is shown`() {
        let others = ["nameIDForm": "name-id", "attributes": "attribute"]
        let options = Set(ServiceProviderDecisions.options.map(\.name))
        for member in Mirror(reflecting: ServiceProviderOverrides()).children.compactMap(\.label) {
            let option = others[member] ?? Self.words(member)
            #expect(options.contains(option), "service-provider set has no --\(option)")
        }
        let provider = EffectiveSettings(ServiceProviderSettings(), ServiceProviderOverrides())
        let shown = Set(ServiceProviderDecisions.cells(of: provider).map(\.0))
        for member in Mirror(reflecting: provider).children.compactMap(\.label) where member != "settings" {
            #expect(shown.contains(member), "service-provider show says nothing of \(member)")
        }
    }

    /// `signResponse` as an option: `sign-response`.
    private static func words(_ member: String) -> String {
        member.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "-\(letter.lowercased())" : String(letter)
        }
    }
}
