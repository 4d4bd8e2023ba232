import Directory
import FoundationEssentials
import Site

@testable import Convergences

/// Towns, attached establishments, people of several of them, referents and rights, drawn by lot. Each name has a mark
/// of its own, which tells whom or what an answer speaks of.
struct RandomTowns {
    let site: IsolationSite
    /// Each structure with its parent.
    let parents: [ID<Structure>: ID<Structure>?]
    /// What each referent is designated for.
    let designations: [ID<User>: Set<ID<Structure>>]
    let agents: [ID<User>]
    let operatorUser: ID<User>

    init(using random: inout some RandomNumberGenerator) throws {
        let site = try IsolationSite()
        self.site = site
        var parents: [ID<Structure>: ID<Structure>?] = [:]
        var designations: [ID<User>: Set<ID<Structure>>] = [:]
        var agents: [ID<User>] = []
        let number = Counter()
        let bip = site.bip
        let role = try site.site.directory.read { (view) throws(DirectoryError) in
            try view.roleGroups(of: bip).first?.roles.first?.id
        }
        guard let role else { throw TestFailure("BIP has no role") }
        // Everybody shares one domain, so that anybody may be attached anywhere.
        func structure(in parent: ID<Structure>?) throws -> ID<Structure> {
            let name = "Lieu \(Self.mark(structure: number.next()))"
            return try site.change { (change) throws(DirectoryError) in
                try change.addStructure(name, attachedTo: parent, domains: ["commun.example"])
            }
        }
        func person(in place: ID<Structure>) throws -> ID<User> {
            let this = number.next()
            return try site.change { (change) throws(DirectoryError) in
                try change.addUser(
                    "agent\(this)@commun.example", givenName: "Prénom", familyName: Self.mark(user: this), to: place)
            }
        }
        for _ in 0..<3 {
            let principal = try structure(in: nil)
            parents[principal] = .some(nil)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                parents[try structure(in: principal)] = principal
            }
        }
        let places = parents.keys.sorted()
        for place in places {
            let isPrincipal = parents[place] == .some(nil)
            if isPrincipal || Bool.random(using: &random) {
                let referent = try person(in: place)
                designations[referent] = [place]
                try site.change { (change) throws(DirectoryError) in try change.designateReferent(referent, of: place) }
            }
            for _ in 0..<4 {
                let agent = try person(in: place)
                agents.append(agent)
                let isShared = Int.random(in: 0..<3, using: &random) == 0
                let other = places.randomElement(using: &random)
                try site.change { (change) throws(DirectoryError) in
                    try change.grant(role, to: agent, for: place)
                    guard isShared, let other, other != place else { return }
                    try change.attachUser(agent, to: other)
                    try change.grant(role, to: agent, for: other)
                }
            }
        }
        operatorUser = try site.addPerson(in: [site.cig])
        let chief = operatorUser
        try site.change { (change) throws(DirectoryError) in try change.appointOperator(chief) }
        (self.parents, self.designations, self.agents) = (parents, designations, agents)
    }

    /// The rule in words: own structures, and what is attached to them.
    func structures(of referent: ID<User>) -> Set<ID<Structure>> {
        let own = designations[referent] ?? []
        return Set(parents.filter { own.contains($0.key) || $0.value.map(own.contains) == true }.keys)
    }

    // MARK: - Marks

    static func mark(structure: Int) -> String { "zql\(structure)z" }
    static func mark(user: Int) -> String { "zqu\(user)z" }

    /// Every mark in an answer.
    static func marks(in text: String) -> Set<String> {
        var marks: Set<String> = []
        var rest = text[...]
        while let start = rest.firstRange(of: "zq") {
            let word = rest[start.lowerBound...].prefix { $0.isLetter || $0.isNumber }
            if isMark(word) { marks.insert(String(word)) }
            rest = rest[start.upperBound...]
        }
        return marks
    }

    /// `zql12z`, `zqu12z`: a form's token may hold the first two letters.
    private static func isMark(_ word: Substring) -> Bool {
        let rest = word.dropFirst(2)
        guard rest.first == "l" || rest.first == "u", rest.last == "z" else { return false }
        let digits = rest.dropFirst().dropLast()
        return !digits.isEmpty && digits.allSatisfy(\.isNumber)
    }

    private final class Counter {
        private var last = 0
        func next() -> Int {
            last += 1
            return last
        }
    }
}
