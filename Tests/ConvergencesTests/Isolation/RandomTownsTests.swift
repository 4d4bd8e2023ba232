import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Convergences

/// Everything that anybody's pages lead to and everything that anybody's forms send, asked for and sent by the others.
@Suite struct `In towns drawn by lot` {
    @Test(arguments: [2_026, 929_394])
    func `nobody sees or changes what is out of scope, whatever they ask for or send`(_ seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let towns = try RandomTowns(using: &random)
        let walk = try Walk(towns)
        try walk.readEverything()
        #expect(walk.pages > 200)
        try walk.sendAnything(times: 160, using: &random)
        #expect(walk.changes > 5, "forms that changed nothing prove nothing")
    }
}

/// A generator that gives the same numbers in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// One run: who there is, which addresses and forms were found, what was changed.
private final class Walk {
    private let towns: RandomTowns
    private let guests: [(user: ID<User>, guest: Guest)]
    private let chief: Guest
    private var addresses: [String] = []
    private var forms: [PageForm] = []
    private(set) var pages = 0
    private(set) var changes = 0

    init(_ towns: RandomTowns) throws {
        self.towns = towns
        let people = towns.designations.keys.sorted() + towns.agents.prefix(1)
        guests = try people.map { ($0, try towns.site.guest($0)) }
        chief = try towns.site.guest(towns.operatorUser)
    }

    /// Follows every link from the portal as each person, then asks for each address in everybody's name.
    func readEverything() throws {
        var seen: Set<String> = []
        for guest in [chief] + guests.map(\.guest) {
            var waiting = ["/"]
            var own: Set<String> = []
            while !waiting.isEmpty, own.count < 110 {
                let address = waiting.removeFirst()
                guard own.insert(Self.kind(of: address)).inserted else { continue }
                let answer = try guest.get(address)
                #expect(answer.status.rawValue < 500, "\(address)")
                if let location = answer.headers["location"], location.hasPrefix("/") { waiting.append(location) }
                if seen.insert(address).inserted { addresses.append(address) }
                guard answer.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
                let page = PageInspection(answer.text)
                waiting += page.links.filter { $0.hasPrefix("/") && !$0.hasPrefix("/ouvrir/") }
                    .map { String($0.prefix { $0 != "#" }) }
                forms += page.wholeForms.filter { $0.method == "POST" && Self.mayBeSent($0) }
                for form in page.wholeForms where form.method == "GET" && form.action.hasPrefix("/") {
                    // A search for what everybody's name begins with.
                    waiting += Set(form.fields.map(\.name)).map { "\(form.action)?\($0)=zq" }
                }
                if let path = page.attributes("data-suggestions").first { waiting.append("\(path)?q=zq") }
            }
        }
        forms = Array(Set(forms)).sorted { "\($0)" < "\($1)" }
        for (user, guest) in guests {
            let known = try known(to: user)
            for address in addresses {
                let answer = try guest.get(address)
                pages += 1
                check(answer.text, known, for: user, "GET \(address)")
            }
        }
    }

    /// Sends forms of anybody's pages in the name of anybody else, and looks at every row that changed.
    func sendAnything(times: Int, using random: inout some RandomNumberGenerator) throws {
        for _ in 0..<times {
            guard let form = forms.randomElement(using: &random),
                let (user, guest) = guests.randomElement(using: &random)
            else { return }
            let fields = Self.filled(form, using: &random)
            let before = try towns.site.rows()
            let answer = try guest.post(form.action, fields)
            let what = "POST \(form.action) \(fields.map { "\($0.name)=\($0.value)" })"
            #expect(answer.status.rawValue < 500, "\(what)")
            check(answer.text, try known(to: user), for: user, what)
            let after = try towns.site.rows()
            if before != after {
                changes += 1
                try judge(before, after, by: user, what)
            }
            if answer.headers["content-type"]?.hasPrefix("text/html") == true {
                let found = PageInspection(answer.text).wholeForms.filter { $0.method == "POST" && Self.mayBeSent($0) }
                forms += found.filter { !forms.contains($0) }
            }
        }
    }

    // MARK: - What may be seen

    private func check(_ text: String, _ known: Set<String>, for user: ID<User>, _ what: String) {
        // What the person typed comes back to them.
        let told = RandomTowns.marks(in: text).subtracting(known).filter { !what.contains($0) }
        if !told.isEmpty { Issue.record("\(what) shows \(user.rawValue) \(told.sorted())") }
    }

    /// The marks of what a person may know of.
    private func known(to user: ID<User>) throws -> Set<String> {
        let rows = try towns.site.rows()
        let scope = towns.structures(of: user)
        var structures = scope
        var users: Set<ID<User>> = [user]
        for affiliation in rows["affiliation"] ?? [] {
            let row = DatabaseRow(affiliation)
            guard let person: ID<User> = row.id("user"), let place: ID<Structure> = row.id("structure") else {
                continue
            }
            if scope.contains(place) { users.insert(person) }
            if person == user { structures.insert(place) }
        }
        // An attached establishment names its principal one, and who is responsible there.
        for place in structures { if let parent = towns.parents[place] ?? nil { structures.insert(parent) } }
        for (referent, places) in towns.designations where !places.isDisjoint(with: structures) {
            users.insert(referent)
        }
        // Who once belonged is named by the journal of that time.
        for entry in rows["journal"] ?? [] {
            let row = DatabaseRow(entry)
            guard let place: ID<Structure> = row.id("structure"), scope.contains(place) else { continue }
            for column in ["person", "actor"] { if let person: ID<User> = row.id(column) { users.insert(person) } }
        }
        var marks: Set<String> = []
        for row in rows["structure"] ?? [] {
            if let id: ID<Structure> = DatabaseRow(row).id("id"), structures.contains(id) {
                marks.formUnion(RandomTowns.marks(in: row))
            }
        }
        for row in rows["user"] ?? [] {
            if let id: ID<User> = DatabaseRow(row).id("id"), users.contains(id) {
                marks.formUnion(RandomTowns.marks(in: row))
            }
        }
        return marks
    }

    // MARK: - What may be changed

    private func judge(
        _ before: [String: [String]], _ after: [String: [String]], by user: ID<User>, _ what: String
    ) throws {
        let scope = towns.structures(of: user)
        var places: [ID<User>: Set<ID<Structure>>] = [:]
        var affiliations: [Int64: ID<Structure>] = [:]
        for text in (before["affiliation"] ?? []) + (after["affiliation"] ?? []) {
            let row = DatabaseRow(text)
            guard let person: ID<User> = row.id("user"), let place: ID<Structure> = row.id("structure"),
                let id = row.number("id")
            else { continue }
            affiliations[id] = place
            places[person, default: []].insert(place)
        }
        for (table, rows) in after {
            let changed = Set(rows).symmetricDifference(before[table] ?? [])
            for text in changed {
                let row = DatabaseRow(text)
                let told = "\(what) by \(user.rawValue) changed \(table): \(text)"
                if let place: ID<Structure> = row.id(table == "structure" ? "id" : "structure") {
                    #expect(scope.contains(place), "\(told)")
                }
                if let id = row.number("affiliation"), let place = affiliations[id] {
                    #expect(scope.contains(place), "\(told)")
                }
                let column = table == "user" ? "id" : table == "journal" ? "person" : "user"
                guard let person: ID<User> = row.id(column), person != user else { continue }
                let everywhere = places[person] ?? []
                #expect(!everywhere.isDisjoint(with: scope), "\(told)")
                // Invariant 8: the account itself is only touched by whoever is responsible for all of it.
                if ["user", "credential", "link", "session"].contains(table) {
                    #expect(everywhere.isSubset(of: scope), "\(told)")
                }
            }
        }
    }

    // MARK: - Forms

    /// One of each choice, all boxes, and something typed where nothing stands.
    private static func filled(_ form: PageForm, using random: inout some RandomNumberGenerator) -> [PageForm.Field] {
        var fields: [PageForm.Field] = []
        for field in form.fields where field.name != "jeton" && !fields.contains(where: { $0 == field }) {
            if field.isChoice {
                guard !fields.contains(where: { $0.name == field.name }),
                    let chosen = form.fields.filter({ $0.name == field.name }).randomElement(using: &random)
                else { continue }
                fields.append(chosen)
            } else if field.value.isEmpty {
                let typed = ["", "Durand", "nouveau\(Int.random(in: 0..<9999, using: &random))@commun.example"]
                fields.append(.init(name: field.name, value: typed.randomElement(using: &random) ?? ""))
            } else {
                fields.append(field)
            }
        }
        return fields
    }

    /// Sign-out and passwords end the walk without proving anything.
    private static func mayBeSent(_ form: PageForm) -> Bool {
        form.action.hasPrefix("/") && !["/deconnexion", "/profil", "/langue", "/apparence"].contains(form.action)
    }

    /// The path and the names of the query: lists in another order are one page here.
    private static func kind(of address: String) -> String {
        let parts = address.split(separator: "?", maxSplits: 1)
        let names = parts.dropFirst().first?.split(separator: "&").map { $0.prefix { $0 != "=" } } ?? []
        return "\(parts.first ?? "")?\(names.joined(separator: "&"))"
    }
}

/// A row as `IsolationSite.rows` writes it: `id=5 user=3 structure=NULL`.
private struct DatabaseRow {
    private let words: [String: Substring]

    init(_ text: String) {
        words = Dictionary(
            text.split(separator: " ").compactMap { word in
                let parts = word.split(separator: "=", maxSplits: 1)
                return parts.count == 2 ? (String(parts[0]), parts[1]) : nil
            }, uniquingKeysWith: { first, _ in first })
    }

    func number(_ column: String) -> Int64? { words[column].flatMap { Int64($0) } }
    func id<Subject>(_ column: String) -> ID<Subject>? { number(column).map { ID<Subject>($0) } }
}
