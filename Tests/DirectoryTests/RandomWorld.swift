import FoundationEssentials

@testable import Directory

/// A generator that gives the same numbers each time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Structures, people and designations thrown at random, with the delegation rule told a second time in plain Swift.
struct RandomWorld {
    let site: Site
    var parents: [ID<Structure>: ID<Structure>?] = [:]
    var affiliations: [ID<User>: Set<ID<Structure>>] = [:]
    var designations: [ID<User>: Set<ID<Structure>>] = [:]
    var users: [ID<User>] { affiliations.keys.sorted() }

    init(using random: inout some RandomNumberGenerator) throws {
        site = try Site()
        var random = random
        var parents: [ID<Structure>: ID<Structure>?] = [:]
        var affiliations: [ID<User>: Set<ID<Structure>>] = [:]
        var designations: [ID<User>: Set<ID<Structure>>] = [:]
        let directory = site.directory
        try directory.change(by: .commandLine("test"), at: site.now) { change in
            for town in 0..<4 {
                let principal = try change.addStructure("Ville \(town)", domains: ["ville.example"])
                parents[principal] = .some(nil)
                for child in 0..<Int.random(in: 0...3, using: &random) {
                    let attached = try change.addStructure("Établissement \(town).\(child)", attachedTo: principal)
                    parents[attached] = principal
                }
            }
            let places = parents.keys.sorted()
            for number in 0..<20 {
                let first = places.randomElement(using: &random) ?? places[0]
                let user = try change.addUser(
                    "agent\(number)@ville.example", givenName: "A", familyName: "B", to: first)
                affiliations[user] = [first]
                for place in places where place != first && Int.random(in: 0..<8, using: &random) == 0 {
                    try change.attachUser(user, to: place)
                    affiliations[user]?.insert(place)
                }
                for place in places where Int.random(in: 0..<15, using: &random) == 0 {
                    try change.designateReferent(user, of: place)
                    // Some designations are over.
                    if Bool.random(using: &random) {
                        try change.endReferent(user, of: place)
                    } else {
                        designations[user, default: []].insert(place)
                    }
                }
            }
        }
        (self.parents, self.affiliations, self.designations) = (parents, affiliations, designations)
    }

    func structures(seenBy user: ID<User>) -> Set<ID<Structure>> {
        let own = designations[user] ?? []
        return Set(parents.filter { own.contains($0.key) || $0.value.map(own.contains) == true }.keys)
    }

    func users(seenBy user: ID<User>) -> Set<ID<User>> {
        let seen = structures(seenBy: user)
        return Set(affiliations.filter { !$0.value.isDisjoint(with: seen) }.keys)
    }
}
