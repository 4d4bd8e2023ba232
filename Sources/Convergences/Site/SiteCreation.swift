import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import IdentityProvider
import Pages

/// Makes a site: folders, database, keys, entityID, metadata, configuration file. What exists is kept.
struct SiteCreation {
    let configurationPath: String
    let sample: ConfigurationSample
    let keyType: KeyType
    let now: Date

    /// - Returns: the site and its entityID.
    func run() throws -> (site: Site, entityID: String) {
        let folder = Path.parent(configurationPath)
        try PrivateFiles.createFolder(folder)
        guard !FileManager.default.fileExists(atPath: configurationPath) else {
            throw Refusal("\(configurationPath) exists already: there is a site here")
        }
        // Read back before it is written, so that a wrong address leaves nothing behind.
        let configuration = try parsed(sample.text, folder: folder)
        try PrivateFiles.createFolder(configuration.certificates)
        try PrivateFiles.createFolder(configuration.metadata)
        if !FileManager.default.fileExists(atPath: SiteKeys.keyPath(in: configuration.certificates)) {
            _ = try SiteKeys.create(
                in: configuration.certificates, type: keyType, commonName: configuration.publicURL.host, at: now)
        }
        if !FileManager.default.fileExists(atPath: JournalKeys.keyPath(in: configuration.certificates)) {
            try JournalKeys.create(in: configuration.certificates, commonName: configuration.publicURL.host, at: now)
        }
        let site = try Site(opening: configuration, checkpointing: .here, at: now)
        let entityID = try site.fixEntityID(at: now)
        try site.writeMetadata()
        try PrivateFiles.write(Array(sample.text.utf8), to: configurationPath, mode: 0o644)
        return (site, entityID)
    }

    private func parsed(_ text: String, folder: String) throws -> Configuration {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        do {
            return try Configuration(try decoder.decode(JSONValue.self, from: Data(text.utf8)), folder: folder)
        } catch let error as ConfigurationError {
            throw Refusal(error.description)
        }
    }
}

extension Site {
    /// Stores the entityID unless there is one.
    fileprivate func fixEntityID(at now: Date) throws -> String {
        let proposed = "\(configuration.publicURL)/saml/metadata"
        return try directory.change(by: .commandLine("site init"), at: now) { (change) throws(DirectoryError) in
            if let fixed = try change.setting(SiteSetting.entityID) { return fixed }
            try change.setSetting(SiteSetting.entityID, to: proposed)
            return proposed
        }
    }

    /// Who signs, as the identity provider wants it.
    func identity() throws -> IdentityProvider.Identity {
        let keys = try SiteKeys.load(from: configuration.certificates)
        return try IdentityProvider.Identity(
            entityID: try entityID(), keys: try SigningKeys(key: keys.key, certificate: keys.certificate),
            metadata: MetadataText(
                directory.identity(over: configuration.identity), technicalContact: configuration.technicalContact),
            algorithms: configuration.algorithms)
    }

    /// Writes our metadata for those who take it from a file; the same bytes as `/saml/metadata`.
    func writeMetadata() throws {
        let metadata = try IdentityProvider.metadata(of: try identity(), at: configuration.publicURL)
        let path = configuration.metadata + "/idp.xml"
        guard FileManager.default.contents(atPath: path) != Data(metadata) else { return }
        do {
            try Data(metadata).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Refusal("cannot write \(path)")
        }
    }
}
