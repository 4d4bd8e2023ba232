import Directory
import FoundationEssentials
import SAML

/// What was asked of the identity provider, once everything about the message has been checked: the only thing that
/// the rest of a sign-on reads, whether a service provider sent an `AuthnRequest` or a person opened a tile.
///
/// It is what waits in the database while the person signs in, so it holds values and nothing of the message's XML.
struct SignOnRequest: Codable, Sendable, Hashable {
    /// The service provider's row.
    var serviceProvider: ID<ServiceProvider>
    /// The `ID` of the `AuthnRequest`; nil when the person opened the application from the portal.
    var inResponseTo: String?
    /// The registered AssertionConsumerService that gets the answer.
    var assertionConsumerService: String
    /// Whether it takes an artifact in place of the answer itself.
    var byArtifact: Bool?
    /// Echoed exactly (SAML Bindings §3.4.3, §3.5.3).
    var relayState: String?
    /// The structure to act for, when it is known already.
    var structure: ID<Structure>?
    /// The person wants to be asked for the structure no more in this session.
    var isChoiceRemembered = false
    /// A fresh proof of presence is wanted (SAML Core §3.4.1, `ForceAuthn`).
    var forceAuthn = false
    /// The person may not be shown anything (SAML Core §3.4.1, `IsPassive`).
    var isPassive = false
    /// `NameIDPolicy/@Format`, nil when any will do.
    var nameIDFormat: String?
    /// The request was signed: a format that its metadata does not list is nevertheless the service provider's own wish.
    var isSigned: Bool?
    /// `NameIDPolicy/@SPNameQualifier`.
    var nameQualifier: String?
    /// `NameIDPolicy/@AllowCreate="false"`: no persistent identity may be made for this answer.
    var forbidsNewName: Bool?
    /// The person that the assertion must be about, if the request names one (SAML Core §3.4.1).
    var subject: RequestedSubject?
    /// The AttributeConsumingService whose attributes are wanted.
    var attributeConsumingServiceIndex: Int?
    /// What nobody could meet, whoever signs in.
    var unmeetable: UnmetDemand?
    /// The `RequestedAuthnContext`, if any.
    var authnContext: AuthnContextDemand?
    /// When the request arrived: what counts as fresh is measured from here.
    var receivedAt: Date
}

extension SignOnRequest {
    /// What an accepted message asks for; the choice of the consumer, step 15 of receiving, is here.
    ///
    /// - Throws: a refusal when the request names a consumer that is not registered: from here on errors may be told to
    ///   the service provider, so before here nothing may be.
    /// - Parameter entityID: ours.
    init(
        _ accepted: Accepted<AuthnRequest>, by entityID: String, allowing policy: EndpointPolicy, at now: Date
    ) throws(MessageRefusal) {
        let message = accepted.message
        let serviceProvider = accepted.serviceProvider.record
        guard let consumer = message.consumer.choose(among: serviceProvider.settings, allowing: policy) else {
            let detail = "the AssertionConsumerService of the request is not registered"
            throw MessageRefusal(
                .message, "service provider \(serviceProvider.id): \(detail)",
                IntegrationNote(serviceProvider: serviceProvider.id, finding: .consumer, detail: detail))
        }
        self.init(
            serviceProvider: serviceProvider.id, inResponseTo: message.id.rawValue,
            assertionConsumerService: consumer.location, relayState: accepted.relayState, receivedAt: now)
        byArtifact = consumer.binding == Binding.httpArtifact.rawValue
        forceAuthn = message.forceAuthn
        isPassive = message.isPassive
        nameIDFormat = message.nameIDPolicy?.format?.rawValue
        isSigned = accepted.provenance == .signed
        nameQualifier = message.nameIDPolicy?.spNameQualifier
        forbidsNewName = message.nameIDPolicy?.allowCreate == false
        attributeConsumingServiceIndex = message.attributeConsumingServiceIndex
        if case .nameID(let name) = message.subject { subject = RequestedSubject(name) }
        unmeetable = UnmetDemand(message, by: entityID)
        authnContext = AuthnContextDemand(message.requestedAuthnContext)
    }

    /// How the answer travels.
    var binding: Binding { byArtifact == true ? .httpArtifact : .httpPOST }

    /// The person answers the chooser.
    mutating func choose(_ choice: StructureChoice) {
        structure = choice.structure
        isChoiceRemembered = choice.isRemembered
    }

    /// The value as its row keeps it.
    var json: String {
        // Encoding strings, numbers and dates cannot fail; an empty object would be refused on reading.
        (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Reads the value back from its row.
    init(json: String) throws {
        self = try JSONDecoder().decode(SignOnRequest.self, from: Data(json.utf8))
    }
}
