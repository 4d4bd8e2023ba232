import Directory
import FoundationEssentials
import Testing

@testable import Jobs

/// Lists of people: what is told before anything is written, and what is written.
struct ImportTests {
    private let heading = "Nom;Prénom;Adresse électronique;Structure;Rôles;Fin des droits;Date de départ;Bureau\n"

    private func problem(_ town: TestTown, _ job: ID<Job>, _ line: Int) throws -> ImportProblem? {
        try town.verdicts(job)[line]?.problems.first
    }

    @Test func `three bad lines among forty-five: three errors with their numbers, nothing written, then forty-two`()
        throws
    {
        let town = try TestTown()
        var text = heading
        for number in 1...45 {
            switch number {
            case 7: text += "Durand;;personne7@ville-valmont.example\n"
            case 20: text += "Durand;Zoé;personne20@gmail.com\n"
            case 33: text += "Durand;Zoé;personne1@ville-valmont.example\n"
            default: text += "Durand;Zoé \(number);personne\(number)@ville-valmont.example\n"
            }
        }
        let before = try town.userCount()
        let job = try town.draft(text, by: town.nadia, structure: town.valmont)
        let wrong = try town.jobs.lines(of: job, verdicts: [.error, .ask], limit: 100)
        #expect(wrong.map(\.number) == [8, 21, 34])
        #expect(wrong[2].assessment?.problems.first?.kind == .twiceInFile(line: 2))
        #expect(try town.jobs.verdicts(of: job) == [.create: 42, .error: 3])
        #expect(try town.userCount() == before)
        #expect(try town.jobs.start(job, by: town.nadia, at: TestTown.now) == nil)
        #expect(try town.userCount() == before)
        try town.work()
        let done = try #require(try town.job(job))
        #expect((done.state, done.total, done.done, done.refused) == (.done, 42, 42, 0))
        #expect(try town.userCount() == before + 42)
    }

    @Test func `confirmed twice, it is done once`() throws {
        let town = try TestTown()
        let before = try town.userCount()
        let job = try town.draft(
            "Nom,Prénom,Mail\nDurand,Zoé,zoe@ville-valmont.example\n", by: town.nadia, structure: town.valmont)
        #expect(try town.jobs.start(job, by: town.nadia, at: TestTown.now) == nil)
        #expect(try town.jobs.start(job, by: town.nadia, at: TestTown.now) == .alreadyStarted)
        try town.work()
        #expect(try town.jobs.start(job, by: town.nadia, at: TestTown.now) == .alreadyStarted)
        try town.work()
        #expect(try town.userCount() == before + 1)
    }

    @Test func `each mistake has its reason, and a proposal where one can be made`() throws {
        let town = try TestTown()
        let lines = [
            "Durand;Zoé;zoe@ville-valmnot.example;Ville de Valmont",
            "Durand;Zoé;zoé.durand@ville-valmont.example;Ville de Valmont",
            "Durand;Zoé;Zoe Durand <zoe.d@ville-valmont.example>;Ville de Valmont",
            "Durand;Zoé;zoe2@ville-valmont.example;Vile de Valmont",
            "Durand;Zoé;zoe3@ccas-valmont.example;Ville de Valmont",
            "Durand;Zoé;zoe4@ville-valmont.example;Ville de Valmont;BIP\\utilisateur",
            "Durand;Zoé;zoe5@ville-valmont.example;Ville de Valmont;BIP\\Administrateur",
            "Durand;Zoé;zoe6@ville-valmont.example;Ville de Valmont;;31/02/2030",
            "Durand;Zoé;zoe7@ville-valmont.example;Ville de Valmont;;01/01/2020",
            "Durand;Zoé;zoe8@montreuil.example;Ville de Montreuil-le-Gué",
            "Durand;Zoé;zoe9@ville-valmont.example;21940001700014;bip utilisateurs | BIP;31.12.2030",
            "Durand;Zoé;zoe10@ville-valmont.example;;;;;;9",
        ]
        let job = try town.draft(heading + lines.joined(separator: "\n"), by: town.nadia)
        func fix(_ line: Int) throws -> String? { try problem(town, job, line)?.fix?.text }
        #expect(try fix(2) == "zoe@ville-valmont.example")
        #expect(try fix(3) == "zoe.durand@ville-valmont.example")
        #expect(try fix(4) == "zoe.d@ville-valmont.example")
        #expect(try fix(5) == "Ville de Valmont")
        #expect(try fix(6) == "CCAS de Valmont")
        #expect(try problem(town, job, 6)?.fix?.column == .structure)
        #expect(try fix(7) == "BIP\\utilisateurs")
        #expect(try problem(town, job, 8)?.kind == .roleOfOperator("BIP\\Administrateur"))
        #expect(try problem(town, job, 9)?.kind == .notADate)
        #expect(try problem(town, job, 10)?.kind == .pastDate)
        // Another referent's structure does not exist for this one, and nothing is told of it.
        #expect(try problem(town, job, 11)?.kind == .unknownStructure)
        #expect(try problem(town, job, 12)?.kind == .unknownRole("BIP"))
        #expect(try problem(town, job, 13)?.kind == .tooManyCells)

        let maker = try town.signedIn(town.nadia)
        let changed = try town.jobs.mend(job, [:], all: true, by: maker, at: TestTown.now)
        #expect(changed == 6)
        #expect(try town.jobs.verdicts(of: job)[.create] == 6)
    }

    @Test func `columns are found by their words; missing and doubled ones are named`() throws {
        #expect(throws: ImportLayout.Trouble.missing([.email], found: ["Nom", "prenom", "Tél"])) {
            try ImportLayout(["Nom", "prenom", "Tél"])
        }
        #expect(throws: ImportLayout.Trouble.twice(.email)) {
            try ImportLayout(["Nom", "Prénom", "E-mail", "Courriel"])
        }
        let layout = try ImportLayout(["PRENOM", "Last name", " E-Mail ", "motif", "Bureau"])
        #expect(layout.places[.familyName] == 1)
        #expect(layout.ignored == ["Bureau"])
        #expect(layout.reasonPlace == 3)
    }

    @Test func `a person who is there gets what is missing; an account from elsewhere is attached and keeps its own`()
        throws
    {
        let town = try TestTown()
        try town.change { change in
            _ = try change.addUser(
                "karim@ville-valmont.example", givenName: "Karim", familyName: "Amrani", to: town.valmont)
            _ = try change.addUser(
                "lea@ville-valmont.example", givenName: "Léa", familyName: "Petit", to: town.valmont)
        }
        let text =
            heading + """
                Amrani;Karim;karim@ville-valmont.example;Ville de Valmont
                Petit;Léa;lea@ville-valmont.example;Ville de Valmont;BIP\\utilisateurs;31/12/2030
                Amrani;K.;karim@ville-valmont.example;CCAS de Valmont;;;31/12/2030
                """
        let job = try town.draft(text, by: town.nadia)
        let verdicts = try town.verdicts(job)
        #expect(verdicts[2]?.verdict == .present)
        #expect(verdicts[3]?.verdict == .grant)
        #expect(verdicts[4]?.verdict == .attach)
        #expect(verdicts[4]?.notices == [.departureKept, .otherName("Karim Amrani")])
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        try town.work()
        #expect(try town.rights(of: "lea@ville-valmont.example") == ["BIP\\utilisateurs – Ville de Valmont"])
        let karim = try #require(try town.person("karim@ville-valmont.example"))
        #expect(karim.givenName == "Karim")
        #expect(karim.departsAt == nil)
        #expect(try town.directory.read { try $0.affiliations(of: karim.id) }.count == 2)
    }

    @Test func `an address whose account was deleted lately asks: the same person, or another one`() throws {
        let town = try TestTown()
        let (first, second) = try town.change { change in
            let first = try change.addUser(
                "a@ville-valmont.example", givenName: "Anne", familyName: "Roy", to: town.valmont)
            let second = try change.addUser(
                "b@ville-valmont.example", givenName: "Bruno", familyName: "Roy", to: town.valmont)
            try change.deleteUser(first)
            try change.deleteUser(second)
            return (first, second)
        }
        let text = "Nom;Prénom;Mail\nRoy;Anne;a@ville-valmont.example\nRoux;Basile;b@ville-valmont.example\n"
        let job = try town.draft(text, by: town.nadia, structure: town.valmont)
        #expect(try town.jobs.verdicts(of: job) == [.ask: 2])
        #expect(try problem(town, job, 2)?.kind == .deletedLately(canRestore: true))
        #expect(try town.jobs.start(job, by: town.nadia, at: TestTown.now) == .nothingToDo)
        let maker = try town.signedIn(town.nadia)
        #expect(try town.jobs.mend(job, [2: .restore, 3: .newPerson], by: maker, at: TestTown.now) == 2)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        try town.work()
        #expect(try town.person("a@ville-valmont.example")?.id == first)
        #expect(try town.person("b@ville-valmont.example")?.id != second)
        #expect(try town.person("b@ville-valmont.example")?.givenName == "Basile")
    }

    @Test func `names that changed places are told where most addresses say otherwise`() throws {
        let town = try TestTown()
        var text = "Nom;Prénom;Mail\nZoé;Durand;zoe.durand@ville-valmont.example\n"
        for name in ["Petit", "Roy", "Morel"] {
            text += "\(name);Léa;lea.\(name.lowercased())@ville-valmont.example\n"
        }
        let job = try town.draft(text, by: town.nadia, structure: town.valmont)
        #expect(try town.verdicts(job)[2]?.notices == [.swappedNames])
        _ = try town.jobs.mend(job, [2: .swap], by: try town.signedIn(town.nadia), at: TestTown.now)
        #expect(try town.verdicts(job)[2]?.notices == [])
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        try town.work()
        #expect(try town.person("zoe.durand@ville-valmont.example")?.familyName == "Durand")
    }

    @Test func `each line is looked at again when it is written`() throws {
        let town = try TestTown()
        let text =
            heading + """
                Durand;Zoé;zoe@ville-valmont.example;Ville de Valmont;BIP\\utilisateurs
                Roy;Anne;anne@ccas-valmont.example;CCAS de Valmont
                Petit;Léa;lea@ville-valmont.example;Ville de Valmont
                """
        let job = try town.draft(text, by: town.nadia)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        try town.change { change in
            try change.removeDomain("ccas-valmont.example", from: town.ccas)
            _ = try change.addUser("zoe@ville-valmont.example", givenName: "Zoé", familyName: "D", to: town.ccas)
        }
        try town.work()
        let done = try #require(try town.job(job))
        #expect((done.done, done.refused) == (1, 2))
        let refused = try town.jobs.items(of: job, outcomes: [.refused], limit: 10)
        #expect(refused.map(\.number) == [2, 3])
        guard case .refused(let reason) = refused[0].reason, case .addressTaken = reason.error else {
            Issue.record("the account that was made meanwhile is not told")
            return
        }
        #expect(try town.rights(of: "zoe@ville-valmont.example") == [])
        #expect(try town.person("anne@ccas-valmont.example") == nil)
    }

    @Test func `a line of which one part is refused leaves nothing behind`() throws {
        let town = try TestTown()
        let text = heading + "Durand;Zoé;zoe@ville-valmont.example;Ville de Valmont;BIP\\utilisateurs\n"
        let job = try town.draft(text, by: town.nadia)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        try town.change { change in
            let role = try #require(try change.role(town.users))
            try change.changeRole(role.id, grantedBy: .operator)
        }
        try town.work()
        #expect(try town.job(job)?.refused == 1)
        #expect(try town.person("zoe@ville-valmont.example") == nil)
    }

    @Test func `a process that ends in the middle is continued, and nothing is written twice`() throws {
        let town = try TestTown()
        let before = try town.userCount()
        var text = "Nom;Prénom;Mail\n"
        for number in 1...250 { text += "Durand;Zoé \(number);p\(number)@ville-valmont.example\n" }
        let job = try town.draft(text, by: town.nadia, structure: town.valmont)
        _ = try town.jobs.start(job, by: town.nadia, at: TestTown.now)
        #expect(try town.jobs.advance(at: TestTown.now))
        #expect(try town.job(job)?.over == Jobs.batch)
        #expect(try town.userCount() == before + Jobs.batch)
        // The next process finds the rows as they are.
        let next = Jobs(accounts: town.accounts)
        while try next.advance(at: TestTown.now) {}
        #expect(try town.job(job)?.done == 250)
        #expect(try town.userCount() == before + 250)
    }

    @Test func `five thousand lines are taken and one more is not`() throws {
        func text(_ count: Int) -> [UInt8] {
            Array(("Nom;Prénom;Mail\n" + String(repeating: "a;b;c\n", count: count)).utf8)
        }
        #expect(try CSVText(text(5_000), limit: Jobs.importLimit).rows.count == 5_001)
        #expect(throws: CSVText.Unreadable.tooManyRows(limit: 5_000)) {
            try CSVText(text(5_001), limit: Jobs.importLimit)
        }
    }
}
