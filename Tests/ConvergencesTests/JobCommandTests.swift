import Directory
import Jobs
import Testing

/// `convergences job` beside a site that serves: the same rows, by another process.
@Suite struct `Long work on the command line` {
    @Test func `is listed, shown, cancelled with a letter to its maker, and resumed`() throws {
        let site = try IsolationSite()
        let program = TestProgram(in: site.folder)
        let maker = try site.addPerson(in: [site.valmont])
        let chosen = try site.addPerson(in: [site.valmont])
        let valmont = site.valmont
        try site.change { (change) throws(DirectoryError) in _ = try change.designateReferent(maker, of: valmont) }
        #expect(try program.run("job", "list").output.contains("(none)"))
        let id = "\(try site.job(by: maker, of: chosen, named: "Personne", isStopped: false))"

        let listed = try program.run("job", "list", "--state", "waiting")
        #expect(listed.code == 0 && listed.output.contains("Assignment of 1"), "\(listed.errors)")
        #expect(try program.run("job", "list", "--state", "done").output.contains("(none)"))
        let cancelled = try program.run("job", "cancel", id)
        #expect(cancelled.code == 0 && cancelled.output.contains("its maker is told"), "\(cancelled.errors)")
        let letters = try site.rows()["mail"]?.filter { $0.contains("work-over") }
        #expect(letters?.count == 1)
        #expect(try program.run("job", "cancel", id).code == 1, "it is cancelled already")
        #expect(try program.run("job", "show", id).output.contains("stopped"))
        #expect(try program.run("job", "resume", id).code == 0)
        #expect(try program.run("job", "show", id).output.contains("waiting"))
        while try site.jobs.advance(at: IsolationSite.now) {}
        #expect(try program.run("job", "show", id, "--json").output.contains("\"done\""))
        #expect(try program.run("job", "show", id, "--refusals").output.contains("(none)"))
        #expect(try program.run("job", "show", "999999").code == 1)
        #expect(try program.run("job", "show", "x").code == 64)
    }
}
