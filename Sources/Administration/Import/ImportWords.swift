import Directory
import Jobs
import Markup

/// The words of an import: columns, verdicts, reasons.
enum ImportWords {
    static let path = UserWords.list + "/importer"

    static func path(_ lot: ID<Job>) -> String { "\(path)/\(lot)" }

    static let title = Text(fr: "Importer des utilisateurs", en: "Import users")
    static let check = Text(fr: "Vérifier", en: "Check")
    static let reason = Text(fr: "motif", en: "reason")

    static func column(_ column: ImportColumn) -> Text {
        switch column {
        case .familyName: Text(fr: "Nom", en: "Last name")
        case .givenName: Text(fr: "Prénom", en: "First name")
        case .email: Text(fr: "Adresse électronique", en: "E-mail address")
        case .structure: Text(fr: "Structure", en: "Organisation")
        case .roles: Text(fr: "Rôles", en: "Roles")
        case .until: Text(fr: "Fin des droits", en: "End of rights")
        case .departure: Text(fr: "Date de départ", en: "Departure date")
        }
    }

    // MARK: - Verdicts

    static func verdict(_ verdict: ImportAssessment.Verdict) -> Text {
        switch verdict {
        case .create: Text(fr: "à créer", en: "to create")
        case .attach: Text(fr: "à rattacher", en: "to attach")
        case .grant: Text(fr: "rôles à donner", en: "roles to grant")
        case .restore: Text(fr: "à restaurer", en: "to restore")
        case .present: Text(fr: "déjà là", en: "already there")
        case .ask: Text(fr: "à décider", en: "to decide")
        case .error: Text(fr: "en erreur", en: "in error")
        }
    }

    /// « 38 à créer », « 4 déjà présents ».
    static func count(_ number: Int, _ verdict: ImportAssessment.Verdict, _ language: Language) -> String {
        let words: (one: Text, many: Text) =
            switch verdict {
            case .create, .attach, .restore, .ask, .error: (Self.verdict(verdict), Self.verdict(verdict))
            case .grant:
                (
                    Text(fr: "déjà présent, rôles à donner", en: "already there, roles to grant"),
                    Text(fr: "déjà présents, rôles à donner", en: "already there, roles to grant")
                )
            case .present:
                (Text(fr: "déjà présent", en: "already there"), Text(fr: "déjà présents", en: "already there"))
            }
        return Numbers.counted(number, one: words.one, many: words.many, language)
    }

    // MARK: - Reasons

    /// What is wrong with a cell: what to do, never « invalide ».
    static func words(_ problem: ImportProblem) -> Text {
        switch problem.kind {
        case .missing: missing(problem.column)
        case .notAName:
            Text(
                fr: "Écrivez le nom en une ligne de 100 caractères au plus, sans caractère de contrôle",
                en: "Write the name in one line of at most 100 characters, without control characters")
        case .notAnAddress: Refusal.words(.invalid(.email))
        case .domainNotAllowed(let domain, let allowed, let structure): domainNotAllowed(domain, allowed, structure)
        case .unknownStructure:
            Text(
                fr: "Aucune de vos structures n’a ce nom ni ce SIRET",
                en: "None of your organisations has this name or SIRET")
        case .noStructure:
            Text(
                fr: "Indiquez la structure dans le fichier, ou choisissez-en une pour toute la liste",
                en: "Name the organisation in the file, or choose one for the whole list")
        case .twiceInFile(let line):
            Text(fr: "Même personne qu’à la ligne \(line)", en: "Same person as in line \(line)")
        case .unknownRole(let name):
            Text(
                fr: "Aucun rôle que vous pouvez donner ne s’appelle « \(name) »",
                en: "No role that you may grant is called “\(name)”")
        case .roleOfOperator(let role):
            Text(fr: "\(role) est attribué par le CIG", en: "\(role) is granted by the CIG")
        case .notOpen(let application, let structure):
            Text(
                fr: "\(application) n’est pas ouverte à \(structure) : demandez-le au CIG",
                en: "\(application) is not open to \(structure): ask the CIG")
        case .notADate:
            Text(
                fr: "Écrivez la date sous la forme 31/12/2027", en: "Write the date in the form 31/12/2027")
        case .pastDate: Text(fr: "Choisissez une date à venir", en: "Choose a date to come")
        case .deletedLately(let canRestore):
            canRestore
                ? Text(
                    fr: "Un compte qui avait cette adresse vient d’être supprimé : est-ce la même personne ?",
                    en: "An account with this address was deleted lately: is it the same person?")
                : Text(
                    fr: "Un compte d’une autre structure qui avait cette adresse vient d’être supprimé",
                    en: "An account of another organisation with this address was deleted lately")
        case .tooManyCells:
            Text(
                fr: "La ligne a plus de colonnes que l’en-tête : un séparateur en trop ?",
                en: "The line has more columns than the heading: one separator too many?")
        case .refused(let refused): Refusal.words(refused.error)
        }
    }

    private static func missing(_ column: ImportColumn) -> Text {
        switch column {
        case .familyName: Text(fr: "Saisissez le nom", en: "Enter the last name")
        case .givenName: Text(fr: "Saisissez le prénom", en: "Enter the first name")
        default: Text(fr: "Saisissez l’adresse électronique", en: "Enter the e-mail address")
        }
    }

    private static func domainNotAllowed(_ domain: String, _ allowed: [String], _ structure: String) -> Text {
        guard !allowed.isEmpty else {
            return Text(
                fr: "\(structure) n’a pas encore de domaine autorisé (adresse en @\(domain))",
                en: "\(structure) has no allowed domain yet (address at @\(domain))")
        }
        return Text(
            fr: "@\(domain) n’est pas un domaine de \(structure) : l’adresse doit se terminer par "
                + "@\(allowed.joined(separator: " ou @"))",
            en: "@\(domain) is not a domain of \(structure): the address must end in "
                + "@\(allowed.joined(separator: " or @"))")
    }

    /// What to know of a line that can be used.
    static func words(_ notice: ImportNotice) -> Text {
        switch notice {
        case .homonym(let name, let email):
            Text(
                fr: "Un homonyme est déjà là : \(short(name)), \(short(email))",
                en: "A namesake is there already: \(short(name)), \(short(email))")
        case .swappedNames:
            Text(
                fr: "Le nom et le prénom semblent inversés, d’après l’adresse",
                en: "Last name and first name seem to have changed places, judging by the address")
        case .otherName(let name):
            Text(
                fr: "Ce compte est au nom de \(name) ; le nom ne change pas par import",
                en: "This account is in the name of \(name); an import does not change names")
        case .departureKept:
            Text(
                fr: "La date de départ d’un compte qui existe ne change pas par import",
                en: "An import does not change the departure date of an existing account")
        }
    }

    // MARK: - Files that cannot be read

    static func words(_ unreadable: CSVText.Unreadable) -> Text {
        switch unreadable {
        case .empty:
            Text(fr: "Le fichier est vide : choisissez-en un autre", en: "The file is empty: choose another one")
        case .workbook:
            Text(
                fr: "C’est un classeur : dans votre tableur, enregistrez-le au format CSV puis choisissez ce fichier",
                en: "This is a workbook: save it as CSV in your spreadsheet and choose that file")
        case .notText:
            Text(
                fr: "Ce fichier n’est pas du texte : enregistrez la liste au format CSV",
                en: "This file is not text: save the list as CSV")
        case .openQuote(let row):
            Text(
                fr: "Un guillemet ouvert à la ligne \(row) n’est jamais fermé",
                en: "A quotation mark opened in line \(row) is never closed")
        case .tooManyRows(let limit):
            Text(
                fr: "Le fichier a plus de \(Numbers.grouped(limit, .fr)) lignes : partagez-le en plusieurs",
                en: "The file has more than \(Numbers.grouped(limit, .en)) lines: split it up")
        case .tooLarge(let row):
            Text(
                fr: "La ligne \(row) a trop de colonnes, ou une case trop longue",
                en: "Line \(row) has too many columns, or a cell that is too long")
        }
    }

    static func words(_ trouble: ImportLayout.Trouble, _ separator: Character) -> Text {
        switch trouble {
        case .twice(let column):
            let name = Self.column(column)
            return Text(
                fr: "Deux colonnes s’appellent « \(name.fr) » : n’en gardez qu’une",
                en: "Two columns are called “\(name.en)”: keep one of them")
        case .missing(let columns, let found):
            let french = columns.map { "« \(column($0).fr) »" }.joined(separator: ", ")
            let english = columns.map { "“\(column($0).en)”" }.joined(separator: ", ")
            let shown = found.prefix(12).map { String($0.prefix(40)) }.joined(separator: ", ")
            guard !shown.isEmpty else {
                return Text(
                    fr: "La première ligne doit nommer les colonnes : il manque \(french)",
                    en: "The first line must name the columns: \(english) is missing")
            }
            return Text(
                fr: "Il manque \(french) dans la première ligne. Colonnes trouvées : \(shown)",
                en: "\(english) is missing in the first line. Columns found: \(shown)")
        }
    }

    /// A note stands beside its line: nobody reads a name of two hundred characters there.
    private static func short(_ text: String) -> String { text.count <= 60 ? text : text.prefix(59) + "…" }
}
