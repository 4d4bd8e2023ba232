import SAML

/// What a service provider asks of the way in which the person signed in (SAML Core §3.3.2.2.1).
struct AuthnContextDemand: Codable, Sendable, Hashable {
    /// How the classes bound what will do.
    let comparison: RequestedAuthnContext.Comparison
    /// Authentication context class references, in the order of preference.
    let classes: [String]

    /// - Returns: nil when nothing is demanded.
    init?(_ requested: RequestedAuthnContext?) {
        guard let requested else { return nil }
        comparison = requested.comparison
        classes = requested.classRefs.map(\.rawValue)
    }

    /// The classes this identity provider can speak of, weakest first.
    private static let ladder: [AuthnContextClass] = [.unspecified, .password, .passwordProtectedTransport]

    /// The class to state in the assertion when the person's sign-in reached that rung; nil when the demand can't be
    /// met, so that the service provider is told and not given less in silence.
    ///
    /// A password over TLS is a password too: `exact` Password is met by stating Password. Of a class that is not on
    /// the ladder nothing is known: it is never met, and nothing is better than it.
    func met(by reached: AuthnContextClass) -> AuthnContextClass? {
        let rungs = classes.map { Self.ladder.firstIndex(of: AuthnContextClass(rawValue: $0)) }
        let known = rungs.compactMap(\.self)
        guard let top = Self.ladder.firstIndex(of: reached), let strongest = known.max() else { return nil }
        switch comparison {
        case .exact: return known.first { $0 <= top }.map { Self.ladder[$0] }
        case .minimum: return known.contains { $0 <= top } ? reached : nil
        case .maximum: return Self.ladder[min(strongest, top)]
        case .better: return known.count == rungs.count && strongest < top ? reached : nil
        }
    }
}

extension RequestedAuthnContext.Comparison: Codable {}
