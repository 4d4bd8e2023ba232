import Directory
import SAML

/// The person that a request names: the assertion must be about that very one, or there is none (SAML Core §3.3.4,
/// §3.4.1: it must match strongly).
struct RequestedSubject: Codable, Sendable, Hashable {
    let value: String
    let format: String?
    let nameQualifier: String?
    let spNameQualifier: String?

    init(_ name: NameID) {
        value = name.value
        format = name.format?.rawValue
        nameQualifier = name.nameQualifier
        spNameQualifier = name.spNameQualifier
    }

    /// Whether the name that we would send is the one asked for, qualifiers included where they are said.
    func matches(_ name: String, _ form: ServiceProviderOverrides.NameIDForm, by entityID: String, for peer: String)
        -> Bool
    {
        let isAnyFormat = format == nil || format == NameIDFormat.unspecified.rawValue
        return value.utf8.elementsEqual(name.utf8) && (isAnyFormat || format == form.uri)
            && (nameQualifier == nil || nameQualifier == entityID)
            && (spNameQualifier == nil || spNameQualifier == peer)
    }
}
