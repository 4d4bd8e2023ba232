import Pages

/// Where a person goes on after signing in: to their applications, or to the sign-on that waits for them.
///
/// From outside comes an opaque id, never an address: nobody can send our people elsewhere.
enum Continuation: Hashable, Sendable {
    case applications
    /// The id of a waiting sign-on; well formed, not yet known to exist.
    case signOn(String)

    /// The query and form parameter.
    static let parameter = "suite"

    /// Reads the parameter; anything but an id leads to the applications.
    init(_ parameter: String?) {
        guard let parameter, (1...64).contains(parameter.utf8.count),
            parameter.utf8.allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            })
        else {
            self = .applications
            return
        }
        self = .signOn(parameter)
    }

    var path: String {
        switch self {
        case .applications: "/"
        case .signOn(let id): "/saml/continue/\(id)"
        }
    }

    /// What a form of ours carries on.
    var id: String? {
        switch self {
        case .applications: nil
        case .signOn(let id): id
        }
    }
}
