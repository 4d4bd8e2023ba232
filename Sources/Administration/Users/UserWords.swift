import Calendar
import Directory
import FoundationEssentials
import Markup
import Pages

/// Words and paths that the pages of users share.
enum UserWords {
    static let users = Text(fr: "Utilisateurs", en: "Users")
    static let add = Text(fr: "Ajouter", en: "Add")
    static let `import` = Text(fr: "Importer", en: "Import")
    static let edit = Text(fr: "Modifier", en: "Edit")
    static let delete = Text(fr: "Supprimer…", en: "Delete…")
    static let history = Text(fr: "Historique des accès", en: "History of access")
    static let resendInvitation = Text(fr: "Renvoyer l’invitation", en: "Resend invitation")
    static let search = Text(fr: "Nom, prénom ou adresse électronique", en: "Name or e-mail address")
    static let structure = Text(fr: "Structure", en: "Organisation")
    static let application = Text(fr: "Application", en: "Application")
    static let name = Text(fr: "Nom", en: "Name")
    static let familyName = Text(fr: "Nom", en: "Family name")
    static let givenName = Text(fr: "Prénom", en: "Given name")
    static let state = Text(fr: "État", en: "State")
    static let lastSignIn = Text(fr: "Dernière connexion", en: "Last sign-in")
    static let alsoElsewhere = Text(
        fr: "Cet utilisateur a aussi des accès gérés par une autre structure.",
        en: "This user also has access managed by another organisation.")

    static func unreachableTag(_ language: Language) -> HTML {
        Tag(Text(fr: "Injoignable", en: "Unreachable"), .attention, icon: .warning, language).html
    }

    static let correctAddress = Text(fr: "Corriger l’adresse", en: "Correct the address")

    static let list = "/annuaire/utilisateurs"

    static func path(_ user: ID<User>) -> String { "\(list)/\(user)" }

    /// The pages above those of a person.
    static func crumbs(_ user: User? = nil) -> [Crumb] {
        let above: [Crumb] = [.portal, .list(.users)]
        return above + (user.map { [Crumb(Text(fr: $0.displayName, en: $0.displayName), path($0.id))] } ?? [])
    }

    /// A link to a mail to the correspondent, for what a referent cannot do.
    static func correspondent(_ context: PageContext) -> HTML {
        let address = context.site.correspondent
        return "<a href=\"mailto:\(address)\">\(address)</a>"
    }
}

extension Standing {
    var words: Text {
        switch self {
        case .blocked: Text(fr: "Bloqué", en: "Locked")
        case .neverActivated: Text(fr: "Jamais activé", en: "Never activated")
        case .dormant: Text(fr: "Dormant", en: "Dormant")
        case .active: Text(fr: "Actif", en: "Active")
        }
    }

    func tag(_ language: Language) -> HTML {
        switch self {
        case .blocked: Tag(words, .closed, icon: .lock, language).html
        case .neverActivated: Tag(words, .waiting, icon: .mail, language).html
        case .dormant: Tag(words, .attention, icon: .clock, language).html
        case .active: Tag(words, .good, icon: .done, language).html
        }
    }
}

extension Unreachable {
    /// « Un message envoyé à … est revenu le 3 mars 2026 : cette boîte n’existe pas. »
    func sentence(_ email: String) -> Text {
        let why = why
        return Text(
            fr: "Un message envoyé à \(email) est revenu le \(Dates.day(since, .fr)) : \(why.fr).",
            en: "A message sent to \(email) came back on \(Dates.day(since, .en)): \(why.en).")
    }

    private var why: Text {
        switch reason {
        case .noMailbox: Text(fr: "cette boîte n’existe pas", en: "there is no such mailbox")
        case .full: Text(fr: "cette boîte est pleine", en: "this mailbox is full")
        case .noAnswer:
            Text(
                fr: "la messagerie de cette adresse ne répond pas",
                en: "the mail system of this address does not answer")
        case .refused:
            Text(
                fr: "la messagerie de cette adresse refuse les messages du portail",
                en: "the mail system of this address refuses the portal’s messages")
        case .other: Text(fr: "il n’a pas pu être remis", en: "it could not be delivered")
        }
    }
}

extension Visit {
    /// When a person last signed in: the day alone for a referent, the minute for an operator.
    func lastSignIn(_ moment: Date?, for user: SignedInUser) -> HTML {
        guard let moment else {
            let never = Text(fr: "jamais", en: "never")
            return "<span aria-hidden=\"true\">–</span><span class=\"vh\">\(never[language])</span>"
        }
        let day = CalendarDay(moment)
        let words: String
        if day == CalendarDay(now) {
            words = Text(fr: "aujourd’hui", en: "today")[language]
        } else if day == CalendarDay(now).advanced(by: -1) {
            words = Text(fr: "hier", en: "yesterday")[language]
        } else {
            words = Dates.day(day, language)
        }
        guard user.isOperator else { return "<time datetime=\"\(day.text)\">\(words)</time>" }
        return "<time datetime=\"\(DateTime.wholeSeconds(moment))\">\(words), \(Dates.time(moment, language))</time>"
    }

    /// « 3 mars 2026 », for a machine too.
    func day(_ moment: Date) -> HTML {
        "<time datetime=\"\(CalendarDay(moment).text)\">\(Dates.day(moment, language))</time>"
    }
}
