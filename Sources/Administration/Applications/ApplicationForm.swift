import Directory
import HTTP
import Markup
import Pages

/// The form of an application's tile: to add one, or to change one.
struct ApplicationForm {
    var slug = ""
    var name = ""
    var french = ""
    var english = ""
    var icon = "book"
    var tint = 1
    /// Its place among the tiles, 0 is the first.
    var place = 0
    var isEnabled = true
    var maintenanceFrench = ""
    var maintenanceEnglish = ""

    /// An empty form.
    init() {}

    /// What is known.
    init(_ application: Application, place: Int) {
        slug = application.slug
        name = application.name
        french = application.description.fr
        english = application.description.en
        icon = application.icon
        tint = application.tint
        self.place = place
        isEnabled = application.enabled
        maintenanceFrench = application.maintenance?.fr ?? ""
        maintenanceEnglish = application.maintenance?.en ?? ""
    }

    /// What was posted.
    init(_ form: Parameters) throws(HTTPError) {
        slug = try form.only("adresse") ?? ""
        name = try form.only("nom") ?? ""
        french = try form.only("description-fr") ?? ""
        english = try form.only("description-en") ?? ""
        icon = try form.only("icone") ?? ""
        tint = try form.only("teinte").flatMap { Int($0) } ?? 0
        place = try form.only("place").flatMap { Int($0) } ?? 0
        isEnabled = try form.only("ouverte") == "oui"
        maintenanceFrench = try form.typed("maintenance-fr") ?? ""
        maintenanceEnglish = try form.typed("maintenance-en") ?? ""
    }

    var description: Bilingual { Bilingual(fr: french, en: english) }

    /// Both languages, or no notice at all.
    var maintenance: Bilingual? {
        maintenanceFrench.isEmpty && maintenanceEnglish.isEmpty
            ? nil
            : Bilingual(
                fr: maintenanceFrench.isEmpty ? maintenanceEnglish : maintenanceFrench,
                en: maintenanceEnglish.isEmpty ? maintenanceFrench : maintenanceEnglish)
    }

    /// Where each refusal stands.
    static let fields: [DirectoryError.Field: String] = [
        .slug: "adresse", .name: "nom", .description: "description-fr", .icon: "icone", .tint: "teinte",
    ]

    // MARK: - Parts

    /// Name, description, drawing, tint.
    func tile(_ language: Language, _ errors: [FieldError]) -> HTML {
        let icons = Icon.applications.keys.sorted().map { ($0, Self.iconNames[$0]?[language] ?? $0) }
        let tints = (1...5).map { ("\($0)", Self.tintNames[$0 - 1][language]) }
        return """
            \(Field("nom", Text(fr: "Nom", en: "Name"), value: name).html(language, errors: errors))\
            \(Field("description-fr", Text(fr: "Description en français", en: "Description in French"),
                hint: "\(Text(fr: "Une ligne, sous le nom", en: "One line, under the name")[language])", value: french,
                isRequired: false).html(language, errors: errors))\
            \(Field("description-en", Text(fr: "Description en anglais", en: "Description in English"), value: english,
                isRequired: false).html(language, errors: errors))\
            \(SelectField(name: "icone", label: Text(fr: "Dessin", en: "Drawing"), options: icons, chosen: icon)
                .html(language, errors: errors))\
            \(SelectField(name: "teinte", label: Text(fr: "Teinte", en: "Tint"), options: tints, chosen: "\(tint)")
                .html(language, errors: errors))
            """
    }

    /// Place among the tiles, open or closed, notice of maintenance.
    func state(_ count: Int, _ language: Language, _ errors: [FieldError]) -> HTML {
        let hint = Text(
            fr: "Affiché sur la tuile ; vide : pas de maintenance", en: "Shown on the tile; empty: no maintenance")
        return """
            \(PlaceField.html(place, of: count, language))\
            <label class="check"><input type="checkbox" name="ouverte" value="oui"\(attribute: "checked", if: isEnabled)>\
            <span>\(Text(fr: "Ouverte", en: "Open")[language])<small>\(Text(fr: "Fermée, elle n’a plus de tuile et personne n’y entre.", en: "When closed it has no tile and nobody enters.")[language])</small></span></label>\
            \(Field("maintenance-fr", Text(fr: "Avis de maintenance en français", en: "Maintenance notice in French"),
                hint: "\(hint[language])", value: maintenanceFrench, isRequired: false).html(language, errors: errors))\
            \(Field("maintenance-en", Text(fr: "Avis de maintenance en anglais", en: "Maintenance notice in English"),
                value: maintenanceEnglish, isRequired: false).html(language, errors: errors))
            """
    }

    private static let tintNames = [
        Text(fr: "Pétrole", en: "Petrol"), Text(fr: "Rouille", en: "Rust"), Text(fr: "Violet", en: "Violet"),
        Text(fr: "Prune", en: "Plum"), Text(fr: "Mousse", en: "Moss"),
    ]

    private static let iconNames: [String: Text] = [
        "book": Text(fr: "Livre", en: "Book"), "globe": Text(fr: "Globe", en: "Globe"),
        "calculator": Text(fr: "Calculatrice", en: "Calculator"), "ballot": Text(fr: "Urne", en: "Ballot box"),
        "people": Text(fr: "Personnes", en: "People"), "calendar": Text(fr: "Calendrier", en: "Calendar"),
        "folder": Text(fr: "Dossier", en: "Folder"), "chart": Text(fr: "Graphique", en: "Chart"),
        "health": Text(fr: "Cœur", en: "Heart"), "training": Text(fr: "Formation", en: "Training"),
    ]
}

/// The place of something in a list, as a choice: « 2 sur 4 ».
enum PlaceField {
    static func html(_ place: Int, of count: Int, _ language: Language) -> HTML {
        let of = Text(fr: "sur", en: "of")
        return SelectField(
            name: "place", label: Text(fr: "Place dans la liste", en: "Place in the list"),
            options: (0..<max(count, 1)).map { ("\($0)", "\($0 + 1) \(of[language]) \(max(count, 1))") },
            chosen: "\(place)"
        ).html(language)
    }
}
