import Crypto
import HTTP
import Markup
import Pages

/// A metadata document as a file or as pasted text.
struct DocumentField {
    /// The document; nil when nothing was given.
    let bytes: [UInt8]?
    /// What was pasted, for the form that comes back.
    let pasted: String
    /// The field that a mistake stands at.
    let field: String

    init(_ visit: Visit, _ form: Parameters) throws {
        pasted = try form.typed("document") ?? ""
        let file = visit.request.isMultipart ? try visit.request.multipartForm().file("fichier") : nil
        // What the page before has shown comes back byte for byte: browsers change the line ends of texts.
        let copy = try form.typed("copie").flatMap { Base64.decode($0) }
        bytes = file?.bytes ?? copy ?? (pasted.isEmpty ? nil : Array(pasted.utf8))
        field = file == nil && !pasted.isEmpty ? "document" : "fichier"
    }

    static let none = Text(
        fr: "Choisissez un fichier, ou collez le document", en: "Choose a file, or paste the document")

    static func html(_ language: Language, _ errors: [FieldError], pasted: String) -> HTML {
        let label = Text(fr: "Fichier de métadonnées", en: "Metadata file")
        let hint = Text(fr: "XML, 4 Mio au plus.", en: "XML, at most 4 MiB.")
        let error = errors.first { $0.field == "fichier" }
        let described = error == nil ? "fichier-aide" : "fichier-aide fichier-erreur"
        return """
            <div class="field\(" bad", if: error != nil)"><label for="fichier">\(label[language])</label>\
            <div class="hint" id="fichier-aide">\(hint[language])</div>\(error.map { $0.html(language) })\
            <input id="fichier" name="fichier" type="file" accept=".xml,application/xml,text/xml,\
            application/samlmetadata+xml" aria-describedby="\(described)"\
            \(attribute: "aria-invalid", error == nil ? nil : "true")></div>\
            \(TextAreaField(name: "document", label: Text(fr: "Ou le document, collé", en: "Or the document, pasted"),
                value: pasted, rows: 8, limit: 4 * 1024 * 1024).html(language, errors: errors))
            """
    }
}
