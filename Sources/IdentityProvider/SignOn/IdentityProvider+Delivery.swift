import Directory
import FoundationEssentials
import HTTP
import Pages
import SAML

// How an answer leaves, and what is noted of it.
extension IdentityProvider {
    /// Logs each answer that is encrypted with AES-CBC (IIP-ALG05).
    func warn(of serviceProvider: RegisteredServiceProvider, _ request: Request) {
        guard serviceProvider.isWeaklyEncrypted else { return }
        log(
            """
            \(request.reference) service provider \(serviceProvider.record.id): encrypted with AES-CBC, the best it takes; \
            ask it for AES-GCM
            """)
    }

    /// Notes for the integrator a demand that nobody could meet. A person who would have had to sign in, or who has no right,
    /// is not the integrator's error.
    func note(_ code: StatusCode, _ detail: StatusCode, for signOnRequest: SignOnRequest, _ request: Request) {
        guard ![.noPassive, .requestDenied, .unknownPrincipal].contains(detail) else { return }
        let isOurs = detail == .requestUnsupported && signOnRequest.unmeetable == nil
        errors.add(
            IntegrationNote(
                serviceProvider: signOnRequest.serviceProvider, finding: isOurs ? .encryption : .unmeetable,
                detail: "\(code.rawValue), \(detail.rawValue)"),
            reference: request.reference, at: request.receivedAt)
    }

    /// The page that carries a Response, or the artifact that stands for it, to its consumer (SAML Bindings §3.5.4,
    /// §3.6.3). Artifacts too go by form: a redirect that follows a form of ours, the sign-in's, would be stopped by our
    /// own content security policy.
    func deliver(
        _ response: [UInt8], to signOnRequest: SignOnRequest, named application: String, _ visitor: Visitor,
        _ request: Request
    ) throws -> Response {
        var fields: [(name: String, value: String)]
        if signOnRequest.binding == .httpArtifact {
            let artifact = try artifacts.keep(response, for: signOnRequest.serviceProvider, at: request.receivedAt)
            fields = [(name: "SAMLart", value: artifact.rawValue)]
        } else {
            fields = [(name: "SAMLResponse", value: HTTPPOST.encode(response))]
        }
        if let relayState = signOnRequest.relayState { fields.append((name: "RelayState", value: relayState)) }
        return MessageCarrier(
            .opening(application), destination: signOnRequest.assertionConsumerService, fields: fields
        ).response(website.context(for: request, session: visitor.secret).withoutQuery()).setting(visitor.cookies)
    }

    /// The application of a service provider.
    func application(_ id: ID<Application>) throws -> Application {
        let application = try directory.read { view in try view.application(id) }
        guard let application else { throw MessageRefusal(.failure, "there is no application \(id)") }
        return application
    }
}
