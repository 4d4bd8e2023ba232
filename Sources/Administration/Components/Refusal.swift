import Accounts
import Directory
import Markup
import Pages

/// The directory's refusals as a form tells them: beside a field, with what to do.
enum Refusal {
    /// Runs a change and answers why the directory refuses it, nil when it is made. What is not there (`notFound`) and
    /// failures of the store are no answers to a form: they are thrown.
    static func of(_ change: () throws -> Void) throws -> DirectoryError? {
        do {
            try change()
            return nil
        } catch let error as AccountsError {
            guard case .directory(let refusal) = error else { throw error }
            return try answerable(refusal)
        } catch let error as DirectoryError {
            return try answerable(error)
        }
    }

    private static func answerable(_ error: DirectoryError) throws -> DirectoryError {
        switch error {
        case .notFound, .database: throw error
        default: return error
        }
    }

    /// The sentence of a refusal: what to do, never « invalide ».
    static func words(_ error: DirectoryError) -> Text {
        switch error {
        case .notFound: Text(fr: "Cet objet n’existe plus.", en: "This no longer exists.")
        case .operatorOnly:
            Text(fr: "Seul le CIG peut le faire : demandez-le-lui.", en: "Only the CIG may do this: ask it.")
        case .accountHeldElsewhere:
            Text(
                fr: "Ce compte a aussi des accès gérés par une autre structure : demandez-le au CIG.",
                en: "This account also has access managed by another organisation: ask the CIG.")
        case .currentReferent:
            Text(
                fr: "Cette personne est référente administratrice : demandez-le au CIG.",
                en: "This person is a delegated administrator: ask the CIG.")
        case .yourself: Text(fr: "Vous ne pouvez pas le faire pour vous-même.", en: "You cannot do this to yourself.")
        case .invalid(let field): invalid(field)
        case .domainNotAllowed(let domain, let allowed):
            allowed.isEmpty
                ? Text(
                    fr: "Cette structure n’a pas encore de domaine autorisé (adresse en @\(domain)).",
                    en: "This organisation has no allowed domain yet (address at @\(domain)).")
                : Text(
                    fr:
                        "Saisissez une adresse qui se termine par @\(allowed.joined(separator: " ou @")) : le domaine \(domain) n’est pas autorisé pour cette structure",
                    en:
                        "Enter an address ending in @\(allowed.joined(separator: " or @")): the domain \(domain) is not allowed for this organisation"
                )
        case .domainInUse(let domain, let accounts):
            Text(
                fr: "Le domaine \(domain) sert encore à \(accounts) comptes.",
                en: "The domain \(domain) is still needed by \(accounts) accounts.")
        case .addressTaken:
            Text(fr: "Un compte a déjà cette adresse.", en: "An account has this address already.")
        case .addressDeletedRecently:
            Text(
                fr: "Un compte qui avait cette adresse vient d’être supprimé.",
                en: "An account with this address was deleted lately.")
        case .alreadyExists(let field): exists(field)
        case .inUse(let count):
            Text(
                fr: "Encore utilisé (\(count)) : rien n’a été supprimé.",
                en: "Still in use (\(count)): nothing was removed.")
        case .notAffiliated:
            Text(
                fr: "Cette personne n’est plus rattachée à cette structure.",
                en: "This person no longer belongs to this organisation.")
        case .lastAffiliation:
            Text(
                fr: "C’est son seul rattachement : supprimez plutôt l’utilisateur.",
                en: "It is their only affiliation: delete the user instead.")
        case .notLive:
            Text(
                fr: "Ce compte est supprimé, bloqué ou parti : choisissez une autre personne.",
                en: "This account is deleted, locked or gone: choose another person.")
        case .applicationNotOpen:
            Text(
                fr: "Cette application n’est pas ouverte à cette structure : demandez-le au CIG.",
                en: "This application is not open to this organisation: ask the CIG.")
        case .notTwoLevels:
            Text(
                fr: "Un établissement rattaché dépend d’un établissement principal, qui ne dépend d’aucun autre.",
                en: "An attached establishment belongs to a main one, which belongs to no other.")
        case .changedMeanwhile:
            Text(
                fr: "Quelqu’un d’autre a modifié ces informations pendant votre saisie : rien n’a été enregistré.",
                en: "Someone else changed these details while you were typing: nothing was saved.")
        case .database: Text(fr: "L’annuaire n’a pas répondu.", en: "The directory did not answer.")
        }
    }

    private static func invalid(_ field: DirectoryError.Field) -> Text {
        switch field {
        case .name, .label, .slug, .value:
            Text(
                fr: field == .slug
                    ? "Saisissez un nom d’adresse en minuscules, chiffres et traits d’union : netcotisation"
                    : field == .value
                        ? "Saisissez la valeur transmise à l’application, en une ligne"
                        : "Saisissez un nom en une ligne, sans barre oblique inverse",
                en: field == .slug
                    ? "Enter an address name of lower-case letters, digits and hyphens: netcotisation"
                    : field == .value
                        ? "Enter the value sent to the application, in one line"
                        : "Enter a name in one line, without backslash")
        case .siret: Text(fr: "Saisissez les 14 chiffres du SIRET", en: "Enter the 14 digits of the SIRET")
        case .email:
            Text(
                fr: "Saisissez une adresse électronique : nom@domaine.fr", en: "Enter an e-mail address: name@domain.fr"
            )
        case .domain:
            Text(
                fr: "Saisissez un domaine : ville-valmont.fr", en: "Enter a domain: ville-valmont.fr")
        case .until:
            Text(fr: "Choisissez une date à venir", en: "Choose a date to come")
        case .since: Text(fr: "Choisissez une date", en: "Choose a date")
        case .reason:
            Text(
                fr: "Écrivez le motif en une ligne de 300 caractères au plus",
                en: "Write the reason in one line of at most 300 characters")
        case .telephone:
            Text(fr: "Saisissez un numéro de 40 caractères au plus", en: "Enter a number of at most 40 characters")
        case .address: Text(fr: "Saisissez l’adresse en une ligne", en: "Enter the address in one line")
        case .request:
            Text(
                fr: "Écrivez le motif, en 1 000 caractères au plus", en: "Write the reason, in at most 1,000 characters"
            )
        case .tint, .icon: Text(fr: "Choisissez dans la liste", en: "Choose from the list")
        default:
            Text(
                fr: "Saisissez un texte court, sans caractère de contrôle",
                en: "Enter a short text without control characters")
        }
    }

    private static func exists(_ field: DirectoryError.Field) -> Text {
        switch field {
        case .siret: Text(fr: "Une autre structure a déjà ce SIRET", en: "Another organisation has this SIRET already")
        case .slug:
            Text(
                fr: "Une autre application a déjà ce nom d’adresse",
                en: "Another application has this address name already")
        case .label: Text(fr: "Ce libellé existe déjà ici", en: "This label exists here already")
        case .designation:
            Text(
                fr: "Cette personne est déjà désignée pour cette structure",
                en: "This person is designated for this organisation already")
        default: Text(fr: "Cela existe déjà", en: "This exists already")
        }
    }

    /// The refusal beside the field it is about; beside `other` when the form has no such field.
    static func beside(_ error: DirectoryError, fields: [DirectoryError.Field: String], other: String) -> FieldError {
        let about: DirectoryError.Field? =
            switch error {
            case .invalid(let field), .alreadyExists(let field): field
            default: nil
            }
        return FieldError(about.flatMap { fields[$0] } ?? other, words(error))
    }
}
