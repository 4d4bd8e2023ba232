import Crypto
import HTTP
import Markup

/// The style sheet, the script and the icon, under names that hold a hash of their content.
enum DemonstrationAssets {
    private static let style = path("css", PackageResources.demonstration_css)
    private static let script = path("js", PackageResources.demonstration_js)

    private static let icon = path("svg", PackageResources.demonstration_svg)

    private static func path(_ type: String, _ bytes: [UInt8]) -> String {
        "/fichiers/demonstration-\(Base32.encode(Array(Digest.sha256(bytes).prefix(10)))).\(type)"
    }

    static var routes: [Route] {
        [
            .get(style) { _ in
                .immutableFile(PackageResources.demonstration_css, contentType: "text/css; charset=utf-8")
            },
            .get(script) { _ in
                .immutableFile(PackageResources.demonstration_js, contentType: "text/javascript; charset=utf-8")
            },
            .get(icon) { _ in .immutableFile(PackageResources.demonstration_svg, contentType: "image/svg+xml") },
        ]
    }

    static var links: HTML {
        """
        <link rel="icon" href="\(icon)" type="image/svg+xml"><link rel="stylesheet" href="\(style)">\
        <script src="\(script)" defer></script>
        """
    }
}
