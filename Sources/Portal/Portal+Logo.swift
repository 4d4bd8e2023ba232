import Directory
import HTTP
import Pages

extension Portal {
    /// The image beside the site's name. Its address holds a hash of its bytes, so a browser may keep it.
    var logoRoute: Route {
        .get(
            "/fichiers/logo/{empreinte}",
            handler: open { visit in
                let hash = visit.request.pathParameters["empreinte"] ?? ""
                let bytes = try directory.read { view in try view.logo(hash) }
                guard let bytes else { throw HTTPError.notFound }
                return .immutableFile(bytes, contentType: "image/png")
            })
    }
}
