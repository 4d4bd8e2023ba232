import Crypto
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// A service provider to be registered: from a file, a pasted document or an address.
struct NewServiceProviderForm {
    var name = ""
    var pasted = ""
    var source = SourceForm()
}

// A new service provider: its document is read and shown before anything is registered.
extension Administration {
    func newServiceProvider(
        _ form: NewServiceProviderForm, _ visit: Visit, _ errors: [FieldError]
    ) throws -> Response {
        let application = try application(visit)
        let language = visit.language
        let lead = Text(
            fr:
                "Donnez les métadonnées de l’application : une adresse, un fichier ou le document collé. La page suivante "
                + "montre ce qui est compris ; rien n’est enregistré avant.",
            en:
                "Give the metadata of the application: an address, a file or the pasted document. The next page shows what "
                + "is understood; nothing is registered before.")
        let byURL = Text(fr: "Par une adresse, qui sera actualisée", en: "By an address, which will be renewed")
        let byFile = Text(fr: "Ou par un document", en: "Or by a document")
        let nameHint = Text(fr: "Facultatif : sinon celui du document.", en: "Optional: else the document’s.")
        let fields: HTML = """
            <fieldset class="boxes"><legend>\(byURL[language])</legend>\
            \(form.source.fields(language, errors, knownKey: nil, isRequired: false))</fieldset>\
            <fieldset class="boxes"><legend>\(byFile[language])</legend>\
            \(DocumentField.html(language, errors, pasted: form.pasted))</fieldset>\
            \(Field("nom", Text(fr: "Nom pour les opérateurs", en: "Name for operators"), hint: "\(nameHint[language])",
                value: form.name, isRequired: false).html(language, errors: errors))\
            <p class="actions">\(Button(Text(fr: "Vérifier", en: "Check"), .primary).submit(language))\
            <a class="btn quiet" href="\(ApplicationWords.path(application))">\(Words.cancel[language])</a></p>
            """
        return Page(
            Text(fr: "Enregistrer un fournisseur de service", en: "Register a service provider"),
            crumbs: IntegrationWords.crumbs(application), errors: errors,
            content: """
                <p class="lead">\(lead[language])</p>\(visit.context.form(
                    to: ApplicationWords.path(application) + "/fournisseurs/ajouter", style: "form narrow",
                    carriesFiles: true, fields))
                """
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    func addServiceProvider(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let application = try application(visit)
        guard let metadata else { throw HTTPError.notFound }
        let document = try DocumentField(visit, form)
        var typed = NewServiceProviderForm()
        typed.name = try form.typed("nom") ?? ""
        typed.pasted = document.pasted
        typed.source = try SourceForm(form)
        var terms: MetadataSource.Terms?
        if !typed.source.url.isEmpty {
            switch typed.source.terms(known: nil, metadata.key) {
            case .success(let decided): terms = decided
            case .failure(let wrong): return try newServiceProvider(typed, visit, wrong.errors)
            }
        }
        let answer: MetadataDesk.Answer
        if let terms {
            answer = metadata.look(terms, nil)
        } else if let bytes = document.bytes {
            answer = metadata.read(bytes, nil)
        } else {
            let none = Text(
                fr: "Saisissez une adresse, choisissez un fichier ou collez le document",
                en: "Enter an address, choose a file or paste the document")
            return try newServiceProvider(typed, visit, [FieldError("adresse", none)])
        }
        switch answer {
        case .bad(let outcome, let detail):
            let words = Text(fr: "\(outcome.words.fr) (\(detail))", en: "\(outcome.words.en) (\(detail))")
            let field = terms == nil ? document.field : "adresse"
            return try newServiceProvider(typed, visit, [FieldError(field, words)])
        case .good(let reading):
            let mark = Base32.encode(Array(reading.copy.digest.prefix(20)))
            guard try form.only("vu") == mark else {
                return try preview(reading, mark, typed, application, visit, terms)
            }
            return try register(reading, typed, terms, application, visit, person)
        }
    }

    /// What is understood of the document; the form sends the same again, with the mark of what was seen.
    private func preview(
        _ reading: MetadataDesk.Reading, _ mark: String, _ typed: NewServiceProviderForm, _ application: Application,
        _ visit: Visit, _ terms: MetadataSource.Terms?
    ) throws -> Response {
        let language = visit.language
        let differences = MetadataDifference.between(ServiceProviderSettings(), reading.copy.settings)
        let rows: [HTML] = differences.compactMap { difference in
            guard let value = difference.after else { return nil }
            return "<div><dt>\(difference.name[language])</dt><dd>\(value.words[language])</dd></div>"
        }
        let warnings: [HTML] = reading.warnings.map { "<p lang=\"en\">\($0)</p>" }
        // A document of its own is carried along; one from an address is fetched again, and counts if it is the same.
        let copy = terms == nil ? Base64.encode(reading.copy.document) : ""
        var hidden = [
            ("nom", typed.name), ("copie", copy), ("adresse", typed.source.url), ("cle", typed.source.key),
            ("jours", typed.source.days), ("vu", mark),
        ]
        if typed.source.appliesItself { hidden.append(("applique", "oui")) }
        let inputs: [HTML] = hidden.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\($1)\">" }
        let path = ApplicationWords.path(application) + "/fournisseurs/ajouter"
        let form = visit.context.form(
            to: path, carriesFiles: true,
            """
            \(inputs)<p class="actions below">\(Button(IntegrationWords.save, .primary).submit(language))\
            <a class="btn quiet" href="\(path)">\(Words.cancel[language])</a></p>
            """)
        let end: HTML? = reading.copy.validUntil.map {
            """
            <div><dt>\(Text(fr: "Valable jusqu’à", en: "Valid until")[language])</dt><dd>\(visit.moments.at($0))</dd></div>
            """
        }
        let content: HTML = """
            \(warnings.isEmpty ? nil : Notice(.warning, "\(warnings)").html as HTML?)<dl class="kv card">\
            <div><dt>entityID</dt><dd><code>\(reading.entityID)</code></dd></div>\(end)\(rows)</dl>\(form)
            """
        return Page(
            Text(fr: "Ce qui est compris du document", en: "What is understood of the document"),
            crumbs: IntegrationWords.crumbs(application), content: "<div class=\"stack\">\(content)</div>"
        ).response(visit.context)
    }

    private func register(
        _ reading: MetadataDesk.Reading, _ typed: NewServiceProviderForm, _ terms: MetadataSource.Terms?,
        _ application: Application, _ visit: Visit, _ person: SignedInVisit
    ) throws -> Response {
        let name = typed.name.isEmpty ? reading.displayName ?? reading.entityID : typed.name
        var made: ID<ServiceProvider>?
        let refusal = try Refusal.of {
            made = try directory.change(by: .user(person.user.id), at: visit.now) {
                (change) throws(DirectoryError) in
                try change.registerServiceProvider(
                    reading.entityID, name: name, application: application.id, reading.copy, from: terms)
            }
        }
        guard let id = made else {
            let words =
                refusal == .alreadyExists(.entityID)
                ? Text(
                    fr: "Cet entityID est déjà enregistré : ouvrez sa page pour réimporter ses métadonnées.",
                    en: "This entityID is registered already: open its page to import its metadata again.")
                : refusal.map(Refusal.words) ?? Text(fr: "Rien n’a été enregistré.", en: "Nothing was registered.")
            return try newServiceProvider(typed, visit, [FieldError(terms == nil ? "document" : "adresse", words)])
        }
        let done = Text(
            fr: "\(name) est enregistré. Vérifiez « Ce qu’il reçoit », puis essayez.",
            en: "\(name) is registered. Check “What it receives”, then try it.")
        return Response.seeOther("\(ApplicationWords.path(application))/fournisseurs/\(id)")
            .telling(.done(done, visit.language))
    }
}
