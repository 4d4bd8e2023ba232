import HTTP
import Pages

/// Where a person goes on after signing in: to their applications, to the sign-on that waits for them, or to the page
/// of this site that they asked for.
///
/// From outside comes an opaque id or a path of ours, never an address: nobody can send our people elsewhere.
enum Continuation: Hashable, Sendable {
    case applications
    /// The id of a waiting sign-on; well formed, not yet known to exist.
    case signOn(String)
    /// A page of this site: a link that was mailed, or the page where the session ran out.
    case page(String)

    /// The query and form parameter of a sign-on's id.
    static let parameter = "suite"
    /// The query and form parameter of a page's path.
    static let pageParameter = "retour"

    /// Reads the parameters; anything but an id or a path of ours leads to the applications.
    init(_ id: String?, page: String? = nil) {
        if let id, (1...64).contains(id.utf8.count),
            id.utf8.allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            })
        {
            self = .signOn(id)
            return
        }
        let path = Website.localPath(page)
        self = path == "/" || path.hasPrefix("/connexion") ? .applications : .page(path)
    }

    var path: String {
        switch self {
        case .applications: "/"
        case .signOn(let id): "/saml/continue/\(id)"
        case .page(let path): path
        }
    }

    /// What a form of ours carries on, and the address of the sign-in page with it.
    var field: (name: String, value: String)? {
        switch self {
        case .applications: nil
        case .signOn(let id): (Self.parameter, id)
        case .page(let path): (Self.pageParameter, path)
        }
    }

    /// The sign-on that waits.
    var id: String? {
        guard case .signOn(let id) = self else { return nil }
        return id
    }

    /// The sign-in page that keeps it.
    var signInPath: String {
        field.map { "/connexion?" + Parameters([$0]).encoded } ?? "/connexion"
    }
}
