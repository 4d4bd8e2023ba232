import Crypto
package import HTTP
import Markup

/// The style sheet, the script and the icon: embedded in the executable, served under names that hold a hash of their
/// content, so that a browser may keep them for ever and never shows a page with an older style.
package struct Assets: Sendable {
    /// The files of this build; compressed once, at the first use.
    package static let embedded = Assets()

    /// One GET route for each file, and one for the style sheet with an accent of the site's own.
    package let routes: [Route]
    private let style: File
    private let script: File
    private let icon: File

    private init() {
        style = File("app", "css", "text/css; charset=utf-8", PackageResources.app_css)
        script = File("app", "js", "text/javascript; charset=utf-8", PackageResources.app_js)
        icon = File("favicon", "svg", "image/svg+xml", PackageResources.favicon_svg)
        let style = style
        routes =
            [style, script, icon].map(\.route) + [
                .get("/fichiers/{fichier}") { request throws(HTTPError) in
                    guard let accent = style.accent(inName: request.pathParameters["fichier"]) else { throw .notFound }
                    return style.followed(by: accent).response(request)
                }
            ]
    }

    /// The elements of `<head>` that load them.
    func links(_ accent: Accent?) -> HTML {
        """
        <link rel="icon" href="\(icon.path)" type="image/svg+xml">
        <link rel="stylesheet" href="\(accent.map(style.path) ?? style.path)">\
        <script src="\(script.path)" defer></script>
        """
    }

    private struct File: Sendable {
        /// Without its type: what the names of its variants begin with.
        private let stem: String
        private let type: String
        private let contentType: String
        private let bytes: [UInt8]

        init(_ name: String, _ type: String, _ contentType: String, _ bytes: [UInt8]) {
            stem = "\(name)-" + Base32.encode(Array(Digest.sha256(bytes).prefix(10)))
            self.type = type
            self.contentType = contentType
            self.bytes = bytes
        }

        private init(stem: String, of file: File, bytes: [UInt8]) {
            self.stem = stem
            type = file.type
            contentType = file.contentType
            self.bytes = bytes
        }

        var path: String { "/fichiers/\(stem).\(type)" }

        // MARK: - With an accent

        /// The colours stand in the name, and the style sheet follows from them: nothing is kept, and any node answers.
        func path(_ accent: Accent) -> String { "/fichiers/\(stem)-\(accent.name).\(type)" }

        func accent(inName name: String?) -> Accent? {
            guard let name, name.hasPrefix("\(stem)-"), name.hasSuffix(".\(type)") else { return nil }
            return Accent(name: name.dropFirst(stem.count + 1).dropLast(type.count + 1))
        }

        func followed(by accent: Accent) -> File {
            File(stem: "\(stem)-\(accent.name)", of: self, bytes: bytes + Array(accent.css.utf8))
        }

        // MARK: - Answers

        var route: Route {
            let plain = plain
            let compressed = compressed
            return .get(path) { request in
                guard let compressed, File.takesGzip(request) else { return plain }
                return compressed
            }
        }

        func response(_ request: Request) -> Response {
            guard File.takesGzip(request), let compressed else { return plain }
            return compressed
        }

        private var plain: Response {
            .immutableFile(bytes, contentType: contentType).with("vary", "accept-encoding")
        }

        private var compressed: Response? {
            GzipWriter.compress(bytes).map {
                .immutableFile($0, contentType: contentType, encoding: "gzip").with("vary", "accept-encoding")
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
