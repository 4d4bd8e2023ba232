import Accounts
package import Directory
package import FoundationEssentials
import Crypto
import HTTP
import Pages
import SAML
import XML

extension IdentityProvider {
    /// The Response that a person would bring to a service provider now, in lines for people, made by the functions that
    /// make the real one; nil when none would be sent.
    ///
    /// It is never signed and never encrypted: a preview that a service provider believed would be a way to become
    /// anybody. What is new in each Response (IDs, a transient name) is drawn for it; what is not made yet is not made
    /// by looking, and stands as `…`.
    package func preview(
        of user: ID<User>, actingFor structure: ID<Structure>?, at serviceProvider: ID<ServiceProvider>, now: Date
    ) throws -> String? {
        guard let registered = try registry.serviceProvider(serviceProvider) else { return nil }
        let provider = registered.record
        let access = try directory.read { view in
            try view.access(of: user, in: provider.application, at: now)
        }
        let consumer = RequestedConsumer.unspecified.choose(among: provider.settings, allowing: endpointPolicy)
        guard let access, let consumer,
            let opening = structure.flatMap({ access.structure($0) }) ?? access.structures.first
        else { return nil }
        let identityStructure = provider.effective.identity == .personAndStructure ? opening.structure.id : nil
        let known = try directory.read { view in
            (
                pairwise: try view.nameIdentifier(of: user, actingFor: identityStructure, at: provider.id),
                subject: try view.subjectIdentifier(of: user, actingFor: identityStructure)
            )
        }
        var person = access.person
        person.pairwiseID = "\(known.pairwise ?? "…")@\(identity.scope)"
        person.subjectID = "\(known.subject ?? "…")@\(identity.scope)"
        let request = SignOnRequest(
            serviceProvider: provider.id, assertionConsumerService: consumer.location, receivedAt: now)
        let reached = website.publicURL.isSecure ? AuthnContextClass.passwordProtectedTransport : .password
        let lifetime = provider.effective.sessionLifetime.map(TimeInterval.init) ?? accounts.figures.absolute
        let statement = ResponseWriter.Statement(
            assertion: MessageID(random: writer.randomness),
            nameID: try record.nameID(
                name(of: access.person, known.pairwise, at: provider), as: provider.effective.nameIDForm, at: provider),
            encryptsNameID: false,
            attributes: try Attribute.released(person, opening, to: provider, consumingService: nil),
            sessionIndex: record.opaque(), authnInstant: now, authnContextClass: reached,
            sessionNotOnOrAfter: now + min(lifetime, accounts.figures.absolute))
        let bytes = try writer.unsigned(statement, to: request, at: registered, now: now)
        return XMLIndenter.indented(String(decoding: bytes, as: UTF8.self))
    }

    private func name(
        of person: AttributeRelease.Person, _ pairwise: String?, at provider: ServiceProvider
    ) -> String {
        switch provider.effective.nameIDForm {
        case .none: ""
        case .emailAddress, .unspecified: person.email
        case .persistent: pairwise ?? "…"
        case .transient: record.opaque()
        }
    }
}
