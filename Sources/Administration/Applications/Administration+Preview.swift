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
                "/annuaire/applications/{application}/apercu", access: .operator, handler: operating(preview))
        ]
    }

    private func preview(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let application = try application(visit)
        let query = visit.request.query
        let text = try query.typed("q") ?? ""
        let provider: ID<ServiceProvider>? = try query.id("fournisseur")
        let user: ID<User>? = try query.id("personne")
        let structure: ID<Structure>? = try query.id("structure")
        let view = try directory.read { directory throws(DirectoryError) in
            let providers = try directory.serviceProviders(of: application.id)
            let chosen = providers.first { $0.id == provider } ?? providers.first
            var shown: PreviewView.Shown?
            if let user, let chosen, let found = try directory.user(user) {
                shown = try Self.shown(found, structure, chosen, directory, visit.now)
            }
            return PreviewView(
                application: application, providers: providers, provider: chosen, text: text,
                found: text.isEmpty ? [] : try directory.people(matching: text, in: .everything, limit: 21),
                shown: shown, context: visit.context)
        }
        return view.page.response(visit.context)
    }

    /// The same three steps as a sign-on: who may enter and for which structures, the place, the release.
    private static func shown(
        _ user: User, _ structure: ID<Structure>?, _ provider: ServiceProvider, _ directory: DirectoryView, _ now: Date
    ) throws(DirectoryError) -> PreviewView.Shown {
        guard let entry = try directory.entry(of: user.id, in: provider.application, at: now),
            let place = structure.flatMap({ entry.place($0) }) ?? entry.places.first
        else { return PreviewView.Shown(user: user, places: [], place: nil, attributes: [], nameID: nil) }
        let attributes = AttributeRelease.release(
            entry.person, actingFor: place.structure, roles: place.roles, to: provider)
        let nameID: String? =
            switch provider.effective.nameIDForm {
            case .emailAddress: entry.person.email
            case .persistent:
                try directory.nameIdentifier(
                    of: user.id,
                    actingFor: provider.effective.identity == .personAndStructure ? place.structure.id : nil,
                    at: provider.id)
            case .transient: nil
            }
        return PreviewView.Shown(
            user: user, places: entry.places, place: place, attributes: attributes, nameID: nameID)
    }
}
