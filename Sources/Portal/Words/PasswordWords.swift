import Accounts
import Markup
import Pages

/// What the password policy asks, and why it refuses, in words that say what to do.
enum PasswordWords {
    /// The rules, shown before typing.
    static func rules(_ policy: PasswordPolicy, for subject: PasswordSubject, _ language: Language) -> HTML {
        let minimum = policy.minimumLength(for: subject)
        let rules = [
            Text(
                fr: "Au moins \(minimum) caractères, de toute sorte, espaces compris.",
                en: "At least \(minimum) characters of any kind, spaces included."),
            Text(
                fr: "S’il n’a que des chiffres, au moins \(policy.minimumOfDigits).",
                en: "If it has only digits, at least \(policy.minimumOfDigits)."),
            Text(
                fr: "Pas un mot de passe courant, ni votre nom, ni celui de votre structure.",
                en: "Not a common password, nor your name, nor your organisation’s."),
        ]
        let items: [HTML] = rules.map { "<li>\(Icon.done.html)<span>\($0[language])</span></li>" }
        return "<ul class=\"rules\">\(items)</ul>"
    }

    static let adviceTitle = Text(fr: "Un bon mot de passe", en: "A good password")
    static let advice = Text(
        fr:
            "Long plutôt que compliqué : quatre mots sans rapport entre eux conviennent très bien. Vous n’aurez pas à en changer régulièrement. Coller est permis, et un gestionnaire de mots de passe peut le retenir pour vous.",
        en:
            "Long rather than complicated: four unrelated words do very well. You will not have to change it regularly. Pasting is allowed, and a password manager can remember it for you."
    )

    /// What to do about a refused password. The first reason is enough: it changes with the next try.
    static func message(_ refusals: [PasswordPolicy.Violation], isEmpty: Bool = false) -> Text {
        guard !isEmpty, let refusal = refusals.first else {
            return Text(fr: "Saisissez un mot de passe", en: "Enter a password")
        }
        switch refusal {
        case .tooShort(let minimum):
            return Text(
                fr: "Choisissez un mot de passe d’au moins \(minimum) caractères",
                en: "Choose a password of at least \(minimum) characters")
        case .tooLong:
            return Text(
                fr: "Choisissez un mot de passe de moins de \(PasswordPolicy.maximumBytes) caractères",
                en: "Choose a password of fewer than \(PasswordPolicy.maximumBytes) characters")
        case .digitsOnly(let minimum):
            return Text(
                fr: "Ajoutez des lettres, ou allez jusqu’à \(minimum) chiffres",
                en: "Add letters, or go up to \(minimum) digits")
        case .common(let word):
            return Text(
                fr:
                    "Ce mot de passe est trop facile à deviner : il tient au mot « \(word) ». Ajoutez des mots sans rapport",
                en: "This password is too easy to guess: it rests on the word “\(word)”. Add unrelated words")
        case .personal(let word):
            return Text(
                fr: "Ce mot de passe contient un mot qui vous désigne, « \(word) ». Ajoutez des mots sans rapport",
                en: "This password contains a word that points to you, “\(word)”. Add unrelated words")
        case .regular:
            return Text(
                fr: "Ce mot de passe est trop régulier. Choisissez plutôt quelques mots sans rapport",
                en: "This password is too regular. Choose a few unrelated words instead")
        }
    }
}
