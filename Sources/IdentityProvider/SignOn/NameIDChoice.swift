import Directory
import SAML

/// Which kind of name an assertion carries, and whether only the service provider can read it.
struct NameIDChoice: Sendable, Hashable {
    let form: ServiceProviderOverrides.NameIDForm
    var isEncrypted = false
}

extension SignOnRequest {
    /// The NameID to send: the form that the service provider is set to, or the one its request names if it may have
    /// that; nil when it may not (SAML Core §3.4.1.1).
    ///
    /// Metadata that lists formats limits what an unsigned request may ask for, which anybody can have written; the
    /// operator's choice always may (decision 0190). An address cannot
    /// name a person in one structure apart from the same person in another. Formats of other worlds (X.509, Windows,
    /// Kerberos, *entity*) name nobody here.
    func nameID(at serviceProvider: RegisteredServiceProvider) -> NameIDChoice? {
        let record = serviceProvider.record
        let preferred = record.effective.nameIDForm
        guard nameQualifier == nil || nameQualifier == record.entityID else { return nil }
        // A subject that is named in a format asks for that format, unless the policy says another.
        guard let format = nameIDFormat ?? subject?.format, format != NameIDFormat.unspecified.rawValue else {
            return NameIDChoice(form: preferred)
        }
        guard format != NameIDFormat.encrypted.rawValue else {
            guard serviceProvider.encryption != nil else { return nil }
            return NameIDChoice(form: preferred == .none ? .transient : preferred, isEncrypted: true)
        }
        guard let form = ServiceProviderOverrides.NameIDForm(uri: format) else { return nil }
        if form == preferred { return NameIDChoice(form: form) }
        let listed = record.settings.nameIDFormats
        guard isSigned == true || listed.isEmpty || listed.contains(format) else { return nil }
        guard !form.isAddress || record.effective.identity != .personAndStructure else { return nil }
        return NameIDChoice(form: form)
    }
}
