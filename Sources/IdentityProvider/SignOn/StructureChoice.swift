import Accounts
import Directory
import HTTP
import Pages

/// The answer to « pour quelle structure ? ».
struct StructureChoice: Sendable {
    static let structureField = "structure"
    static let rememberField = "retenir"

    let structure: ID<Structure>
    /// Not to be asked again in this session.
    let isRemembered: Bool
}

extension IdentityProvider {
    /// What the form of the chooser says; nil when it is no form of ours, which is then shown again.
    func choice(in request: Request) throws -> StructureChoice? {
        do {
            guard case .success(let form) = try website.form(of: request),
                let text = try form.only(StructureChoice.structureField), let structure = ID<Structure>(text)
            else { return nil }
            return StructureChoice(
                structure: structure, isRemembered: try form.only(StructureChoice.rememberField) != nil)
        } catch {
            throw MessageRefusal(.message, "the chooser's form: \(error)")
        }
    }

    /// Keeps the choice for this session, when the person wants that and may act for the structure.
    func remember(_ signOnRequest: SignOnRequest, _ grant: Grant) throws {
        guard signOnRequest.isChoiceRemembered else { return }
        try accounts.remember(grant.actingFor.structure.id, for: grant.access.application.id, in: grant.session)
    }
}
