import Foundation
import TestFiles
import TestServers
import Testing

@testable import Mail

struct MailFolderTests {
    @Test func `without a mail server each mail is a file that mail programs open, for its owner only`() throws {
        let site = try TestSite()
        let link = MailMessage.Link(url: "https://x.example/secret", ends: site.now + 3600)
        try site.enqueue(.test(link: link))
        try site.enqueue(.test(.passwordChanged))
        let folder = site.folder.file("mails")
        try site.run(.folder(MailFolder(folder))) { try site.entries(.sent).count == 2 }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names.count == 2)
        #expect(names[0].hasPrefix("20261122-090007-invitation-"))
        #expect(names.allSatisfy { $0.hasSuffix(".eml") })
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let mail = try ReadMail([UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))))
            #expect(mail.defects == [])
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: folder)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        // The console of whoever tries the product shows the link, a log line never.
        #expect(site.reports.links == [link.url])
        #expect(!site.reports.all.contains { "\($0)".contains("secret") })
    }

    @Test func `a folder that cannot be written is a reason to try again`() throws {
        let site = try TestSite()
        try site.enqueue()
        let path = site.folder.file("mails")
        try Data("a file".utf8).write(to: URL(fileURLWithPath: path))
        let worker = site.worker(.folder(MailFolder(path)))
        try worker.start()
        try site.wait { try site.entries(.queued).first?.attempts == 1 }
        #expect(try site.entries(.queued).first?.trouble == .folder)
        try FileManager.default.removeItem(atPath: path)
        site.clock.advance(60)
        try site.wait { try site.entries(.sent).count == 1 }
        #expect(worker.stop())
    }

    @Test func `nothing half written stands under a mail's name`() throws {
        let folder = try TestFolder()
        let path = try MailFolder(folder.path).write(Array("one".utf8), named: "a.eml")
        #expect(path == folder.file("a.eml"))
        _ = try MailFolder(folder.path).write(Array("two".utf8), named: "a.eml")
        #expect(folder.names == ["a.eml"])
        #expect(try folder.read("a.eml") == Array("two".utf8))
    }
}
