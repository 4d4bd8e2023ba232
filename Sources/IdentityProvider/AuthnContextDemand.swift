import SAML

/// What a service provider asks of the way in which the person signed in (SAML Core §3.3.2.2.1).
struct AuthnContextDemand: Codable, Sendable, Hashable {
    /// `exact`, `minimum`, `maximum` or `better`.
    let comparison: String
    /// Authentication context class references, in the order of preference.
    let classes: [String]

    /// - Returns: nil when nothing is demanded.
    init?(_ requested: RequestedAuthnContext?) {
        guard let requested else { return nil }
        comparison = requested.comparison.rawValue
        classes = requested.classRefs.map(\.rawValue)
    }

    /// The classes this identity provider can speak of, weakest first.
    private static let ladder: [AuthnContextClass] = [.unspecified, .password, .passwordProtectedTransport]

    /// The class to state in the assertion when the person's sign-in reached that rung; nil when the demand can't be
    /// met, so that the service provider is told and not given less in silence.
    ///
    /// A password over TLS is a password too: `exact` Password is met by stating Password.
    func met(by reached: AuthnContextClass) -> AuthnContextClass? {
        guard let top = Self.ladder.firstIndex(of: reached) else { return nil }
        for asked in classes {
            guard let rung = Self.ladder.firstIndex(of: AuthnContextClass(rawValue: asked)) else { continue }
            switch comparison {
            case "exact" where rung <= top: return Self.ladder[rung]
            case "minimum" where rung <= top: return reached
            case "better" where rung < top: return reached
            case "maximum": return Self.ladder[min(rung, top)]
            default: continue
            }
        }
        return nil
    }
}
