import Crypto
package import HTTP
import Markup

/// The style sheet, the script and the icon: embedded in the executable, served under names that hold a hash of their
/// content, so that a browser may keep them for ever and never shows a page with an older style.
package struct Assets: Sendable {
    /// The files of this build; compressed once, at the first use.
    package static let embedded = Assets()

    /// One GET route for each file.
    package let routes: [Route]
    /// The elements of `<head>` that load them.
    let links: HTML

    private init() {
        let style = File("app", "css", "text/css; charset=utf-8", PackageResources.app_css)
        let script = File("app", "js", "text/javascript; charset=utf-8", PackageResources.app_js)
        let icon = File("favicon", "svg", "image/svg+xml", PackageResources.favicon_svg)
        routes = [style, script, icon].map(\.route)
        links = """
            <link rel="icon" href="\(icon.path)" type="image/svg+xml">
            <link rel="stylesheet" href="\(style.path)"><script src="\(script.path)" defer></script>
            """
    }

    private struct File {
        let path: String
        private let contentType: String
        private let bytes: [UInt8]

        init(_ name: String, _ type: String, _ contentType: String, _ bytes: [UInt8]) {
            let hash = Base32.encode(Array(Digest.sha256(bytes).prefix(10)))
            path = "/fichiers/\(name)-\(hash).\(type)"
            self.contentType = contentType
            self.bytes = bytes
        }

        var route: Route {
            let plain = Response.immutableFile(bytes, contentType: contentType).with("vary", "accept-encoding")
            let compressed = GzipWriter.compress(bytes).map {
                Response.immutableFile($0, contentType: contentType, encoding: "gzip").with("vary", "accept-encoding")
            }
            return .get(path) { request in
                guard let compressed, File.takesGzip(request) else { return plain }
                return compressed
            }
        }

        /// Whether `Accept-Encoding` names gzip without refusing it (`gzip;q=0`), RFC 9110 §12.5.3.
        private static func takesGzip(_ request: Request) -> Bool {
            guard let accepted = request.headers["accept-encoding"] else { return false }
            return accepted.lowercased().split(separator: ",").contains { coding in
                let parts = coding.split(separator: ";").map { $0.filter { $0 != " " } }
                return parts.first == "gzip"
                    && !parts.dropFirst().contains { $0.hasPrefix("q=0") && Double($0.dropFirst(2)) == 0 }
            }
        }
    }
}
