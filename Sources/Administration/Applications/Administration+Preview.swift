import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// What a service provider receives of a person acting for a structure: by the function that makes the assertion.
extension Administration {
    var previewRoutes: [Route] {
        [
            .get(
                "/annuaire/applications/{application}/apercu", access: .operator, handler: operating(preview)),
            .get(
                "/annuaire/applications/{application}/fournisseurs/{fournisseur}/contrat", access: .operator,
                handler: operating(contract)),
        ]
    }

    private func preview(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let application = try application(visit)
        let query = visit.request.query
        let text = try query.typed("q") ?? ""
        let provider: ID<ServiceProvider>? = try query.id("fournisseur")
        let user: ID<User>? = try query.id("personne")
        let structure: ID<Structure>? = try query.id("structure")
        let found = try directory.read { directory throws(DirectoryError) in
            let providers = try directory.serviceProviders(of: application.id)
            let chosen = providers.first { $0.id == provider } ?? providers.first
            var shown: PreviewView.Shown?
            if let user, let chosen, let found = try directory.user(user) {
                shown = try Self.shown(found, structure, chosen, directory, visit.now)
            }
            return (
                providers: providers, chosen: chosen, shown: shown,
                people: text.isEmpty ? [] : try directory.people(matching: text, in: .everything, limit: 21)
            )
        }
        var xml: String?
        if let user, let chosen = found.chosen, let place = found.shown?.place {
            xml = try assertions?.preview(user, place.structure.id, chosen.id, visit.now)
        }
        let view = PreviewView(
            application: application, providers: found.providers, provider: found.chosen, text: text,
            found: found.people, shown: found.shown, xml: xml, context: visit.context)
        return view.page.response(visit.context)
    }

    /// What is agreed with a service provider, to send to its integrator.
    private func contract(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let application = try application(visit)
        let id: ID<ServiceProvider>? = visit.request.pathParameters["fournisseur"].flatMap { ID($0) }
        let provider = try directory.read { directory throws(DirectoryError) in
            try id.flatMap { (id) throws(DirectoryError) in try directory.serviceProvider(id) }
        }
        guard let provider, provider.application == application.id, let sheet = try assertions?.contract(provider.id)
        else { throw HTTPError.notFound }
        let lead = Text(
            fr: "À envoyer à l’intégrateur de l’application : cette page dit ce que fait la plateforme, rien d’autre.",
            en: "To be sent to the integrator of the application: this page says what the platform does, nothing else.")
        return Page(
            sheet.title, crumbs: ApplicationWords.crumbs(application, isOperator: true),
            content: "<p class=\"lead\">\(lead[visit.language])</p>\(sheet.html(visit.language))"
        ).response(visit.context)
    }

    /// The same three steps as a sign-on: who may enter and for which structures, the place, the release.
    private static func shown(
        _ user: User, _ structure: ID<Structure>?, _ provider: ServiceProvider, _ directory: DirectoryView, _ now: Date
    ) throws(DirectoryError) -> PreviewView.Shown {
        guard let access = try directory.access(of: user.id, in: provider.application, at: now),
            let place = structure.flatMap({ access.structure($0) }) ?? access.structures.first
        else { return PreviewView.Shown(user: user, structures: [], place: nil, attributes: [], nameID: nil) }
        let attributes = AttributeRelease.release(
            access.person, actingFor: place.structure, roles: place.roles, to: provider)
        let nameID: String? =
            switch provider.effective.nameIDForm {
            case .emailAddress, .unspecified: access.person.email
            case .persistent:
                try directory.nameIdentifier(
                    of: user.id,
                    actingFor: provider.effective.identity == .personAndStructure ? place.structure.id : nil,
                    at: provider.id)
            case .transient, .none: nil
            }
        return PreviewView.Shown(
            user: user, structures: access.structures, place: place, attributes: attributes, nameID: nameID)
    }
}
