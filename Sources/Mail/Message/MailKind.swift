package import Markup
import Database

/// What a message is about. The raw values are stored and stand in the names of files.
package enum MailKind: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    /// An account was made: the link to its first password.
    case invitation
    /// The same, again, unasked.
    case reminder
    /// The same, because the person asked for it.
    case invitationAsked = "invitation-asked"
    /// The link to a new password, because the person asked for it.
    case passwordReset = "password-reset"
    /// The password was changed.
    case passwordChanged = "password-changed"
    /// The address one signs in with was changed.
    case addressChanged = "address-changed"
    /// The metadata of a service provider ends, fails or waits: to those who run the site.
    case metadataWarning = "metadata-warning"
    /// A certificate ends: to those who run the site.
    case certificateWarning = "certificate-warning"
    /// Long work is over, or could not go on.
    case workOver = "work-over"
    /// The operator tries the settings; never in the outbox.
    case test

    /// The letters that bring somebody to a first password.
    package static let invitations: Set<MailKind> = [.invitation, .reminder, .invitationAsked]

    /// The letters that carry a link: void when a newer link is made, or the link's account is gone.
    package static let withLink: Set<MailKind> = invitations.union([.passwordReset])

    /// Whether somebody sits waiting for it: such messages go before all others.
    package var isAwaited: Bool {
        switch self {
        case .invitationAsked, .passwordReset: true
        case .invitation, .reminder, .passwordChanged, .addressChanged, .workOver: false
        case .metadataWarning, .certificateWarning, .test: false
        }
    }

    /// Whether it may be written down when as many wait as may: it is one person's affair, never one of thousands.
    var mayUseReserve: Bool {
        switch self {
        case .invitation, .reminder: false
        case .invitationAsked, .passwordReset, .passwordChanged, .addressChanged, .workOver: true
        case .metadataWarning, .certificateWarning, .test: true
        }
    }

    /// What it is called on pages.
    package var name: Text {
        switch self {
        case .invitation: Text(fr: "Invitation", en: "Invitation")
        case .reminder: Text(fr: "Rappel d’invitation", en: "Invitation reminder")
        case .invitationAsked: Text(fr: "Invitation demandée", en: "Requested invitation")
        case .passwordReset: Text(fr: "Mot de passe oublié", en: "Forgotten password")
        case .passwordChanged: Text(fr: "Mot de passe changé", en: "Password changed")
        case .addressChanged: Text(fr: "Adresse changée", en: "Address changed")
        case .metadataWarning: Text(fr: "Alerte de métadonnées", en: "Metadata warning")
        case .certificateWarning: Text(fr: "Alerte de certificat", en: "Certificate warning")
        case .workOver: Text(fr: "Fin d’un travail", en: "End of a job")
        case .test: Text(fr: "Message d’essai", en: "Test message")
        }
    }
}
