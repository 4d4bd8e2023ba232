import Directory
import FoundationEssentials
import Mail
import TestMail
import Testing

@testable import Jobs

/// What is done to many people at once.
struct JobTests {
    private func people(_ town: TestTown, _ count: Int) throws -> [SelectedPerson] {
        try town.change { change in
            try (1...count).map { number in
                let email = "p\(number)@ville-valmont.example"
                let id = try change.addUser(email, givenName: "Zoé", familyName: "P\(number)", to: town.valmont)
                return SelectedPerson(
                    user: id, name: "Zoé P\(number)", email: email, structureNames: "Ville de Valmont")
            }
        }
    }

    private func selected(_ town: TestTown, _ id: ID<User>) throws -> SelectedPerson {
        let user = try #require(try town.directory.read { try $0.user(id) })
        return SelectedPerson(user: id, name: user.displayName, email: user.email, structureNames: "")
    }

    @Test func `forty-one done, two refused, each refusal with its reason`() throws {
        let town = try TestTown()
        var chosen = try people(town, 41)
        chosen.append(try selected(town, town.nadia))
        chosen.append(try selected(town, town.omar))
        let job = try town.jobs.draftSelection(.delete, chosen, by: town.nadia, at: TestTown.now)
        #expect(try town.jobs.start(job, by: town.nadia, at: TestTown.now) == nil)
        try town.work()
        let done = try #require(try town.job(job))
        #expect((done.state, done.done, done.refused) == (.done, 41, 2))
        let reasons = try town.jobs.items(of: job, outcomes: [.refused], limit: 10).compactMap { item in
            if case .refused(let refused) = item.reason { refused.error } else { nil }
        }
        #expect(reasons == [.yourself, .notFound])
        #expect(try town.person("p1@ville-valmont.example") == nil)
        #expect(try town.person("omar@montreuil.example") != nil)
    }

    @Test func `a role for each structure, and the journal tells every single one`() throws {
        let town = try TestTown()
        let chosen = try people(town, 3)
        try town.change { try $0.attachUser(chosen[0].user, to: town.ccas) }
        let job = try town.jobs.draftSelection(
            .assign(AssignSettings(role: town.users)), chosen, by: town.nadia, at: TestTown.now)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        try town.work()
        #expect(try town.rights(of: "p1@ville-valmont.example").count == 2)
        #expect(try town.rights(of: "p2@ville-valmont.example") == ["BIP\\utilisateurs – Ville de Valmont"])
        let told = try town.directory.read {
            try $0.journal(in: .everything, kind: .entitlementGranted, limit: 10)
        }
        #expect(told.count == 4)
        #expect(told.allSatisfy { $0.about.actor == town.nadia })
        // Once more: nothing to do.
        let again = try town.jobs.draftSelection(
            .assign(AssignSettings(role: town.users)), chosen, by: town.nadia, at: TestTown.now)
        _ = try town.jobs.start(again, by: town.nadia, at: TestTown.now)
        try town.work()
        #expect(try town.job(again)?.skipped == 3)
    }

    @Test func `a role of the operator is refused to a referent, person by person`() throws {
        let town = try TestTown()
        let job = try town.jobs.draftSelection(
            .assign(AssignSettings(role: town.administrator)), try people(town, 2), by: town.nadia, at: TestTown.now)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        try town.work()
        #expect(try town.job(job)?.refused == 2)
    }

    @Test func `a draft is its maker's alone; a job is seen by operators too`() throws {
        let town = try TestTown()
        let job = try town.jobs.draftSelection(.delete, try people(town, 1), by: town.nadia, at: TestTown.now)
        #expect(try town.jobs.job(job, for: try town.signedIn(town.nadia)) != nil)
        #expect(try town.jobs.job(job, for: try town.signedIn(town.odile)) == nil)
        #expect(try town.jobs.job(job, for: try town.signedIn(town.omar)) == nil)
        #expect(try town.jobs.start(job, by: town.omar, at: TestTown.now) == .unknown)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        #expect(try town.jobs.job(job, for: try town.signedIn(town.odile)) != nil)
        #expect(try town.jobs.job(job, for: try town.signedIn(town.omar)) == nil)
        #expect(try town.jobs.jobs(for: try town.signedIn(town.omar), everybodys: true).isEmpty)
        #expect(try town.jobs.jobs(for: try town.signedIn(town.odile), everybodys: true).map(\.id) == [job])
        #expect(try !town.jobs.stop(job, by: try town.signedIn(town.omar), at: TestTown.now))
    }

    @Test func `a job that is stopped goes on where it stands`() throws {
        let town = try TestTown()
        let job = try town.jobs.draftSelection(
            .assign(AssignSettings(role: town.users)), try people(town, 150), by: town.nadia, at: TestTown.now)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        _ = try town.jobs.advance(at: TestTown.now)
        let nadia = try town.signedIn(town.nadia)
        #expect(try town.jobs.stop(job, by: nadia, at: TestTown.now))
        try town.work()
        #expect(try town.job(job)?.state == .stopped)
        #expect(try town.job(job)?.done == 100)
        #expect(try town.jobs.resume(job, by: nadia, at: TestTown.now))
        try town.work()
        #expect(try town.job(job)?.done == 150)
        #expect(try !town.jobs.resume(job, by: nadia, at: TestTown.now))
    }

    @Test func `whoever lost their power has nothing done in their name`() throws {
        let town = try TestTown()
        let chosen = try people(town, 2)
        for way in 0...1 {
            let job = try town.jobs.draftSelection(.delete, chosen, by: town.nadia, at: TestTown.now)
            _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
            try town.change { change in
                if way == 0 {
                    try change.endReferent(town.nadia, of: town.valmont)
                } else {
                    try change.suspendUser(town.nadia)
                }
            }
            try town.work()
            #expect(try town.job(job)?.state == .failed)
            #expect(try town.job(job)?.trouble == .makerGone)
        }
        #expect(try town.person("p1@ville-valmont.example") != nil)
    }

    @Test func `drafts and reports do not stay for ever, and one maker has few drafts`() throws {
        let town = try TestTown()
        let chosen = try people(town, 1)
        let drafts = try (0..<8).map { _ in
            try town.jobs.draftSelection(.delete, chosen, by: town.nadia, at: TestTown.now)
        }
        let nadia = try town.signedIn(town.nadia)
        #expect(try drafts.filter { try town.jobs.job($0, for: nadia) != nil } == Array(drafts.suffix(Jobs.draftLimit)))
        _ = try town.jobs.start(drafts[7], by: town.nadia, at: TestTown.now)
        try town.work()
        try town.jobs.deleteExpired(at: TestTown.now + 2 * 86_400)
        #expect(try town.jobs.job(drafts[6], for: nadia) == nil)
        #expect(try town.job(drafts[7]) != nil)
        try town.jobs.deleteExpired(at: TestTown.now + 31 * 86_400)
        #expect(try town.job(drafts[7]) == nil)
    }

    /// The letters about work, as they are written down.
    private func letters(_ town: TestTown) throws -> [WrittenMail] {
        try town.directory.database.writtenMails().filter { $0.kind == .workOver }
    }

    @Test func `long work is told by one letter, short work by none`() throws {
        let town = try TestTown()
        let chosen = try people(town, 250)
        for (seconds, count) in [(10.0, 0), (40.0, 1)] {
            let job = try town.jobs.draftSelection(
                .assign(AssignSettings(role: town.users)), chosen, by: town.nadia, at: TestTown.now)
            _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
            var steps = 0.0
            while try town.jobs.advance(at: TestTown.now + steps * seconds) { steps += 1 }
            #expect(try town.job(job)?.state == .done)
            #expect(try letters(town).count == count)
        }
        #expect(try letters(town).first?.recipient == town.nadia.rawValue)
    }

    @Test func `work that somebody else stopped is told, work that its maker stopped is not`() throws {
        let town = try TestTown()
        let chosen = try people(town, 1)
        let (nadia, odile) = (try town.signedIn(town.nadia), try town.signedIn(town.odile))
        for (viewer, count) in [(nadia, 0), (odile, 1), (nil, 2)] as [(SignedInUser?, Int)] {
            let job = try town.jobs.draftSelection(.delete, chosen, by: town.nadia, at: TestTown.now)
            _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
            #expect(try town.jobs.stop(job, by: viewer, at: TestTown.now + Double(count)))
            #expect(try letters(town).count == count)
        }
    }

    @Test func `work that broke off is told, but not to whoever may no longer do it`() throws {
        let town = try TestTown()
        let chosen = try people(town, 1)
        let job = try town.jobs.draftSelection(.delete, chosen, by: town.nadia, at: TestTown.now)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        try town.jobs.failNext(.store, at: TestTown.now + 5)
        #expect(try town.job(job)?.state == .failed)
        #expect(try letters(town).count == 1)
        #expect(try town.jobs.resume(job, by: nil, at: TestTown.now + 6))
        try town.change { _ = try $0.endReferent(town.nadia, of: town.valmont) }
        try town.work()
        #expect(try town.job(job)?.trouble == .makerGone)
        #expect(try letters(town).count == 1)
    }

    @Test func `two jobs go on in turns`() throws {
        let town = try TestTown()
        let chosen = try people(town, 150)
        let first = try town.jobs.draftSelection(
            .assign(AssignSettings(role: town.users)), chosen, by: town.nadia, at: TestTown.now)
        let second = try town.jobs.draftSelection(.delete, [chosen[0]], by: town.nadia, at: TestTown.now)
        _ = try town.jobs.start(first, by: town.nadia, at: TestTown.now)
        _ = try town.jobs.start(second, by: town.nadia, at: TestTown.now)
        _ = try town.jobs.advance(at: TestTown.now + 1)
        _ = try town.jobs.advance(at: TestTown.now + 2)
        #expect(try town.job(second)?.state == .done)
        #expect(try town.job(first)?.state == .waiting)
    }

    @Test func `the worker does what is confirmed and ends when it is told to`() throws {
        let town = try TestTown()
        let worker = JobWorker(town.jobs, clock: { TestTown.now }) { _ in }
        try worker.start()
        let job = try town.jobs.draftSelection(.delete, try people(town, 2), by: town.nadia, at: TestTown.now)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        try town.jobs.wait(for: job, atMost: 10)
        #expect(try town.job(job)?.state == .done)
        worker.stop()
    }
}
