import Accounts
import Crypto
import HTTP
import Mail
import Pages

extension SiteMail {
    /// The mail of a site as it is configured.
    init(_ configuration: Configuration) {
        let identity = configuration.identity
        let url = configuration.publicURL.description
        self.init(
            outbox: Outbox(from: configuration.mail.sender, randomBytes: Randomness.system.bytes),
            site: MailSite(
                name: identity.name, owner: identity.owner, correspondent: identity.correspondent, portal: "\(url)/",
                firstVisit: "\(url)/premiere-visite", forgottenPassword: "\(url)/mot-de-passe/oublie",
                activation: "\(url)/bienvenue/", newPassword: "\(url)/mot-de-passe/nouveau/"))
    }
}
