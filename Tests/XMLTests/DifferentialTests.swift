import Crypto
import Foundation
import Testing
@testable import XML

/// Our code against libxml2 and xmlsec1, over documents made by chance. A failure prints its seed.
struct DifferentialTests {
    @Test func `the canonical writer writes libxml2's exclusive canonical form`() throws {
        for seed in UInt64(1)...1500 {
            var generator = ElementGenerator(seed: seed)
            let element = generator.element()
            let ours = try CanonicalWriter.bytes(element, prefixes: SAMLNames.prefixes)
            let tree = try LibXMLTree(parsing: ours)
            let again = try tree.canonical([], Canonicalisation())
            #expect(again == ours, "seed \(seed)")
            #expect(try tree.element().sorted == element.sorted, "seed \(seed)")

            var untidy = UntidyWriter(seed: seed)
            let other = try LibXMLTree(parsing: Array(untidy.text(element).utf8))
            let otherCanonical = try other.canonical([], Canonicalisation())
            #expect(otherCanonical == ours, "seed \(seed)")
        }
    }

    @Test func `what the signer signs verifies however it is spelled`() throws {
        let pair = try TestKeys.ec.get()
        let signer = try XMLSigner(key: pair.key, certificate: pair.certificate, prefixes: SAMLNames.prefixes)
        for seed in UInt64(1)...300 {
            var generator = ElementGenerator(seed: seed)
            let message = XMLSignerTests.message(content: [generator.element(depth: 3)])
            let signed = try Document(
                parsing: signer.sign(message, after: SAMLNames.issuer).bytes, limits: .message
            ).root
            var untidy = UntidyWriter(seed: seed)
            let bytes = Array(untidy.text(signed).utf8)
            #expect(
                try VerificationTests.verify(bytes, by: [pair.key.publicKey]).sorted == message.sorted, "seed \(seed)")
        }
    }

    /// Every mutant is refused, or says exactly what was signed; and the two verifiers never differ. More rounds, and
    /// others: `CONVERGENCES_MUTATIONS=100000 CONVERGENCES_SEED=7 swift test -c release --filter DifferentialTests`.
    @Test(arguments: [UInt64(1), 2, 3])
    func `a mutated message is never accepted with other content`(seed: UInt64) throws {
        let environment = ProcessInfo.processInfo.environment
        let rounds = environment["CONVERGENCES_MUTATIONS"].flatMap { Int($0) } ?? 3000
        let offset = environment["CONVERGENCES_SEED"].flatMap { UInt64($0) } ?? 0
        let (bytes, part): ([UInt8], SignedPart) =
            switch seed {
            case 1: (try Fixture.request.get(), .root)
            case 2: (try Fixture.response.get(), .child(AttackTests.assertion))
            default: (try VerificationTests.inclusive(), .root)
            }
        let original = try VerificationTests.verify(bytes, part)
        var mutator = Mutator(random: SeededGenerator(seed: seed + 3 * offset))
        var reachedCryptography = 0
        for round in 0..<rounds {
            let mutant = mutator.mutate(bytes)
            do {
                let verified = try VerificationTests.verify(mutant, part)
                #expect(verified.sorted == original.sorted, "seed \(seed), round \(round)")
                reachedCryptography += 1
            } catch let error as XMLError {
                if case .verifiersDisagree = error { Issue.record("\(error), seed \(seed), round \(round)") }
                if error == .signatureInvalid { reachedCryptography += 1 }
            }
        }
        // Otherwise the test would only try the gate.
        #expect(reachedCryptography > rounds / 10, "\(reachedCryptography) of \(rounds)")
    }
}

/// Changes a document in one to three places.
struct Mutator {
    var random: SeededGenerator
    private let tokens = [
        "<", ">", "/", "\"", "'", "&", "&#65;", "&amp;", "é", " ", "\n", "<a/>", "xmlns=\"urn:x\" ",
        "xmlns:ds=\"urn:x\" ",
        "ID=\"_x\" ", "Id=\"_5fe9c1d2-7b0a-4c55-9a0e-1b2c3d4e5f60\" ", "<ds:Object/>", "<!-- -->", "A", "=", "#",
        "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>", "</ds:Signature>", "sha512", "sha1",
        "0",
    ].map { Array($0.utf8) }

    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<7, using: &random)
            case 1: bytes[place] = UInt8.random(in: 0x20..<0x7F, using: &random)
            case 2: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
            case 3: bytes.removeSubrange(place..<end)
            case 4: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
            case 5: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
            default:
                // White space that means nothing, or something: between tags.
                if let tag = bytes[place...].firstIndex(of: UInt8(ascii: ">")) { bytes.insert(0x20, at: tag) }
            }
        }
        return bytes
    }
}

extension Element {
    /// With the attributes in one order, which means nothing in XML.
    var sorted: Element {
        Element(
            name, attributes.sorted { "\($0.name)" < "\($1.name)" },
            children: children.map { if case .element(let element) = $0 { .element(element.sorted) } else { $0 } })
    }
}
