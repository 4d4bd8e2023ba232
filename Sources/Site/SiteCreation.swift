package import Crypto
import Database
import Directory
package import FoundationEssentials
import HTTP
import IdentityProvider

/// Makes a site: folders, database, keys, entityID, metadata, configuration file. What exists is kept.
package struct SiteCreation {
    let configurationPath: String
    let sample: ConfigurationSample
    let keyType: KeyType
    let now: Date

    /// - Parameters:
    ///   - configurationPath: where the file is written, absolute; its folder is the site's.
    ///   - keyType: of the key that signs for service providers.
    package init(configurationPath: String, sample: ConfigurationSample, keyType: KeyType, at now: Date) {
        self.configurationPath = configurationPath
        self.sample = sample
        self.keyType = keyType
        self.now = now
    }

    /// - Returns: the site and its entityID.
    /// - Throws: `SiteError` when there is a site, or the configuration is wrong; nothing is left behind then.
    package func run() throws -> (site: Site, entityID: String) {
        let folder = Path.parent(configurationPath)
        try PrivateFiles.createFolder(folder)
        guard !FileManager.default.fileExists(atPath: configurationPath) else {
            throw SiteError("\(configurationPath) exists already: there is a site here")
        }
        // Read back before it is written, so that a wrong address leaves nothing behind.
        let configuration = try parsed(sample.text, folder: folder)
        try PrivateFiles.createFolder(configuration.certificates)
        try PrivateFiles.createFolder(configuration.metadata)
        let site = try Site(opening: configuration, checkpointing: .here, at: now)
        // What only a running server can use is made at its first start.
        try SiteKeys(of: site).complete([.signing, .metadata], makingSigningKey: keyType, at: now)
        _ = try JournalKeys.file(for: site, at: now)
        let entityID = try site.fixEntityID(at: now)
        try site.writeMetadata(at: now)
        try PrivateFiles.write(Array(sample.text.utf8), to: configurationPath, mode: 0o644)
        return (site, entityID)
    }

    private func parsed(_ text: String, folder: String) throws -> Configuration {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        do {
            return try Configuration(try decoder.decode(JSONValue.self, from: Data(text.utf8)), folder: folder)
        } catch let error as ConfigurationError {
            throw SiteError(error.description)
        }
    }
}

extension Site {
    /// Stores the entityID unless there is one.
    fileprivate func fixEntityID(at now: Date) throws -> String {
        let proposed = "\(configuration.publicURL)/saml/metadata"
        return try directory.change(by: .program(.siteCreation), at: now) { change in
            if let fixed = try change.setting(SiteSetting.entityID) { return fixed }
            try change.setSetting(SiteSetting.entityID, to: proposed)
            return proposed
        }
    }
}
