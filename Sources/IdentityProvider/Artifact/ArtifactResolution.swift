import Directory
import HTTP
import SAML
import XML

// The ArtifactResolutionService (SAML Profiles §5, SAML Bindings §3.6).
extension IdentityProvider {
    static func artifactResolutionService(_ publicURL: PublicURL) -> String { "\(publicURL)/saml/artifact" }

    /// `POST /saml/artifact`: a service provider fetches, by SOAP, the Response that an artifact stands for. What cannot be
    /// answered is a Fault without a word of the request.
    func resolveArtifact(_ request: Request) -> Response {
        do {
            return try answer(try receiver.artifactResolve(in: request), request)
        } catch {
            return soapFault(error, request)
        }
    }

    /// An artifact that stands for nothing, or not for the one who asks, is answered with *Success* and no message
    /// (SAML Core §3.5.3): nobody learns which.
    private func answer(_ accepted: Accepted<ArtifactResolve>, _ request: Request) throws -> Response {
        let serviceProvider = accepted.serviceProvider.record
        let found = try accepted.message.artifact.map {
            try artifacts.redeem($0, for: serviceProvider.id, at: request.receivedAt)
        }
        var message: Element?
        switch found {
        case .message(let bytes)?:
            message = try Document(parsing: bytes, limits: .metadata).root
        case .anothers(let owner)?:
            log(
                """
                \(request.reference) service provider \(serviceProvider.id) shows an artifact of service provider \
                \(owner): it is used up, and somebody has what was not theirs
                """)
        case .nothing?, nil:
            log("\(request.reference) service provider \(serviceProvider.id) shows an artifact that stands for nothing")
        }
        let answer = ArtifactResponse(
            id: MessageID(random: writer.randomness), inResponseTo: accepted.message.id,
            issueInstant: request.receivedAt, issuer: identity.issuer, status: .success, message: message)
        let signer = writer.signer(for: serviceProvider, by: try identity.keys.current().signing)
        let signed = try signer.sign(answer.element, after: Issuer.elementName)
        return Response(.ok, contentType: SOAP.contentType, body: SOAP.envelope(signed.bytes))
            .with("cache-control", "no-store")
    }
}
