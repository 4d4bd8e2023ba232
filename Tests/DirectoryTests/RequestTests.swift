import FoundationEssentials
import Testing

@testable import Directory

/// What a referent may not do, they ask of the operator (Invariant 8).
struct RequestTests {
    let world: World

    init() throws { world = try World() }

    private func ask(
        _ kind: OperatorRequest.Kind = .address, by user: ID<User>? = nil, about person: ID<User>? = nil,
        _ words: String = "Elle s’est mariée."
    ) throws -> ID<OperatorRequest> {
        try world.change(by: user ?? world.nadia) {
            try $0.askOperator(
                for: kind, about: person ?? world.karim, wanted: "k.durand@ville-valmont.example", words: words)
        }
    }

    @Test func `a request tells who asks, about whom, what and why, and stands in the journal`() throws {
        let id = try ask()
        let request = try #require(try world.read { try $0.request(id, in: .everything) })
        #expect(request.askedByName == "Nadia Benslimane")
        #expect(request.personName == "Karim Amrani")
        #expect(request.structure == world.town)
        #expect(request.wanted == "k.durand@ville-valmont.example")
        #expect(request.words == "Elle s’est mariée.")
        #expect(request.state == .open && request.settledAt == nil)
        let entry = try #require(try world.read { try $0.journal(limit: 1) }.first)
        #expect(entry.kind == .requestMade && entry.about.actor == world.nadia && entry.about.person == world.karim)
        #expect(try world.read { try $0.requestCount(in: .everything, state: .open) } == 1)
        #expect(try world.read { try $0.requestCount(in: .everything, state: .done) } == 0)
    }

    @Test func `nobody asks about a person out of scope, nor without a power`() throws {
        for user in [world.omar, world.claire, world.karim] {
            #expect(
                world.refusal(by: user) { try $0.askOperator(for: .name, about: world.karim, words: "x") } == .notFound)
        }
        #expect(world.refusal { try $0.askOperator(for: .name, about: world.karim, words: "x") } == .notFound)
    }

    @Test func `words are needed, and bounded`() throws {
        for words in ["", "  \n ", String(repeating: "a", count: 1001), "a\u{202E}b"] {
            let refusal = world.refusal(by: world.nadia) {
                try $0.askOperator(for: .name, about: world.karim, words: words)
            }
            #expect(refusal == .invalid(.request))
        }
    }

    @Test func `the same is asked once until it is settled`() throws {
        let id = try ask()
        let again = world.refusal(by: world.nadia) {
            try $0.askOperator(for: .address, about: world.karim, words: "encore")
        }
        #expect(again == .alreadyExists(.request))
        try world.change(by: world.operatorUser) { try $0.settleRequest(id, as: .done) }
        _ = try ask()
    }

    @Test func `only an operator settles, once, and a refusal says why`() throws {
        let id = try ask()
        #expect(world.refusal(by: world.nadia) { try $0.settleRequest(id, as: .done) } == .operatorOnly)
        #expect(world.refusal(by: world.omar) { try $0.settleRequest(id, as: .done) } == .notFound)
        #expect(world.refusal(by: world.operatorUser) { try $0.settleRequest(id, as: .refused) } == .invalid(.request))
        #expect(
            world.refusal(by: world.operatorUser) { try $0.settleRequest(id, as: .open, answer: "x") }
                == .invalid(.request))
        try world.change(by: world.operatorUser) {
            try $0.settleRequest(id, as: .refused, answer: "Le service du personnel dit le contraire.")
        }
        let request = try #require(try world.read { try $0.request(id, in: .everything) })
        #expect(request.state == .refused && request.answer == "Le service du personnel dit le contraire.")
        #expect(request.settledByName == "Odile Morel" && request.settledAt == world.now)
        #expect(world.refusal(by: world.operatorUser) { try $0.settleRequest(id, as: .done) } == .changedMeanwhile)
        #expect(try world.read { try $0.journal(limit: 1) }.first?.kind == .requestRefused)
    }

    @Test func `requests are seen within a scope, the newest first, page after page`() throws {
        let ids = try OperatorRequest.Kind.allCases.map { try ask($0) }
        let other = try ask(by: world.omar, about: world.omar)
        func seen(_ user: ID<User>) throws -> [ID<OperatorRequest>] {
            try world.read { try $0.requests(in: world.scope(of: user)) }.map(\.id)
        }
        #expect(try seen(world.nadia) == ids.reversed())
        #expect(try seen(world.omar) == [other])
        #expect(try seen(world.claire) == [] && seen(world.karim) == [])
        #expect(try seen(world.operatorUser) == [other] + ids.reversed())
        let first = try world.read { try $0.requests(in: .everything, limit: 4) }
        let second = try world.read { try $0.requests(in: .everything, before: first[3].id, limit: 4) }
        #expect((first + second).map(\.id) == ([other] + ids.reversed()).prefix(8).map { $0 })
        #expect(try world.read { try $0.requests(in: .everything, about: world.omar) }.map(\.id) == [other])
        #expect(try world.read { try $0.request(ids[0], in: world.scope(of: world.omar)) } == nil)
    }

    @Test func `who has left the scope takes the requests along`() throws {
        let id = try ask()
        try world.change { change in
            try change.addDomain("ville-valmont.example", to: world.otherTown)
            try change.attachUser(world.karim, to: world.otherTown)
            try change.detachUser(world.karim, from: world.town)
        }
        #expect(try world.read { try $0.request(id, in: world.scope(of: world.nadia)) } == nil)
        #expect(try world.read { try $0.requestCount(in: world.scope(of: world.omar)) } == 0)
        #expect(try world.read { try $0.requestCount(in: .everything) } == 1)
    }

    @Test func `one referent has a bounded number of open requests`() throws {
        for _ in 0..<Change.openRequestsOfOne { _ = try ask(.other) }
        let refusal = world.refusal(by: world.nadia) {
            try $0.askOperator(for: .other, about: world.karim, words: "un de trop")
        }
        #expect(refusal == .inUse(count: Change.openRequestsOfOne))
    }

    @Test func `an erased person takes the requests along, theirs and those about them`() throws {
        _ = try ask()
        _ = try ask(by: world.omar, about: world.omar)
        try world.change { change in
            try change.deleteUser(world.karim)
            try change.deleteUser(world.omar)
        }
        let later = world.now.addingTimeInterval(31 * 86_400)
        try world.change(at: later) { _ = try $0.eraseUsers(deletedBefore: later) }
        #expect(try world.read { try $0.requestCount(in: .everything) } == 0)
    }
}
