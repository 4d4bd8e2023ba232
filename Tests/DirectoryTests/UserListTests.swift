import Database
import FoundationEssentials
import TestFiles
import Testing

@testable import Directory

/// The list of users against the same rules told a second time in plain Swift, on people thrown at random.
struct UserListTests {
    private struct Person {
        var id: ID<User>
        var family: String
        var given: String
        var email: String
        var structures: Set<ID<Structure>>
        var standing: Standing
        var lastSignIn: Int64
        var applications: [ID<Structure>: Set<ID<Application>>]
    }

    private let world: World
    private let people: [Person]
    private let names: [ID<Structure>: String]
    private var moment: ListMoment { ListMoment(world.now) }

    init() throws {
        let world = try World()
        self.world = world
        let now = world.now
        var random = SeededGenerator(seed: 7)
        let families = [
            "Éloi", "Elan", "De La Tour", "Delatour", "Ébène", "N'Guyen", "Zola", "œuvre", "Oeuvrard", "abadie",
        ]
        let given = ["Éloïse", "Eloise", "Jean-Marc", "Jean", "Zoé", "Ana"]
        let structures = [world.town, world.ccas, world.library, world.otherTown]
        var people: [Person] = []
        for number in 0..<60 {
            let family = families.randomElement(using: &random) ?? ""
            let first = given.randomElement(using: &random) ?? ""
            var places: Set<ID<Structure>> = [structures.randomElement(using: &random) ?? world.town]
            if number % 7 == 0 { places.insert(structures.randomElement(using: &random) ?? world.town) }
            let email = "a\(number).x@cig.example"
            let ordered = places.sorted()
            var rights: [ID<Structure>: Set<ID<Application>>] = [:]
            let suspended = number % 11 == 0
            let departed = number % 13 == 0
            let activated = number % 3 != 0
            let days = Int64.random(in: 0..<400, using: &random)
            let signedIn = activated && number % 5 != 0
            var generator = random
            let id = try world.change { change in
                for place in ordered { try change.exceptAddress(email, in: place, reason: "essai") }
                let id = try change.addUser(email, givenName: first, familyName: family, to: ordered[0])
                for place in ordered.dropFirst() { try change.attachUser(id, to: place) }
                for place in ordered {
                    for (role, application) in [(world.bipUsers, world.bip), (world.netUsers, world.net)]
                    where Int.random(in: 0..<3, using: &generator) == 0 {
                        let ends = Int.random(in: 0..<4, using: &generator) == 0
                        try change.grant(role, to: id, for: place, until: ends ? now + 60 : nil)
                        // Seen an hour later, what ends in a minute is over.
                        if !ends { rights[place, default: []].insert(application) }
                    }
                }
                if suspended { try change.suspendUser(id) }
                if departed { try change.setDeparture(now + 60, of: id) }
                return id
            }
            random = generator
            let lastUse = now - Double(days) * 86_400
            try world.site.database.write { connection in
                guard activated else { return }
                try connection.execute(
                    """
                    UPDATE user SET activated_at = \(lastUse), last_sign_in_at = \(signedIn ? lastUse : nil)
                    WHERE id = \(id)
                    """)
            }
            let standing: Standing =
                suspended || departed ? .blocked : !activated ? .neverActivated : days >= 180 ? .dormant : .active
            people.append(
                Person(
                    id: id, family: family, given: first, email: email, structures: places, standing: standing,
                    lastSignIn: signedIn ? lastUse.unixMilliseconds : 0, applications: rights))
        }
        // Only the people of this test.
        for id in [world.operatorUser, world.nadia, world.claire, world.omar, world.karim] {
            try world.site.database.write { connection in
                _ = try connection.execute("UPDATE user SET deleted_at = 1, erased_at = NULL WHERE id = \(id)")
            }
        }
        self.people = people
        names = try world.read { view in
            Dictionary(uniqueKeysWithValues: try view.structures().map { ($0.id, FoldedText($0.name).key) })
        }
    }

    private var later: ListMoment { ListMoment(world.now + 3600) }

    private func scopes() -> [(Scope, Set<ID<Structure>>)] {
        [
            (.everything, [world.town, world.ccas, world.library, world.otherTown]),
            (.referent(world.nadia, at: world.now), [world.town, world.ccas, world.library]),
            (.referent(world.claire, at: world.now), [world.ccas]), (.nothing, []),
        ]
    }

    private func expected(_ list: UserList, _ seen: Set<ID<Structure>>) -> [ID<User>] {
        let found = people.filter { person in
            let places = person.structures.intersection(seen)
            guard !places.isEmpty else { return false }
            if let structure = list.structure, !places.contains(structure) { return false }
            let rights = places.reduce(into: Set<ID<Application>>()) { $0.formUnion(person.applications[$1] ?? []) }
            if let application = list.application, !rights.contains(application) { return false }
            let isInView =
                switch list.view {
                case .all: true
                case .blocked: person.standing == .blocked
                case .neverActivated: person.standing == .neverActivated
                case .dormant: person.standing == .dormant
                case .withoutApplication: rights.isEmpty
                case .unreachable, .deleted: false
                }
            let local = person.email.prefix { $0 != "@" }
            let words = FoldedText("\(person.family) \(person.given) \(local)").words
            let sought = FoldedText(list.search).words
            let isFound =
                if list.search.contains("@") {
                    person.email.hasPrefix(list.search)
                } else if sought.isEmpty {
                    list.search.isEmpty
                } else {
                    sought.allSatisfy { word in words.contains { $0.starts(with: word) } }
                }
            return isInView && isFound
        }
        func key(_ person: Person) -> (String, Int64, String, ID<User>) {
            let name = PersonName(person.family, person.given).key
            let places = person.structures.intersection(seen).compactMap { names[$0] }.sorted()
            return switch list.order {
            case .name: ("", 0, name, person.id)
            case .structure: (places.first ?? "", 0, name, person.id)
            case .standing: ("", Int64(person.standing.rawValue), name, person.id)
            case .lastSignIn: ("", person.lastSignIn, name, person.id)
            }
        }
        let sorted = found.sorted { key($0) < key($1) }.map(\.id)
        return list.isDescending ? sorted.reversed() : sorted
    }

    @Test(arguments: UserList.Order.allCases, [false, true])
    func `every page of every view holds what it should, forwards and backwards`(
        _ order: UserList.Order, _ isDescending: Bool
    ) throws {
        var compared = 0
        for (scope, seen) in scopes() {
            for view in UserList.View.allCases where view != .deleted {
                let searches =
                    order == .name ? ["", "elo", "ÉLO je", "a1.x@ci", "guyen", "œuv", "%", "\"'"] : ["", "tour"]
                for search in searches {
                    for structure in [nil, world.ccas, world.otherTown] {
                        for application in structure == nil ? [nil, world.net] : [world.net] {
                            var list = UserList(scope: scope)
                            list.view = view
                            list.search = search
                            list.structure = structure
                            list.application = application
                            list.order = order
                            list.isDescending = isDescending
                            list.size = 7
                            let expected = expected(list, seen)
                            let walks = try world.read { directory in
                                try [true, false].map { try walk(list, directory, forwards: $0) }
                            }
                            #expect(walks == [expected, expected])
                            compared += expected.isEmpty ? 0 : 1
                        }
                    }
                }
            }
        }
        #expect(compared > 30)
    }

    private func walk(_ list: UserList, _ directory: DirectoryView, forwards: Bool) throws -> [ID<User>] {
        var list = list
        list.start = forwards ? .first : .last
        var all: [ID<User>] = []
        for _ in 0..<20 {
            let page = try directory.users(list, at: later)
            let ids = page.rows.map(\.user.id)
            guard let first = ids.first, let last = ids.last else { return all }
            if forwards {
                #expect(page.firstPlace == all.count + 1)
                #expect(page.hasPrevious == !all.isEmpty)
                all += ids
                guard page.hasNext else { return all }
                list.start = .after(last)
            } else {
                // The first page is shown whole, so it may overlap with the second.
                all = Array(ids.prefix(page.hasPrevious ? ids.count : max(0, page.total - all.count))) + all
                guard page.hasPrevious else { return all }
                list.start = .before(first)
            }
        }
        return all
    }

    @Test func `each saved view counts what it shows`() throws {
        for (scope, seen) in scopes() {
            let counts = try world.read { try $0.userCounts(in: scope, at: later) }
            for view in UserList.View.allCases where view != .deleted {
                var list = UserList(scope: scope)
                list.view = view
                #expect(counts[view] == expected(list, seen).count, "\(view)")
            }
        }
    }

    @Test func `a row tells structures and applications of the scope alone`() throws {
        for (scope, seen) in scopes() {
            var list = UserList(scope: scope)
            list.size = 100
            let rows = try world.read { try $0.users(list, at: later).rows }
            for row in rows {
                let person = try #require(people.first { $0.id == row.user.id })
                let places = person.structures.intersection(seen)
                #expect(Set(row.structures.map { FoldedText($0).key }) == Set(places.compactMap { names[$0] }))
                let rights = places.reduce(into: Set<ID<Application>>()) {
                    $0.formUnion(person.applications[$1] ?? [])
                }
                #expect(
                    row.applications
                        == [world.bip, world.net].filter(rights.contains).map {
                            $0 == world.bip ? "BIP" : "NetCotisation"
                        })
                #expect(row.standing == person.standing)
            }
        }
    }

    @Test func `an export holds every row of the list, in its order`() throws {
        var list = UserList(scope: .referent(world.nadia, at: world.now))
        list.order = .structure
        var exported: [ID<User>] = []
        let all = try world.read { directory in
            var place: UserListPlace?
            repeat {
                let batch = try directory.batch(of: list, at: later, from: place, limit: 100)
                exported += batch.rows.map(\.user.id)
                place = batch.next
            } while place != nil
            return exported
        }
        #expect(all == expected(list, [world.town, world.ccas, world.library]))
    }

    @Test func `where a page begins tells nothing of people out of scope`() throws {
        let stranger = try #require(people.first { $0.structures == [world.otherTown] })
        var list = UserList(scope: .referent(world.nadia, at: world.now))
        list.size = 5
        let first = try world.read { try $0.users(list, at: later) }
        for start in [UserList.Start.after(stranger.id), .before(stranger.id), .after(ID(999_999))] {
            list.start = start
            #expect(try world.read { try $0.users(list, at: later) } == first)
        }
    }

    @Test func `suggestions begin with the family name, within the scope`() throws {
        for (scope, seen) in scopes() {
            for typed in ["elo", "É", "a", "z", "de la", "jean", "a1", "a12.x@", "@", " ", "%_"] {
                var list = UserList(scope: scope)
                list.search = typed
                let all = Set(expected(list, seen))
                let found = try world.read { try $0.people(matching: typed, in: scope, limit: 10) }
                if FoldedText(typed).words.isEmpty {
                    #expect(found.isEmpty)
                    continue
                }
                #expect(found.count == min(10, all.count), "\(typed)")
                #expect(Set(found.map(\.user.id)).isSubset(of: all))
                let key = FoldedText(typed).key
                let begins = found.map { FoldedText($0.user.familyName).key.hasPrefix(key) }
                #expect(begins == begins.filter(\.self) + begins.filter { !$0 }, "family names come first")
            }
        }
    }

    @Test func `what a person has follows every change`() throws {
        func counted(_ view: UserList.View) throws -> Int? {
            try world.read { try $0.userCounts(in: .everything, at: later)[view] }
        }
        let before = try #require(try counted(.withoutApplication))
        let person = try world.change { change in
            let id = try change.addUser(
                "neuf@ville-valmont.example", givenName: "Noël", familyName: "Neuf", to: world.town)
            try change.attachUser(id, to: world.library)
            return id
        }
        #expect(try counted(.withoutApplication) == before + 1)
        _ = try world.change { try $0.grant(world.bipUsers, to: person, for: world.library) }
        #expect(try counted(.withoutApplication) == before)
        _ = try world.change { try $0.grant(world.bipUsers, to: person, for: world.library, until: world.now + 5) }
        #expect(try counted(.withoutApplication) == before + 1, "over an hour later")
        _ = try world.change { try $0.grant(world.netUsers, to: person, for: world.library) }
        _ = try world.change { try $0.detachUser(person, from: world.library) }
        #expect(try counted(.withoutApplication) == before + 1)
        _ = try world.change { try $0.renameUser(person, givenName: "Noëlle", familyName: "Vieux") }
        var list = UserList(scope: .everything)
        list.search = "vieu"
        #expect(try world.read { try $0.users(list, at: later).rows.map(\.user.id) } == [person])
        list.search = "neuf"
        #expect(try world.read { try $0.users(list, at: later).rows.map(\.user.id) } == [person], "the address stays")
        let deleted = try #require(try counted(.deleted))
        _ = try world.change { try $0.deleteUser(person) }
        #expect(try world.read { try $0.users(list, at: later).total } == 0)
        #expect(try counted(.deleted) == deleted + 1)
        _ = try world.change { try $0.eraseUsers(deletedBefore: world.now + 1) }
        #expect(try counted(.deleted) == 0)
    }

    @Test func `a search finds the same people whichever way it takes`() throws {
        for text in ["j", "jean", "el ma", "a1", "a1.x@", "œuvre", "nobody"] {
            for isDescending in [false, true] {
                var list = UserList(scope: .everything)
                list.search = text
                list.isDescending = isDescending
                list.size = 7
                let moment = later
                let found = try world.read { view in
                    try [true, false].map { isRare in
                        var query = UserListQuery(list, moment)
                        query.isSearchRare = isRare
                        return (
                            try view.page(of: query, .first).map(\.user.id),
                            try view.page(of: query, .last).map(\.user.id),
                            try view.total(query)
                        )
                    }
                }
                #expect(found[0] == found[1], "\(text)")
            }
        }
    }

    @Test func `people of before the list are found in it`() throws {
        let database = try Database(path: world.site.folder.file("old.sqlite"), readers: 1)
        let old = MigrationSet(module: "Directory", steps: Array(Directory.migrations.steps.prefix(4)))
        try database.migrate([old], at: world.now)
        try database.write { connection in
            try connection.execute(
                "INSERT INTO structure (kind, name, created_at) VALUES ('principal', 'École de Évry', 1)")
            try connection.execute(
                """
                INSERT INTO user (email, given_name, family_name, created_at)
                VALUES ('zoe@evry.example', 'Zoé', 'Lefèvre-Évrard', 1)
                """)
            try connection.execute("INSERT INTO affiliation (user, structure, created_at) VALUES (1, 1, 1)")
        }
        try database.migrate([Directory.migrations], at: world.now)
        let directory = Directory(database: database, ending: NoAccounts())
        var list = UserList(scope: .everything)
        list.search = "evrard zo"
        list.order = .structure
        let page = try directory.read { try $0.users(list, at: later) }
        #expect(page.rows.map(\.structures) == [["École de Évry"]])
        #expect(page.rows.map(\.standing) == [.neverActivated])
    }
}
