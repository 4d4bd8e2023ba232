import Accounts
import Crypto
import Directory
import HTTP
import Mail
import Pages

extension SiteMail {
    /// The mail of a site as it is configured, with the names and contacts that its settings give.
    init(_ configuration: Configuration, _ directory: Directory, _ outbox: Outbox) {
        self.init(
            outbox: outbox,
            technicalContact: configuration.technicalContact,
            site: MailSite(directory.identity(over: configuration.identity), at: configuration.publicURL))
    }
}

extension MailSite {
    /// A site as letters present it.
    init(_ identity: SiteIdentity, at publicURL: PublicURL) {
        self.init(
            name: identity.name, owner: identity.owner, correspondent: identity.correspondent, portal: "\(publicURL)/",
            firstVisit: "\(publicURL)/premiere-visite", forgottenPassword: "\(publicURL)/mot-de-passe/oublie",
            activation: "\(publicURL)/bienvenue/", newPassword: "\(publicURL)/mot-de-passe/nouveau/")
    }
}
