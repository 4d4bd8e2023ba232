import Foundation
import TestFiles
import Testing

/// `convergences journal`: what an operator does with the proof, on a site of files.
struct JournalCommandTests {
    let folder: TestFolder
    let program: TestProgram

    init() throws {
        folder = try TestFolder()
        program = TestProgram(in: folder)
        try program.makeSite()
        try program.succeed("structure", "add", "--name", "Ville de Valmont", "--domain", "ville.example")
    }

    private func refusal(_ arguments: String...) throws -> String {
        let outcome = try program.run(arguments)
        #expect(outcome.code == 1, "\(arguments): \(outcome.output)")
        return outcome.errors
    }

    /// Somebody with the file and SQLite's own tool.
    private func tamper(_ sql: String) throws {
        let script = """
            from sqlite3 import connect; from sys import argv
            c = connect(argv[1])
            for name in ("journal_stays", "journal_is_final", "journal_only_erases", "journal_seal_stays"):
                c.execute("DROP TRIGGER IF EXISTS " + name)
            c.executescript(argv[2]); c.commit()
            """
        let (status, said) = try folder.run("python3", "-c", script, "convergences.sqlite", sql)
        #expect(status == 0, "\(said)")
    }

    @Test func `the key of the journal is its own, and private`() throws {
        #expect(try folder.mode(of: "certs/journal.key") == 0o400)
        #expect(try folder.read("certs/journal.key") != folder.read("certs/signing.key"))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: folder.path + "/certs/journal.key")
        #expect(try refusal("journal", "seal").contains("others may read it"))
    }

    @Test func `seals that were kept elsewhere find an end that was cut off with its seals`() throws {
        #expect(try program.succeed("journal", "verify").output.contains("It has no seal yet"))
        #expect(try program.succeed("journal", "seal").output.contains("Sealed: "))
        #expect(try program.succeed("journal", "seal").output.contains("Nothing came since the last seal"))
        try program.succeed("structure", "add", "--name", "Ville de Montreuil")
        try program.succeed("journal", "seal")
        let seals = try program.succeed("journal", "seals").output
        #expect(seals.split(separator: "\n").count == 2)
        try Data(seals.utf8).write(to: URL(filePath: folder.path + "/kept.jsonl"))
        let whole = try program.succeed("journal", "verify", "--seals", "kept.jsonl").output
        #expect(whole.contains("The journal is whole") && whole.contains("It agrees with 2 seals"))

        try tamper(
            """
            DELETE FROM journal WHERE id > 5; DELETE FROM journal_seal WHERE entry > 5;
            UPDATE sqlite_sequence SET seq = 5 WHERE name = 'journal';
            """)
        #expect(try program.succeed("journal", "verify").output.contains("is not found"))
        let found = try refusal("journal", "verify", "--seals", "kept.jsonl")
        #expect(found.contains("the journal is broken: entry 6 was sealed once") && found.contains("was cut off"))
    }

    @Test func `an altered entry is named, and is not sealed`() throws {
        try program.succeed("journal", "seal")
        try program.succeed("structure", "add", "--name", "Ville de Montreuil")
        try tamper(
            "UPDATE journal SET payload = replace(payload, 'Montreuil', 'Ailleurs') WHERE kind = 'structureAdded'")
        #expect(try refusal("journal", "verify").contains("the words of entry"))
        #expect(try refusal("journal", "seal").contains("not sealed: the words of entry"))
    }

    @Test func `entries are found, shown and exported with their links`() throws {
        let listed = try program.succeed("journal", "list", "--text", "vil val", "--kind", "structureAdded", "--json")
            .output
        struct Row: Decodable { let id: Int64 }
        let rows = try JSONDecoder().decode([Row].self, from: Data(listed.utf8))
        #expect(rows.count == 1)
        let shown = try program.succeed("journal", "show", "\(rows[0].id)").output
        #expect(shown.contains("created the organisation Ville de Valmont"))
        #expect(try refusal("journal", "show", "999").contains("there is no entry 999"))
        #expect(try program.succeed("journal", "list", "--until", "2001-01-01").output == "(none)\n")

        try program.succeed("journal", "export", "--output", "archive.jsonl")
        #expect(try folder.mode(of: "archive.jsonl") == 0o600)
        // Anybody can follow the chain in the archive, with no program of ours.
        let script = """
            from hashlib import sha256; from json import loads; from sys import argv
            before = "00" * 32
            for line in open(argv[1]):
                e = loads(line)
                words = sha256(bytes.fromhex(e["salt"]) + e["payload"].encode()).hexdigest()
                head = "\\n".join([str(e["id"]), str(e["at"]), e["kind"]] + [str(e.get(k) or "-") for k in
                    ("actor", "person", "structure", "application", "role")]) + "\\n"
                link = sha256(bytes.fromhex(before) + head.encode() + bytes.fromhex(words)).hexdigest()
                assert (words, before, link) == (e["payloadHash"], e["previousHash"], e["hash"]), e
                before = link
            assert before != "00" * 32
            """
        let (status, said) = try folder.run("python3", "-c", script, "archive.jsonl")
        #expect(status == 0, "\(said)")
    }

    @Test func `the server seals by itself, and status tells when`() throws {
        #expect(try program.succeed("journal", "status").output.contains("No seal yet"))
        let run = try program.start(["serve"])
        try run.waitFor("Convergences answers")
        var output = ""
        for _ in 0..<200 where !output.contains("Last seal") {
            output = try program.succeed("journal", "status").output
        }
        #expect(output.contains("Last seal: entry "))
        #expect(run.stop() == 0)
    }
}
