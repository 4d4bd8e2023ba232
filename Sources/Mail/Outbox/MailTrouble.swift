package import Markup
import Database
import Transfer

/// Why a mail was not delivered, or not yet: for people. The raw values are stored; the detail for the log stands
/// beside them.
package enum MailTrouble: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    /// The mail server does not answer, or breaks off.
    case unreachable
    /// The mail server answers too slowly.
    case tooSlow = "too-slow"
    /// The mail server's certificate is not trusted, or it offers no encryption.
    case noTrust = "no-trust"
    /// The mail server refuses our user name or password.
    case signIn = "sign-in"
    /// The mail server takes no mail of ours now.
    case serverRefuses = "server-refuses"
    /// The recipient's mailbox puts the message off.
    case putOff = "put-off"
    /// The message or the recipient is refused for ever.
    case refused
    /// It was delivered to a mail server, and came back from there later.
    case returned
    /// The folder that takes the place of a mail server cannot be written.
    case folder
    /// It waited too long without being tried.
    case tooLate = "too-late"

    /// One sentence for a page.
    package var sentence: Text {
        switch self {
        case .unreachable: Text(fr: "Le serveur de messagerie ne répond pas.", en: "The mail server does not answer.")
        case .tooSlow: Text(fr: "Le serveur de messagerie est trop lent.", en: "The mail server is too slow.")
        case .noTrust:
            Text(
                fr: "La connexion au serveur de messagerie n’est pas sûre : certificat ou chiffrement à vérifier.",
                en: "The connection to the mail server is not safe: check its certificate and encryption.")
        case .signIn:
            Text(
                fr: "Le serveur de messagerie refuse le compte du portail.",
                en: "The mail server refuses the portal’s account.")
        case .serverRefuses:
            Text(
                fr: "Le serveur de messagerie n’accepte pas les messages du portail pour l’instant.",
                en: "The mail server does not take the portal’s messages at the moment.")
        case .putOff:
            Text(
                fr: "La messagerie du destinataire demande d’attendre.",
                en: "The recipient’s mail system asks to wait.")
        case .refused:
            Text(
                fr: "La messagerie refuse ce destinataire ou ce message : l’adresse est à vérifier.",
                en: "The mail system refuses this recipient or this message: check the address.")
        case .returned:
            Text(
                fr: "Le message est revenu : l’adresse est à vérifier.",
                en: "The message came back: check the address.")
        case .folder:
            Text(
                fr: "Le dossier des messages ne peut pas être écrit.",
                en: "The folder of messages cannot be written.")
        case .tooLate:
            Text(
                fr: "Le message a attendu trop longtemps.",
                en: "The message waited too long.")
        }
    }

    /// What a trouble with the server is for people.
    init(_ trouble: SMTPTrouble) {
        switch trouble {
        case .connection(.certificate), .connection(.notEncrypted): self = .noTrust
        case .connection(.timedOut): self = .tooSlow
        case .connection(.signInRefused), .signIn: self = .signIn
        case .connection: self = .unreachable
        case .server: self = .serverRefuses
        case .recipient: self = .putOff
        }
    }
}
