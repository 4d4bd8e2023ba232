import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// Service providers, for operators: how their metadata stands, what waits, what was refused.
extension Administration {
    var serviceProviderRoutes: [Route] {
        let path = "/annuaire/applications/{application}/fournisseurs"
        let one = path + "/{fournisseur}"
        return [
            .get(IntegrationWords.path, access: .operator, handler: operating(integration)),
            .get(
                path + "/ajouter", access: .operator,
                handler: operating { visit, _ in try newServiceProvider(NewServiceProviderForm(), visit, []) }),
            .post(
                path + "/ajouter", lane: .wait, access: .operator, bodyLimit: Self.documentLimit,
                handler: operatingForm(addServiceProvider)),
            .get(one, access: .operator, handler: operating(serviceProviderPage)),
            .get(one + "/erreurs", access: .operator, handler: operating(integrationErrors)),
            .get(one + "/source", access: .operator, handler: operating(sourcePage)),
            .post(one + "/source", access: .operator, handler: operatingForm(saveSource)),
            .post(one + "/actualiser", lane: .wait, access: .operator, handler: operatingForm(refreshMetadata)),
            .get(
                one + "/importer", access: .operator,
                handler: operating { visit, _ in try importPage(try place(visit), visit, []) }),
            .post(
                one + "/importer", access: .operator, bodyLimit: Self.documentLimit,
                handler: operatingForm(importMetadata)),
            .post(one + "/changement", access: .operator, handler: operatingForm(decideChange)),
        ]
    }

    /// A document of 4 MiB in Base64, with its form.
    static let documentLimit = 6 * 1024 * 1024

    /// The service provider of the path.
    struct ServiceProviderPlace: Sendable {
        let application: Application
        let provider: ServiceProvider
        var path: String { IntegrationWords.path(provider, of: application) }
    }

    func place(_ visit: Visit) throws -> ServiceProviderPlace {
        let application = try application(visit)
        let id: ID<ServiceProvider> = try visit.request.id("fournisseur")
        let provider = try directory.read { directory throws(DirectoryError) in try directory.serviceProvider(id) }
        guard let provider, provider.application == application.id else { throw HTTPError.notFound }
        return ServiceProviderPlace(application: application, provider: provider)
    }

    // MARK: - Pages

    private func serviceProviderPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try place(visit)
        let id = place.provider.id
        let known = try directory.read { directory throws(DirectoryError) in
            let errors = try directory.integrationErrors(of: id)
            return ServiceProviderView.Known(
                application: place.application, provider: place.provider,
                source: try directory.metadataSource(of: id), proposal: try directory.metadataProposal(for: id),
                attempts: try directory.metadataAttempts(of: id, limit: 10), errors: Array(errors.prefix(5)),
                errorCount: errors.count)
        }
        return ServiceProviderView(known: known, visit: visit).page.response(visit.context)
    }

    private func integrationErrors(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try place(visit)
        let errors = try directory.read { directory throws(DirectoryError) in
            try directory.integrationErrors(of: place.provider.id)
        }
        let there = Text(fr: "L’application refuse notre réponse ?", en: "The application refuses our answer?")
        let here = Text(
            fr:
                "Messages de l’application refusés ici, le plus récent d’abord. La référence est celle que la personne a "
                + "vue et celle du journal technique.",
            en: "Messages of the application that were refused here, the newest first. The reference is the one that "
                + "the person saw and that of the technical log.")
        let content: HTML = """
            <p class="lead">\(here[visit.language])</p><section class="card">\
            \(IntegrationErrorsView(errors: errors, visit: visit).list)</section>\
            <section class="card"><h2>\(there[visit.language])</h2>\
            \(IntegrationErrorsView.refusedThere(place.provider, metadata?.ours, visit.language))</section>
            """
        return Page(
            Text(
                fr: "Erreurs d’intégration de \(place.provider.name)",
                en: "Integration errors of \(place.provider.name)"),
            crumbs: IntegrationWords.crumbs(place.application, place.provider), place: IntegrationWords.errors,
            content: "<div class=\"stack\">\(content)</div>"
        ).response(visit.context)
    }

    private func integration(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let known = try directory.read { directory throws(DirectoryError) in
            let applications = try directory.applications()
            let sources = try directory.metadataSources()
            var lines: [IntegrationView.Line] = []
            for provider in try directory.serviceProviders() {
                guard let application = applications.first(where: { $0.id == provider.application }) else { continue }
                let errors = try directory.integrationErrors(of: provider.id, limit: 1)
                lines.append(
                    IntegrationView.Line(
                        application: application, provider: provider,
                        source: sources.first { $0.serviceProvider == provider.id },
                        hasProposal: try directory.metadataProposal(for: provider.id) != nil, lastError: errors.first))
            }
            return IntegrationView(
                lines: lines, unknown: try directory.integrationErrors(of: nil, limit: 50), visit: visit)
        }
        return known.page.response(visit.context)
    }

    // MARK: - Renewing

    private func refreshMetadata(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try place(visit)
        guard let outcome = try metadata?.refresh(place.provider.id, .user(person.user.id)) else {
            throw HTTPError.notFound
        }
        let flash: Flash =
            outcome.isGood ? .done(outcome.words, visit.language) : .failed(outcome.words, visit.language)
        return Response.seeOther(place.path).telling(flash)
    }

    private func decideChange(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try place(visit)
        let applies = try form.only("geste") == "appliquer"
        let mark = try form.only("document") ?? ""
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                guard let proposal = try change.metadataProposal(for: place.provider.id), proposal.mark == mark else {
                    throw DirectoryError.changedMeanwhile
                }
                if applies {
                    try change.applyProposedMetadata(proposal.digest, to: place.provider.id)
                } else {
                    try change.rejectProposedMetadata(proposal.digest, for: place.provider.id)
                }
            }
        }
        if refusal != nil {
            let words = Text(
                fr: "Le document a changé entre-temps : regardez ce qui changerait maintenant.",
                en: "The document changed meanwhile: look at what would change now.")
            return Response.seeOther(place.path).telling(.failed(words, visit.language))
        }
        let done =
            applies
            ? Text(
                fr: "Les nouvelles métadonnées de \(place.provider.name) sont en service.",
                en: "The new metadata of \(place.provider.name) is in use.")
            : Text(
                fr: "Le changement de \(place.provider.name) est refusé ; rien n’a changé.",
                en: "The change of \(place.provider.name) is refused; nothing changed.")
        return Response.seeOther(place.path).telling(.done(done, visit.language))
    }

    // MARK: - Source

    private func sourcePage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try place(visit)
        let source = try source(of: place)
        return try sourceForm(source.map { SourceForm($0.terms) } ?? SourceForm(), place, source, visit, [])
    }

    private func source(of place: ServiceProviderPlace) throws -> MetadataSource? {
        try directory.read { directory throws(DirectoryError) in try directory.metadataSource(of: place.provider.id) }
    }

    private func sourceForm(
        _ form: SourceForm, _ place: ServiceProviderPlace, _ source: MetadataSource?, _ visit: Visit,
        _ errors: [FieldError]
    ) throws -> Response {
        let language = visit.language
        let none = Button(Text(fr: "Ne plus actualiser", en: "Renew no longer"))
            .submit(language, name: "geste", value: "aucune")
        let withoutKey = Field.checkbox(
            "sans-cle", value: "oui",
            Text(fr: "Ne plus exiger de signature", en: "Demand a signature no longer"), language)
        let fields: HTML = """
            \(form.fields(language, errors, knownKey: source?.keyFingerprint))\
            \(source?.terms.signingKey == nil ? nil : withoutKey as HTML?)\
            <p class="actions">\(Button(IntegrationWords.save, .primary).submit(language))\(source == nil ? nil : none as HTML?)\
            <a class="btn quiet" href="\(place.path)">\(Words.cancel[language])</a></p>
            """
        return Page(
            IntegrationWords.source, crumbs: IntegrationWords.crumbs(place.application, place.provider),
            errors: errors,
            content: visit.context.form(to: place.path + "/source", style: "form narrow", fields)
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func saveSource(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try place(visit)
        let source = try source(of: place)
        var terms: MetadataSource.Terms?
        if try form.only("geste") != "aucune" {
            let typed = try SourceForm(form)
            let known = try form.only("sans-cle") == nil ? source?.terms.signingKey : nil
            switch typed.terms(known: known, { metadata?.key($0) ?? nil }) {
            case .success(let decided): terms = decided
            case .failure(let wrong): return try sourceForm(typed, place, source, visit, wrong.errors)
            }
        }
        try directory.change(by: .user(person.user.id), at: visit.now) { (change) throws(DirectoryError) in
            try change.setMetadataSource(terms, of: place.provider.id)
        }
        let done =
            terms == nil
            ? Text(
                fr: "Les métadonnées de \(place.provider.name) ne sont plus actualisées.",
                en: "The metadata of \(place.provider.name) is no longer renewed.")
            : Text(
                fr: "La source est enregistrée ; elle sera demandée dans les secondes qui viennent.",
                en: "The source is saved; it is asked within seconds.")
        return Response.seeOther(place.path).telling(.done(done, visit.language))
    }

    // MARK: - Import

    private func importPage(
        _ place: ServiceProviderPlace, _ visit: Visit, _ errors: [FieldError], pasted: String = ""
    ) throws -> Response {
        let language = visit.language
        let lead = Text(
            fr: "Rien n’est appliqué tout de suite : la page suivante montre ce qui changerait.",
            en: "Nothing is applied at once: the next page shows what would change.")
        let fields: HTML = """
            \(DocumentField.html(language, errors, pasted: pasted))\
            <p class="actions">\(Button(Text(fr: "Voir ce qui changerait", en: "See what would change"), .primary)
                .submit(language))<a class="btn quiet" href="\(place.path)">\(Words.cancel[language])</a></p>
            """
        return Page(
            IntegrationWords.importing, crumbs: IntegrationWords.crumbs(place.application, place.provider),
            errors: errors,
            content: """
                <p class="lead">\(lead[language])</p>\
                \(visit.context.form(to: place.path + "/importer", style: "form narrow", carriesFiles: true, fields))
                """
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func importMetadata(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try place(visit)
        let document = try DocumentField(visit, form)
        guard let bytes = document.bytes else {
            return try importPage(place, visit, [FieldError("fichier", DocumentField.none)])
        }
        switch metadata?.read(bytes, place.provider.entityID) {
        case .good(let reading)?:
            try directory.change(by: .user(person.user.id), at: visit.now) { (change) throws(DirectoryError) in
                try change.proposeMetadata(reading.copy, for: place.provider.id)
            }
            return .seeOther(place.path + "#changement")
        case .bad(let outcome, let detail)?:
            let words = Text(fr: "\(outcome.words.fr) (\(detail))", en: "\(outcome.words.en) (\(detail))")
            return try importPage(place, visit, [FieldError(document.field, words)], pasted: document.pasted)
        case nil: throw HTTPError.notFound
        }
    }
}
