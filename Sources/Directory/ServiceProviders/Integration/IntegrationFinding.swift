import Database

/// Which check a message of a service provider failed, told so that its integrator knows what to change. The raw values
/// are stored: never change one.
package enum IntegrationFinding: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    /// No service provider is registered under the Issuer.
    case unknownIssuer
    /// An operator has switched the service provider off.
    case disabled
    /// What is known of the service provider has ended (validUntil).
    case metadataEnded
    /// The parameters of the binding, their encoding or compression.
    case binding
    /// The XML is not well formed, too large, or holds what messages may not hold.
    case xml
    /// It is another kind of message than the endpoint takes.
    case wrongMessage
    /// The message has no Issuer.
    case noIssuer
    /// The message breaks the grammar of SAML.
    case grammar
    /// It has to be signed and is not.
    case unsigned
    /// The signature verifies with none of the keys of the metadata.
    case signature
    /// No key is known to verify with.
    case noKey
    /// An algorithm that is not taken.
    case algorithm
    /// The signature is not shaped as SAML says.
    case signatureShape
    /// IssueInstant lies too far in the past.
    case late
    /// IssueInstant lies in the future.
    case early
    /// A signed message without Destination, or with another address than ours.
    case destination
    /// The AssertionConsumerService is not one of the metadata.
    case consumer
    /// The same message was used before.
    case replayed
    /// The request wants what cannot be given to anybody (NameIDPolicy, RequestedAuthnContext, Scoping).
    case unmeetable
    /// Its assertions would have to be encrypted and cannot be.
    case encryption
}
