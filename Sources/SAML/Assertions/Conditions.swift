import Calendar
package import FoundationEssentials
package import XML

/// When and for whom an assertion holds (SAML Core §2.5).
package struct Conditions: Hashable, Sendable {
    static let name = QName.saml("Conditions")

    /// The assertion does not hold before this moment.
    package let notBefore: Date?
    /// The assertion does not hold from this moment on.
    package let notOnOrAfter: Date?
    /// Each must be met: the reader is in the audience of every one (SAML Core §2.5.1.4).
    package let audienceRestrictions: [AudienceRestriction]
    /// The assertion is to be used at once and not kept (SAML Core §2.5.1.5).
    package let oneTimeUse: Bool

    /// Conditions to write, with one audience.
    package init(notBefore: Date, notOnOrAfter: Date, audience: String) throws(SAMLError) {
        self.notBefore = notBefore
        self.notOnOrAfter = notOnOrAfter
        audienceRestrictions = [try AudienceRestriction(audience)]
        oneTimeUse = false
    }

    /// Reads saml:Conditions. A condition that is not understood makes the assertion unusable (SAML Core §2.5.1.1), so
    /// it is refused; a ProxyRestriction binds only those who assert anew, which no reader of ours does.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("NotBefore", "NotOnOrAfter")
        notBefore = try element.dateTime("NotBefore")
        notOnOrAfter = try element.dateTime("NotOnOrAfter")
        var restrictions: [AudienceRestriction] = []
        var oneTimeUse = false
        var content = try Content(of: element)
        while let condition = content.next() {
            switch condition.name {
            case AudienceRestriction.name: restrictions.append(try AudienceRestriction(condition))
            case .saml("OneTimeUse") where !oneTimeUse: oneTimeUse = true
            case .saml("ProxyRestriction"): continue
            default: throw .unexpectedElement(in: "Conditions")
            }
        }
        try content.end()
        audienceRestrictions = restrictions
        self.oneTimeUse = oneTimeUse
    }

    /// saml:Conditions
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("NotBefore", notBefore.map(DateTime.string)), ("NotOnOrAfter", notOnOrAfter.map(DateTime.string)),
            ],
            audienceRestrictions.map(\.element) + [oneTimeUse ? Element(.saml("OneTimeUse")) : nil])
    }
}
