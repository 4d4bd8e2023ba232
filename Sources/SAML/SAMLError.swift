package import XML

/// Why a SAML message, assertion or metadata document cannot be read or written.
///
/// The texts are for the log and the command line: they name elements and attributes of the specification, never a
/// value that came from outside.
package enum SAMLError: Error, Equatable, Sendable {
    /// The element is not the one this place takes.
    case unexpectedRoot(expected: String)
    /// A required element or attribute is absent.
    case missing(String, in: String)
    /// An element that the grammar does not allow there: unknown, repeated or out of order.
    case unexpectedElement(in: String)
    /// An unqualified (or SAML-qualified) attribute that the grammar does not know.
    case unexpectedAttribute(in: String)
    /// Text where the grammar takes only elements, or elements where it takes only text.
    case unexpectedContent(in: String)
    /// A value that is not of the type the specification gives it.
    case invalidValue(String, in: String)
    /// A value longer than the bound of this program.
    case tooLong(String, in: String)
    /// Attributes that exclude each other stand together.
    case contradiction(String, in: String)
    /// `Version` is not "2.0" (SAML Core §4.1.3.2).
    case unsupportedVersion
    /// Part of the specification that this program does not do.
    case unsupported(String)
    /// The transport of the message is wrong: see `BindingFault`.
    case binding(BindingFault)
    /// The metadata cannot be used: see `MetadataFault`.
    case metadata(MetadataFault)
    /// The bytes are not XML that this program takes, or its signature does not verify.
    case xml(XMLError)
}

/// What can be wrong with the transport of a message.
package enum BindingFault: String, Equatable, Sendable {
    case noMessage = "neither SAMLRequest nor SAMLResponse is present"
    case twoMessages = "SAMLRequest and SAMLResponse stand together"
    case repeatedParameter = "a SAML parameter stands twice"
    case escapedParameterName = "the name of a SAML parameter is written with escapes"
    case foreignParameter = "a parameter of another SAML binding stands there"
    case malformedEscape = "a percent escape is malformed or does not give UTF-8"
    case unknownEncoding = "SAMLEncoding is not DEFLATE"
    case incompleteSignature = "Signature and SigAlg do not stand together"
    case malformedBase64 = "the message or its signature is not Base64"
    case malformedDeflate = "the DEFLATE stream is broken, cut short or followed by other bytes"
    case compressedPost = "the posted message is compressed, which is for HTTP-Redirect only"
    case tooLong = "the message is longer than 64 KiB"
    case relayStateTooLong = "RelayState is longer than 2 KiB"
    case algorithmRefused = "the signature algorithm is not allowed"
    case notSigned = "the message is not signed"
    case noKey = "no key is known to verify the signature with"
    case signatureRefused = "the signature does not verify with any known key"
}

/// What can make a metadata document unusable.
package enum MetadataFault: Equatable, Sendable {
    /// The root is neither EntityDescriptor nor EntitiesDescriptor.
    case notMetadata
    /// Several entities stand in the document and none was named.
    case severalEntities
    /// The entity asked for is not in the document.
    case entityNotFound
    /// No entity, or not this one, has the role for SAML 2.0.
    case noRole(String)
    /// `validUntil` has passed.
    case expired
    /// An endpoint whose address is not https (nor http on a loopback site).
    case endpointRefused(String)
    /// A certificate that cannot be read.
    case certificateUnreadable
    /// A ds:KeyValue is not one.
    case keyUnreadable
    /// Two AssertionConsumerService elements (or other indexed endpoints) with one index.
    case repeatedIndex(String)
}

extension SAMLError: CustomStringConvertible {
    /// What is wrong, in English words without any value from outside.
    package var description: String {
        switch self {
        case .unexpectedRoot(let expected): "the document is not a \(expected)"
        case .missing(let name, let parent): "\(parent) lacks \(name)"
        case .unexpectedElement(let parent): "\(parent) holds an element that its grammar does not allow there"
        case .unexpectedAttribute(let parent): "\(parent) has an attribute that its grammar does not know"
        case .unexpectedContent(let parent): "\(parent) mixes text and elements"
        case .invalidValue(let name, let parent): "\(name) of \(parent) has a value that is not of its type"
        case .tooLong(let name, let parent): "\(name) of \(parent) is too long"
        case .contradiction(let names, let parent): "\(names) exclude each other in \(parent)"
        case .unsupportedVersion: "the Version is not 2.0"
        case .unsupported(let what): "\(what) is not supported"
        case .binding(let fault): fault.rawValue
        case .metadata(let fault): fault.description
        case .xml(let error): "\(error)"
        }
    }
}

extension MetadataFault: CustomStringConvertible {
    /// What is wrong, in words for the person who hands the file in.
    package var description: String {
        switch self {
        case .notMetadata: "the file is not SAML 2.0 metadata (no EntityDescriptor)"
        case .severalEntities: "the metadata describes several entities: name the entityID to take"
        case .entityNotFound: "the metadata does not describe the entity asked for"
        case .noRole(let role): "the metadata has no \(role) for SAML 2.0"
        case .expired: "the metadata has expired (validUntil)"
        case .endpointRefused(let element):
            "the metadata has a \(element) whose address is not https (http is for loopback sites only)"
        case .certificateUnreadable: "the metadata has a certificate that cannot be read"
        case .keyUnreadable: "the metadata has a KeyValue that cannot be read"
        case .repeatedIndex(let element): "the metadata has two \(element) with the same index"
        }
    }
}
