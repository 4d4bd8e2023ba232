import FoundationEssentials
package import Mail
import Pages
package import Transfer

/// How the site's mail leaves: through a mail server, or into a folder as long as none is named.
package struct MailSettings: Sendable {
    /// Who the mails come from.
    package var sender: MailSender
    /// Where they go. The password of a server stands in a file of its own, which is read when the server is used.
    package var destination: Destination

    /// A mail server, or a folder.
    package enum Destination: Sendable, CustomStringConvertible {
        case server(SMTPServer, user: String?, passwordFile: String?)
        case folder(MailFolder)

        package var description: String {
            switch self {
            case .folder(let folder): "the folder \(folder.path)"
            case .server(let server, _, _): "\(server.host):\(server.port) (\(server.encryption.rawValue))"
            }
        }
    }

    /// Reads the section `mail`.
    init(
        _ mail: inout ConfigurationSection, identity: SiteIdentity, publicHost: String, folder: String
    ) throws(ConfigurationError) {
        var server = try mail.section("server")
        let destination = try Self.destination(&server, publicHost: publicHost, folder: folder)
        let mailFolder = Path.absolute(try mail.text("folder") ?? "mails", from: folder)
        self.destination = destination ?? .folder(MailFolder(mailFolder))
        let from = try Self.address("from", in: &mail)
        guard from != nil || destination == nil else {
            throw ConfigurationError(
                "mail.from is missing: the address that the site's mails come from, one that mail.server may send for")
        }
        let correspondent = MailAddress(identity.correspondent)
        guard let from = from ?? correspondent else {
            throw ConfigurationError("site.correspondent is no address that mail could come from: set mail.from")
        }
        let name = try mail.text("fromName") ?? identity.name
        sender = MailSender(
            from: Mailbox(name: name, from), replyTo: try Self.address("replyTo", in: &mail) ?? correspondent,
            bounces: try Self.address("bounces", in: &mail))
        try mail.finish()
    }

    /// The server, or nil when none is named.
    private static func destination(
        _ server: inout ConfigurationSection, publicHost: String, folder: String
    ) throws(ConfigurationError) -> Destination? {
        guard let host = try server.text("host") else {
            // A server with a port and no host is a slip, not the wish for a folder.
            guard server.isEmpty else { throw ConfigurationError("mail.server.host is missing") }
            return nil
        }
        let port = try server.integer("port", in: 1...65_535).map { UInt16($0) }
        let encryption = try server.text("encryption").map(SMTPServer.Encryption.init(rawValue:))
        guard let encryption = encryption ?? .startTLS else {
            throw server.expected("\"starttls\", \"tls\" or \"none\"", at: "encryption")
        }
        let user = try server.text("user")
        let passwordFile = try server.text("passwordFile").map { Path.absolute($0, from: folder) }
        guard (user == nil) == (passwordFile == nil) else {
            throw ConfigurationError("mail.server.user and mail.server.passwordFile go together")
        }
        guard user == nil || encryption != .none else {
            throw ConfigurationError(
                "mail.server.user needs mail.server.encryption \"starttls\" or \"tls\": a password never goes in clear")
        }
        let authorities = try server.text("authorities").map { Path.absolute($0, from: folder) }
        let greetingName = try server.text("greetingName") ?? publicHost
        try server.finish()
        do {
            return .server(
                try SMTPServer(
                    host: host, port: port, encryption: encryption, greetingName: greetingName, authorities: authorities
                ), user: user, passwordFile: passwordFile)
        } catch {
            throw ConfigurationError("mail.server: \(error)")
        }
    }

    private static func address(
        _ name: String, in mail: inout ConfigurationSection
    ) throws(ConfigurationError) -> MailAddress? {
        guard let text = try mail.text(name) else { return nil }
        guard let address = MailAddress(text) else { throw mail.expected("an e-mail address", at: name) }
        return address
    }

    /// Ready to be used: the server's password is read from its file, which nobody else may read.
    package func transport() throws -> Transport {
        switch destination {
        case .folder(let folder): return .folder(folder)
        case .server(let server, let user, let passwordFile):
            if let authorities = server.authorities, !FileManager.default.isReadableFile(atPath: authorities) {
                throw SiteError("mail.server.authorities: cannot read \(authorities)")
            }
            guard let user, let passwordFile else { return .server(server) }
            try PrivateFiles.requirePrivate(passwordFile)
            guard let bytes = FileManager.default.contents(atPath: passwordFile) else {
                throw SiteError("cannot read \(passwordFile)")
            }
            let password = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
            guard !password.isEmpty else { throw SiteError("\(passwordFile) is empty: it must hold one password") }
            return .server(
                try SMTPServer(
                    host: server.host, port: server.port, encryption: server.encryption,
                    credentials: .init(user: user, password: String(password)), greetingName: server.greetingName,
                    authorities: server.authorities))
        }
    }
}
