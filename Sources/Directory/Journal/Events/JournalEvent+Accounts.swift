import Markup

// Passwords, links and sessions.
extension JournalEvent {
    /// A link to the first visit was made.
    package static var invitationCreated: JournalEvent {
        JournalEvent(
            .invitationCreated, .accounts, Text(fr: "Invitation créée", en: "Invitation created"),
            fr: "a créé une invitation pour \(.person)",
            en: "created an invitation for \(.person)")
    }

    /// A link to a new password was made by somebody else.
    package static var resetCreated: JournalEvent {
        JournalEvent(
            .resetCreated, .accounts, Text(fr: "Nouveau mot de passe demandé", en: "New password asked for"),
            fr: "a demandé un nouveau mot de passe pour \(.person)",
            en: "asked for a new password for \(.person)")
    }

    /// A person chose their first password.
    package static var accountActivated: JournalEvent {
        JournalEvent(
            .accountActivated, .accounts, Text(fr: "Compte activé", en: "Account activated"),
            fr: "a activé le compte de \(.person)",
            en: "activated the account of \(.person)")
    }

    /// A password was changed.
    package static var passwordChanged: JournalEvent {
        JournalEvent(
            .passwordChanged, .accounts, Text(fr: "Mot de passe changé", en: "Password changed"),
            fr: "a changé le mot de passe de \(.person)",
            en: "changed the password of \(.person)")
    }

    /// Somebody else ended a person's sessions.
    package static var sessionsEnded: JournalEvent {
        JournalEvent(
            .sessionsEnded, .accounts, Text(fr: "Sessions fermées", en: "Sessions ended"),
            fr: "a fermé les sessions de \(.person)",
            en: "ended the sessions of \(.person)")
    }

    /// The throttle of a person's sign-ins was lifted.
    package static var signInWaitLifted: JournalEvent {
        JournalEvent(
            .signInWaitLifted, .accounts, Text(fr: "Attente à la connexion levée", en: "Wait before sign-in lifted"),
            fr: "a levé l’attente imposée à la connexion de \(.person)",
            en: "lifted the wait before the next sign-in of \(.person)")
    }

    static func addressUnreachable(_ address: String) -> JournalEvent {
        JournalEvent(
            .addressUnreachable, .accounts, Text(fr: "Message revenu", en: "Message returned"),
            fr: "a reçu en retour un message envoyé à \(.person) (\(address))",
            en: "got back a message sent to \(.person) (\(address))",
            .after(address))
    }
}
