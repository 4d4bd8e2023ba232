import Directory
import Markup

/// Words that several pages of structures share.
enum StructureWords {
    static let allowedDomain = Text(fr: "Domaine autorisé", en: "Allowed domain")
    static let referents = Text(fr: "Référents administrateurs", en: "Delegated administrators")
    static let withoutReferent = Text(fr: "Sans référent administrateur", en: "Without delegated administrator")
    static let name = Text(fr: "Nom", en: "Name")
    static let shortName = Text(fr: "Nom court", en: "Short name")
    static let kind = Text(fr: "Nature", en: "Kind")
    static let address = Text(fr: "Adresse postale", en: "Postal address")
    static let telephone = Text(fr: "Téléphone", en: "Telephone")
    static let email = Text(fr: "Adresse électronique", en: "E-mail address")
    static let save = Text(fr: "Enregistrer", en: "Save")
    static let add = Text(fr: "Ajouter", en: "Add")

    /// « 412 utilisateurs ».
    static func users(_ count: Int, _ language: Language) -> String {
        Numbers.counted(
            count, one: Text(fr: "utilisateur", en: "user"), many: Text(fr: "utilisateurs", en: "users"), language)
    }

    /// « 6 établissements rattachés ».
    static func attached(_ count: Int, _ language: Language) -> String {
        Numbers.counted(
            count, one: Text(fr: "établissement rattaché", en: "attached establishment"),
            many: Text(fr: "établissements rattachés", en: "attached establishments"), language)
    }

    /// 14 digits as people read them: « 219 400 017 00013 ».
    static func grouped(siret: String) -> String {
        let digits = Array(siret)
        guard digits.count == 14 else { return siret }
        let space = Typography.noBreakSpace
        return [0..<3, 3..<6, 6..<9, 9..<14].map { String(digits[$0]) }.joined(separator: space)
    }
}
