/// What a profile asks of an identity provider, and how this one stands to it.
struct Requirement: Sendable {
    /// How it stands.
    enum Verdict: Sendable {
        /// It is met, and these tests show it: names of Swift tests, or of functions of Tests/Interoperability.
        case met([String])
        /// It is knowingly done otherwise, for this reason; what is done instead has tests too.
        case deviation(String, [String] = [])
        /// It is not done, and this is why or when.
        case notYet(String)
        /// It depends on the site: what the operator has to see to.
        case site(String)

        /// In a word, for a table.
        var word: String {
            switch self {
            case .met: "met"
            case .deviation: "deviation"
            case .notYet: "not yet"
            case .site: "operator"
            }
        }

        /// The reason, where there is one.
        var reason: String? {
            switch self {
            case .met: nil
            case .deviation(let reason, _), .notYet(let reason), .site(let reason): reason
            }
        }

        var tests: [String] {
            switch self {
            case .met(let tests), .deviation(_, let tests): tests
            case .notYet, .site: []
            }
        }
    }

    /// As the profile names it: `IIP-IDP09`.
    let id: String
    /// What it asks, in short.
    let gist: String
    let verdict: Verdict

    init(_ id: String, _ gist: String, _ verdict: Verdict) {
        self.id = id
        self.gist = gist
        self.verdict = verdict
    }

    /// Every requirement that binds an identity provider, in the order of the profiles.
    static let all = implementationProfile + deploymentProfile
}
