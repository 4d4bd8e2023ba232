import Directory
import HTTP
import Markup
import Pages

/// The form of a structure: to add one, to change one, or to correct its contact details only.
struct StructureForm {
    /// What the form holds, as typed.
    var name = ""
    var shortName = ""
    var siret = ""
    var kind = Structure.Kind.principal
    var parent: ID<Structure>?
    var domain = ""
    var address = ""
    var telephone = ""
    var email = ""
    /// The row's version when the form was shown: a change by someone else meanwhile is not written over.
    var version = 0

    /// An empty form.
    init(parent: ID<Structure>? = nil) {
        self.parent = parent
        if parent != nil { kind = .attached }
    }

    /// What is known.
    init(_ structure: Structure) {
        name = structure.name
        shortName = structure.shortName ?? ""
        siret = structure.siret ?? ""
        kind = structure.kind
        parent = structure.parent
        address = structure.contact.address ?? ""
        telephone = structure.contact.telephone ?? ""
        email = structure.contact.email ?? ""
        version = structure.version
    }

    /// What was posted.
    init(_ form: Parameters) throws(HTTPError) {
        name = try form.only("nom") ?? ""
        shortName = try form.only("court") ?? ""
        siret = try form.only("siret") ?? ""
        kind = try form.only("nature").flatMap(Structure.Kind.init(rawValue:)) ?? .principal
        parent = try form.id("principal")
        domain = try form.only("domaine") ?? ""
        address = try form.only("adresse") ?? ""
        telephone = try form.only("telephone") ?? ""
        email = try form.only("courriel") ?? ""
        version = try form.only("version").flatMap { Int($0) } ?? 0
    }

    var contact: Structure.Contact { Structure.Contact(address: address, telephone: telephone, email: email) }

    /// Where each refusal stands.
    static let fields: [DirectoryError.Field: String] = [
        .name: "nom", .shortName: "court", .siret: "siret", .domain: "domaine", .address: "adresse",
        .telephone: "telephone", .email: "courriel", .parent: "principal", .kind: "nature",
    ]

    // MARK: - Parts

    /// Name, short name, SIRET.
    func identity(_ language: Language, _ errors: [FieldError]) -> HTML {
        """
        \(Field("nom", StructureWords.name, value: name, hasFocus: name.isEmpty).html(language, errors: errors))\
        \(Field("court", optional(StructureWords.shortName),
            hint: "\(Text(fr: "Pour les endroits étroits", en: "For narrow places")[language])", value: shortName,
            isRequired: false).html(language, errors: errors))\
        \(Field("siret", optional(Text(fr: "SIRET", en: "SIRET")),
            hint: "\(Text(fr: "14 chiffres", en: "14 digits")[language])", value: siret, isRequired: false)
            .html(language, errors: errors))
        """
    }

    /// Postal address, telephone, e-mail.
    func contactFields(_ language: Language, _ errors: [FieldError]) -> HTML {
        """
        \(Field("adresse", optional(StructureWords.address), value: address, isRequired: false)
            .html(language, errors: errors))\
        \(Field("telephone", optional(StructureWords.telephone), kind: .telephone, value: telephone, isRequired: false)
            .html(language, errors: errors))\
        \(Field("courriel", optional(StructureWords.email), kind: .email,
            hint: "\(Text(fr: "Adresse de contact de la structure", en: "The organisation’s contact address")[language])",
            value: email, isRequired: false).html(language, errors: errors))\
        <input type="hidden" name="version" value="\(version)">
        """
    }

    /// What a structure that stands on its own may be.
    func kindField(_ kinds: [Structure.Kind], _ language: Language, _ errors: [FieldError]) -> HTML {
        SelectField(
            name: "nature", label: StructureWords.kind, options: kinds.map { ($0.rawValue, $0.words[language]) },
            chosen: kind.rawValue
        ).html(language, errors: errors)
    }

    /// « SIRET (facultatif) ».
    private func optional(_ label: Text) -> Text {
        Text(fr: label.fr + " (facultatif)", en: label.en + " (optional)")
    }
}
