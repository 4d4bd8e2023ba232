package import Calendar
import FoundationEssentials
package import Markup

/// What the letters say of the site that sends them.
package struct MailSite: Sendable {
    /// The product's name: "Convergences".
    package let name: String
    /// Who runs it, as people call it: "CIG petite couronne".
    package let owner: Text
    /// Who answers questions on the portal: an address.
    package let correspondent: String
    /// The absolute URL of the portal.
    package let portal: String
    /// The absolute URL of the page that sends a new invitation (« Première visite ? »).
    package let firstVisit: String
    /// The absolute URL of the page that sends a link to a new password (« Mot de passe oublié ? »).
    package let forgottenPassword: String
    /// The absolute URL that the token of an activation link is put behind.
    package let activation: String
    /// The absolute URL that the token of a reset link is put behind.
    package let newPassword: String
    /// Whose clocks moments are told by.
    package let zone: Zone

    /// A site. URLs are absolute: a mail has no address of its own.
    package init(
        name: String, owner: Text, correspondent: String, portal: String, firstVisit: String,
        forgottenPassword: String, activation: String, newPassword: String, zone: Zone = .paris
    ) {
        self.name = name
        self.owner = owner
        self.correspondent = correspondent
        self.portal = portal
        self.firstVisit = firstVisit
        self.forgottenPassword = forgottenPassword
        self.activation = activation
        self.newPassword = newPassword
        self.zone = zone
    }

    /// "29 novembre 2026 à 10 h 00", in both languages.
    func told(_ moment: Date) -> Text {
        Text(fr: Dates.dayAndTime(moment, .fr, in: zone), en: Dates.dayAndTime(moment, .en, in: zone))
    }
}
